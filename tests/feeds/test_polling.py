from __future__ import annotations

import asyncio
import gzip
import logging
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.feeds import Poller
from monitor.model import Feed, FeedState
from monitor.scales import PollResult
from monitor.secret import Secret
from tests.feeds.lab import NOW, Server, piece, rss, settings_for, visit

FEED = rss(piece(1), piece(2))


async def test_a_feed_gives_its_items(server: Server, poller: Poller) -> None:
    poll = await visit(poller, server.give("/f", FEED))
    assert poll.result is PollResult.ITEMS
    assert [item.guid for item in poll.items] == ["urn:1", "urn:2"]
    assert (poll.at, poll.error, poll.location) == (NOW, "", "")


async def test_requests_are_honest_and_carry_no_cookies(server: Server) -> None:
    url = server.give("/f", FEED, headers={"Set-Cookie": "sid=1"})
    settings = settings_for(server, user_agent="desk-monitor (desk@example.org)")
    async with Poller(settings, lambda: NOW) as poller:
        for _ in range(2):
            await visit(poller, url)
    last = server.requests[-1].headers
    assert last["User-Agent"] == "desk-monitor (desk@example.org)"
    assert last["Accept-Encoding"] == "gzip"
    assert "Cookie" not in last


async def test_validators_come_back_byte_for_byte(server: Server, poller: Poller) -> None:
    etag, changed = 'W/"a\u00e9 b"', "Fri, 21 Nov 2025 8:0:0 gmt"

    async def answer(request: web.Request) -> web.Response:
        sent = dict(request.raw_headers)
        same = sent.get(b"If-None-Match") == etag.encode()
        same = same and sent.get(b"If-Modified-Since") == changed.encode()
        return web.Response(
            status=304 if same else 200,
            text=None if same else FEED,
            headers={"ETag": etag, "Last-Modified": changed},
        )

    url = server.say("/f", answer)
    first = await visit(poller, url)
    again = await visit(poller, url, etag=first.etag, last_modified=first.last_modified)
    assert again.result is PollResult.NOT_MODIFIED


async def test_an_unchanged_body_is_not_parsed_but_its_ttl_counts(
    server: Server, poller: Poller
) -> None:
    url = server.give("/f", rss(piece(1), extra="<ttl>120</ttl>"))
    first = await visit(poller, url)
    again = await visit(poller, url, body_hash=first.body_hash)
    assert (first.result, again.result) == (PollResult.ITEMS, PollResult.SAME_BODY)
    assert first.wait_at_least == again.wait_at_least == timedelta(hours=2)


@pytest.mark.parametrize(
    ("answer", "result", "wait"),
    [
        ((200, {"Cache-Control": "public, max-age=3600", "Age": "600"}), "items", 3000),
        ((200, {"Cache-Control": "no-cache, max-age=3600"}), "items", None),
        ((429, {"Retry-After": "120"}), "deferred", 120),
        ((503, {"Retry-After": "Fri, 21 Nov 2025 12:05:00 GMT"}), "deferred", 300),
        ((429, {"Retry-After": "1000000000000"}), "deferred", 10**9),
        ((429, {"Retry-After": "soon"}), "failed", None),
        ((503, {}), "failed", None),
        ((500, {"Retry-After": "120"}), "failed", None),
        ((404, {}), "failed", None),
        ((204, {}), "failed", None),
        ((304, {}), "failed", None),
        ((410, {}), "gone", None),
    ],
)
async def test_what_the_server_asks_for(
    server: Server,
    poller: Poller,
    answer: tuple[int, dict[str, str]],
    result: str,
    wait: int | None,
) -> None:
    status, headers = answer
    poll = await visit(poller, server.give("/f", FEED if status == 200 else "", status, headers))
    assert poll.result == result
    assert poll.wait_at_least == (None if wait is None else timedelta(seconds=wait))
    assert bool(poll.error) is (result != "items")


@pytest.mark.parametrize(
    ("statuses", "kept"),
    [((301, 308), True), ((301, 302), False), ((307, 301), False), ((303,), False)],
)
async def test_a_place_is_remembered_when_every_hop_is_permanent(
    server: Server, poller: Poller, statuses: tuple[int, ...], kept: bool
) -> None:
    target = server.give("/end", FEED)
    for number, status in enumerate(statuses):
        target = server.redirect(f"/{number}", target if number == 0 else f"/{number - 1}", status)
    poll = await visit(poller, target)
    assert poll.result is PollResult.ITEMS
    assert poll.location == (server.url("/end") if kept else "")


async def test_a_moved_feed_is_visited_at_its_new_place(server: Server, poller: Poller) -> None:
    new = server.give("/new", FEED)
    poll = await visit(poller, server.url("/old"), location=new)
    assert (poll.result, poll.location) == (PollResult.ITEMS, new)


async def test_a_new_place_that_fails_is_given_up_for_the_configured_one(
    server: Server, poller: Poller
) -> None:
    old = server.give("/old", FEED)
    gone = server.give("/new", "<html>parked</html>")
    poll = await visit(poller, old, location=gone, etag='"of the other place"')
    assert (poll.result, poll.location) == (PollResult.ITEMS, "")
    assert "If-None-Match" not in server.requests[-1].headers


async def test_a_feed_that_fails_everywhere_forgets_the_new_place(
    server: Server, poller: Poller
) -> None:
    poll = await visit(poller, server.give("/old", "", 404), location=server.give("/new", "", 410))
    assert (poll.result, poll.location) == (PollResult.FAILED, "")


