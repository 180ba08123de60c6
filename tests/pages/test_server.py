"""The server: only reading, only its own name, nothing that loads or runs, every link leads on."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from monitor.errors import MonitorError, StoreError
from monitor.pages import Settings, serving
from monitor.pages.server import is_own_host
from tests.pages.press import (
    HOSTILE,
    NOW,
    SCRIPT_LINK,
    Shelf,
    a_briefing,
    a_hostile_briefing,
    a_step,
    sheets,
)
from tests.pages.reading import complaints, links, parsed, values

PAGES = (
    *("/", "/storylines/ferry/inquiry", "/storylines/ferry/casualties", "/developments"),
    *("/alerts", "/stories", "/items", "/search", "/search?q=captain", "/items?before=i1"),
    *("/show/i1", "/show/s1", "/show/d1", "/show/a1", "/nowhere", "/show/i99"),
)


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(slots=True)
class Visitor:
    """A browser without a memory."""

    session: aiohttp.ClientSession
    address: str

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Said:
        url = self.address.rstrip("/") + path if path.startswith("/") else path
        async with self.session.request(method, url, headers=headers) as found:
            lower = {name.lower(): value for name, value in found.headers.items()}
            return Said(found.status, lower, await found.text())


@pytest.fixture
def shelf() -> Shelf:
    found = sheets()
    return Shelf(a_briefing(a_step(1), a_step(2)), found | {"d2": found["d1"]})


@pytest.fixture
async def visitor(shelf: Shelf) -> AsyncIterator[Visitor]:
    settings = Settings(port=0, names=("news.example",))
    async with (
        serving(shelf, settings, lambda: NOW) as address,
        aiohttp.ClientSession() as session,
    ):
        yield Visitor(session, address)


async def test_every_page_is_whole_accessible_and_alone(visitor: Visitor) -> None:
    for path in PAGES:
        said = await visitor.ask(path)
        assert list(complaints(said.text)) == [], path
        assert said.status == (404 if path in {"/nowhere", "/show/i99"} else 200), path


async def test_every_link_of_every_page_leads_somewhere(visitor: Visitor) -> None:
    seen: set[str] = set()
    waiting = {visitor.address}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        said = await visitor.ask(path)
        assert said.status == 200, path
        if said.headers["content-type"].startswith("text/html"):
            found = links(parsed(said.text), path)
            waiting |= {one for one in found if one.startswith(visitor.address)} - seen
    assert {one.removeprefix(visitor.address) for one in seen} >= {
        *("developments", "alerts", "stories", "items", "search", "show/d1", "show/s1"),
        *("storylines/ferry/inquiry", "storylines/ferry/inquiry.atom", "developments.atom"),
    }


async def test_hostile_words_stay_words_on_every_page(shelf: Shelf, visitor: Visitor) -> None:
    shelf.page, shelf.found = a_hostile_briefing(), sheets(HOSTILE, SCRIPT_LINK)
    for path in PAGES:
        said = await visitor.ask(path)
        page = parsed(said.text)
        assert list(complaints(said.text)) == [], path
        assert not [one for one in values(page, "//@href") if "javascript" in one], path
        assert "\u202e" not in said.text
    echoed = await visitor.ask("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00%E2%80%AE")
    assert list(complaints(echoed.text)) == []
    assert values(parsed(echoed.text), "//input/@value") == ['"><script>alert(1)</script>']


@pytest.mark.parametrize("path", ["/", "/nowhere", "/metrics", "/developments.atom", "/items.json"])
async def test_every_answer_is_fenced_in(visitor: Visitor, path: str) -> None:
    headers = (await visitor.ask(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers
    assert "aiohttp" not in headers["server"]


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
)
@pytest.mark.parametrize("path", ["/", "/metrics", "/nowhere"])
async def test_only_reading_is_allowed(visitor: Visitor, method: str, path: str) -> None:
    said = await visitor.ask(path, method)
    assert said.status == 405
    assert said.headers["allow"] == "GET, HEAD"
    assert "content-security-policy" in said.headers


async def test_head_is_the_same_without_a_body(visitor: Visitor) -> None:
    whole, head = await visitor.ask("/"), await visitor.ask("/", "HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8787", "127.0.0.1.evil.example"])
async def test_a_rebound_name_gets_nothing(visitor: Visitor, host: str) -> None:
    said = await visitor.ask("/", Host=host)
    assert said.status == 421
    assert "Inquiry" not in said.text


@pytest.mark.parametrize("host", ["localhost:99", "NEWS.example", "[::1]:1", "192.0.2.7"])
async def test_its_own_names_and_addresses_are_taken(visitor: Visitor, host: str) -> None:
    assert (await visitor.ask("/", Host=host)).status == 200


def test_a_missing_or_broken_host_is_nobodys() -> None:
    for host in (
        "",
        "[::1",
        "a b",
        "localhost.",
        "user@localhost",
        "x@127.0.0.1",
        "127.0.0.1/x",
        "127.0.0.1:x",
        "::1",
    ):
        assert not is_own_host(host), host


async def test_a_feed_reader_asks_again_and_gets_it_once(visitor: Visitor) -> None:
    path = "/storylines/ferry/inquiry.atom"
    first = await visitor.ask(path)
    assert first.headers["content-type"].startswith("application/atom+xml")
    assert f'href="{visitor.address}storylines/ferry/inquiry.atom"' in first.text
    again = await visitor.ask(path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status, again.text) == (304, "")
    assert (await visitor.ask(path, **{"If-None-Match": '"other"'})).status == 200


@pytest.mark.parametrize(
    "path",
    ["/briefing.json", "/developments.json", "/show/a1.json", "/storylines/ferry/inquiry.json"],
)
async def test_pages_have_their_json(visitor: Visitor, path: str) -> None:
    said = await visitor.ask(path)
    assert said.status == 200
    assert said.headers["content-type"] == "application/json; charset=utf-8"
    assert said.text.startswith("{")


async def test_health_says_what_is_wrong(shelf: Shelf, visitor: Visitor) -> None:
    well = await visitor.ask("/healthz")
    assert (well.status, well.text) == (200, "ok\n")
    shelf.wrong = ("no daemon is running", "the last poll was 3 h ago")
    ill = await visitor.ask("/healthz")
    assert (ill.status, ill.text) == (503, "no daemon is running\nthe last poll was 3 h ago\n")


async def test_metrics_are_told_apart_by_their_type(visitor: Visitor) -> None:
    said = await visitor.ask("/metrics")
    assert said.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "monitor_daemon_up 1\n" in said.text


async def test_a_database_that_cannot_be_read_is_said_so(
    shelf: Shelf, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise StoreError("monitor.db has the older schema 1")

    monkeypatch.setattr(shelf, "sheet", broken)
    said = await visitor.ask("/show/i1")
    assert said.status == 503
    assert "older schema 1" in said.text


async def test_odd_paths_lead_nowhere(visitor: Visitor) -> None:
    for path in ("/show/i1'", "/show/x1", "/show/i", "/../etc/passwd", "/%00", "/show/i1/x"):
        assert (await visitor.ask(path)).status == 404, path


async def test_a_port_that_is_taken_is_named(shelf: Shelf) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(MonitorError, match=f"port {port}.*--port"):
            async with serving(shelf, Settings(port=port), lambda: NOW):
                pass
