"""The loopback feeds: validators, formats, and a story that begins when everybody looks."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.demo import Serving, serve
from monitor.demo.story import Story, read_story
from monitor.feeds.parse import parse

STORY = read_story()
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
SECONDS = 30.0


@dataclass
class Watch:
    """A clock that stands until it is set, and what was told meanwhile."""

    at: datetime = START
    told: list[str] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.at

    def tell(self, at: datetime, source: str, title: str) -> None:
        assert at.tzinfo
        assert source
        self.told.append(title)

    def go_on(self, share: float) -> None:
        """Let a share of the story pass."""
        self.at += timedelta(seconds=share * SECONDS)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def serving(watch: Watch) -> Iterator[Serving]:
    with serve(SECONDS, clock=watch.clock, told=watch.tell) as found:
        yield found


@contextmanager
def connected(serving: Serving) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(serving.allow, timeout=5)
    try:
        yield connection
    finally:
        connection.close()


def get(serving: Serving, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with connected(serving) as connection:
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def visit_all(serving: Serving) -> dict[str, bytes]:
    return {source.slug: get(serving, f"/{source.slug}")[2] for source in serving.story.sources}


def test_it_is_bound_to_loopback_on_a_free_port(serving: Serving) -> None:
    assert serving.allow.startswith("127.0.0.1:")
    assert len(serving.feeds) == len(STORY.sources)
    assert all(feed.url.startswith(f"http://{serving.allow}/") for feed in serving.feeds)


@pytest.mark.parametrize("source", STORY.sources, ids=lambda source: source.slug)
def test_every_feed_is_read_by_the_monitors_own_parser(
    serving: Serving, watch: Watch, source: object
) -> None:
    visit_all(serving)
    watch.go_on(1)
    [feed] = [one for one in STORY.sources if one is source]
    body = get(serving, f"/{feed.slug}")[2]
    found = parse(body, f"http://{serving.allow}/{feed.slug}", 1.0)
    pieces = [piece for piece in STORY.pieces if piece.source == feed]
    latest = {piece.edits or piece.id: piece.title for piece in pieces}
    assert {item.title for item in found.items} == set(latest.values())
    assert len({item.guid for item in found.items}) == len(latest)
    assert all(item.link.startswith(f"https://{feed.slug}.example/") for item in found.items)
    assert all(item.published and item.published <= watch.at for item in found.items)


def test_an_unchanged_feed_is_answered_with_304_by_either_validator(serving: Serving) -> None:
    status, headers, body = get(serving, "/harbour-wire")
    assert status == 200
    assert body.startswith(b"<?xml")
    etag, changed = headers["ETag"], headers["Last-Modified"]
    assert get(serving, "/harbour-wire", If_None_Match=etag)[0] == 304
    assert get(serving, "/harbour-wire", If_None_Match=f'"other", W/{etag}')[0] == 304
    assert get(serving, "/harbour-wire", If_Modified_Since=changed)[0] == 304
    # The tag decides when both are sent.
    both = {"If_None_Match": '"other"', "If_Modified_Since": changed}
    assert get(serving, "/harbour-wire", **both)[0] == 200


@pytest.mark.parametrize("date", ["yesterday", "", format_datetime(START - timedelta(days=9))])
def test_a_date_that_is_none_or_old_gets_the_feed(serving: Serving, date: str) -> None:
    assert get(serving, "/harbour-wire", If_Modified_Since=date)[0] == 200


def test_new_items_change_the_validators(serving: Serving, watch: Watch) -> None:
    visit_all(serving)
    etag = get(serving, "/harbour-wire")[1]["ETag"]
    watch.go_on(0.5)
    status, headers, body = get(serving, "/harbour-wire", If_None_Match=etag)
    assert status == 200
    assert headers["ETag"] != etag
    assert b"death toll" in body.lower()


def test_an_unknown_address_is_404_and_a_connection_is_kept(serving: Serving) -> None:
    with connected(serving) as connection:
        for path, status in (("/nobody", 404), ("/harbour-wire", 200), ("/meridian-post", 200)):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status


def test_the_story_waits_until_every_feed_was_asked_for(serving: Serving, watch: Watch) -> None:
    get(serving, "/harbour-wire")
    watch.go_on(3)
    assert serving.stage.elapsed() == timedelta()
    before = visit_all(serving)
    assert visit_all(serving) == before
    baseline = [piece.title for piece in STORY.pieces if piece.at <= timedelta()]
    assert sorted(watch.told) == sorted(baseline)
    watch.go_on(0.5)
    assert serving.stage.elapsed() == STORY.ends / 2
    assert not serving.stage.is_over()
    watch.go_on(5)
    assert serving.stage.elapsed() == STORY.ends
    assert serving.stage.is_over()


def test_each_piece_is_told_once_edits_too(serving: Serving, watch: Watch) -> None:
    visit_all(serving)
    for _ in range(4):
        watch.go_on(0.25)
        visit_all(serving)
    assert sorted(watch.told) == sorted(piece.title for piece in STORY.pieces)


def test_an_edit_keeps_guid_and_date(serving: Serving, watch: Watch) -> None:
    def strike() -> tuple[str, str, datetime | None]:
        body = get(serving, "/northgate-radio")[2]
        items = parse(body, f"http://{serving.allow}/northgate-radio", 1.0).items
        [found] = [item for item in items if item.guid.endswith("nr-strike")]
        return found.title, found.link, found.published

    visit_all(serving)
    watch.go_on(800 / 3000)
    before = strike()
    watch.go_on(400 / 3000)
    after = strike()
    assert "83" in before[0]
    assert "87" in after[0]
    assert before[1:] == after[1:]


def test_another_story_may_be_played(watch: Watch) -> None:
    short = Story(
        seed="short",
        published=STORY.published,
        begins=STORY.begins,
        ends=timedelta(hours=1),
        article="A short story.",
        sources=STORY.sources[:1],
        pieces=(),
    )
    with serve(1.0, clock=watch.clock, told=watch.tell, story=short) as found:
        status, _, body = get(found, "/harbour-wire")
    assert status == 200
    assert parse(body, "http://127.0.0.1/", 1.0).items == []