async def test_redirects_end_after_five(server: Server, poller: Poller) -> None:
    for number in range(6):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.give("/6", FEED)
    assert (await visit(poller, server.url("/1"))).result is PollResult.ITEMS
    assert "redirects more than 5" in (await visit(poller, server.url("/0"))).error


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{}/x",
        "http://localhost:{}/x",
        "http://2130706433:{}/x",
        "http://0x7f000001:{}/x",
        "http://[::ffff:127.0.0.1]:{}/x",
        "http://news.example@127.0.0.1:{}/x",
        "http://127.0.0.1:{}#@news.example/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{}/_x",
        "data:application/rss+xml,<rss/>",
        "http://",
        "http://[::1",
    ],
)
async def test_a_redirect_never_leads_inside(
    server: Server, poller: Poller, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Server()
    runner = web.ServerRunner(web.Server(inside.serve))
    await runner.setup()
    await (place := web.TCPSite(runner, "127.0.0.1", 0)).start()
    port = place.name.rpartition(":")[2]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked: [(2, 1, 6, "", ("127.0.0.1", port))])
    poll = await visit(poller, server.redirect("/f", target.format(port)))
    assert (poll.result, len(poll.error) > 10) == (PollResult.FAILED, True)
    assert not inside.requests
    await runner.cleanup()


async def test_own_headers_go_to_the_configured_origin_only(server: Server, poller: Poller) -> None:
    server.give("/end", FEED)
    url = server.redirect("/start", server.url("/end").replace("127.0.0.1", "localhost"))
    feed = Feed(url=url, headers={"Authorization": Secret("Bearer invented")})
    poll = await poller.poll(feed, FeedState(url=url))
    assert poll.result is PollResult.ITEMS
    start, end = server.requests
    assert start.headers["Authorization"] == "Bearer invented"
    assert "Authorization" not in end.headers


async def test_the_body_of_a_redirect_is_never_read(server: Server, poller: Poller) -> None:
    bomb = gzip.compress(b" " * 30_000_000)
    headers = {"Location": server.give("/end", FEED), "Content-Encoding": "gzip"}
    assert (await visit(poller, server.give("/f", bomb, 302, headers))).result is PollResult.ITEMS


async def test_too_much_is_refused(server: Server) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" " * 100_000)

    settings = settings_for(server, wire_bytes=1 << 20, inflated_bytes=2 << 20)
    async with Poller(settings, lambda: NOW) as poller:
        for url in (
            server.say("/endless", endless),
            server.give("/long", b" " * (2 << 20)),
            server.give(
                "/bomb", gzip.compress(b" " * (9 << 20)), headers={"Content-Encoding": "gzip"}
            ),
        ):
            poll = await visit(poller, url)
            assert "MB" in poll.error


async def test_the_time_of_a_request_is_capped_in_total(server: Server) -> None:
    async def dribble(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.02)

    settings = settings_for(server, request_for=timedelta(seconds=0.3))
    async with Poller(settings, lambda: NOW) as poller:
        poll = await visit(poller, server.say("/f", dribble))
    assert "too long" in poll.error


async def test_an_answer_that_breaks_off_is_an_error(server: Server, poller: Poller) -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "9999"})
        await response.prepare(request)
        await response.write(FEED.encode())
        assert request.transport is not None
        request.transport.close()
        return response

    assert "breaks off" in (await visit(poller, server.say("/f", cut))).error


async def test_no_server_at_all_is_an_error_in_plain_words(server: Server) -> None:
    settings = settings_for(server, allow_private=("127.0.0.1:1",))
    async with Poller(settings, lambda: NOW) as poller:
        poll = await visit(poller, "http://127.0.0.1:1/f")
        assert "cannot be reached" in poll.error
        assert "not http" in (await visit(poller, "ftp://127.0.0.1/f")).error
        assert (await visit(poller, "nonsense")).result is PollResult.FAILED


async def test_requests_per_host_and_overall_are_limited(server: Server) -> None:
    now, peak = 0, 0

    async def slow(_request: web.Request) -> web.Response:
        nonlocal now, peak
        now += 1
        peak = max(peak, now)
        await asyncio.sleep(0.01)
        now -= 1
        return web.Response(text=FEED)

    url = server.say("/f", slow)
    for limits, most in (({"per_host": 2}, 2), ({"per_host": 9, "concurrency": 3}, 3)):
        async with Poller(settings_for(server, **limits), lambda: NOW) as poller:
            await asyncio.gather(*(visit(poller, url) for _ in range(12)))
        assert peak == most
        peak = 0


async def test_a_proxy_is_used_for_everything_and_guards_still_hold(server: Server) -> None:
    server.give("/f", FEED)
    proxy = f"http://127.0.0.1:{server.port}"
    async with Poller(settings_for(server, proxy=proxy, allow_private=()), lambda: NOW) as poller:
        assert (await visit(poller, "http://news.example/f")).result is PollResult.ITEMS
        assert str(server.requests[0].headers["Host"]) == "news.example"
        assert "not a public" in (await visit(poller, server.url("/f"))).error
        assert "not a public" in (await visit(poller, "http://localhost/f")).error


async def test_a_fault_of_ours_is_recorded_and_logged_in_one_line(
    server: Server,
    poller: Poller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("invented-secret")

    monkeypatch.setattr(poller._retriever, "get", broken)
    with caplog.at_level(logging.ERROR):
        poll = await visit(poller, server.url("/f?token=invented"))
    assert (poll.result, poll.error.startswith("could not be polled: KeyError")) == ("failed", True)
    assert len(caplog.records) == 1
    assert "invented" not in caplog.text


async def test_a_cancelled_poll_is_cancelled(server: Server, poller: Poller) -> None:
    reached = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        reached.set()
        await asyncio.sleep(60)
        return web.Response()

    task = asyncio.create_task(visit(poller, server.say("/f", never)))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
