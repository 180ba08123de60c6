"""The serial decider under faults: what one poll costs, and what it must not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self, cast

import pytest

from monitor.app import open_store, watch
from monitor.daemon import engine as turning
from monitor.daemon.engine import Engine
from monitor.desk import Desk
from monitor.feeds import Poller
from monitor.model import Feed, FeedState, Item, Message, Outcome, ParsedItem, Poll, Query
from monitor.pipeline import Known, decide_poll
from monitor.scales import PollResult
from tests.daemon.lab import Feeds, configure

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URLS = ("http://127.0.0.1:9/one", "http://127.0.0.1:9/broken", "http://127.0.0.1:9/other")


def no_console(_message: Message) -> None:
    raise AssertionError("nothing is sent here")


def a_poll(url: str) -> Poll:
    title = f"Story from {url.rpartition('/')[2]} street"
    return Poll(
        feed=Feed(url=url),
        at=NOW,
        result=PollResult.ITEMS,
        items=(ParsedItem(title=title, guid=url, url=f"https://coast.example/{url[-3:]}"),),
    )


def stumbling(
    poll: Poll, state: FeedState, desk: Desk, known: Known, jitter: float
) -> Iterator[Outcome]:
    if poll.feed.url.endswith("broken"):
        raise RuntimeError("a fault of ours")
    return decide_poll(poll, state, desk, known, jitter)


def stored(engine: Engine) -> list[Item]:
    return sorted(engine.parts.store.read.items(Query(limit=0)), key=lambda item: item.title)


def test_a_poll_that_cannot_be_decided_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = configure(tmp_path, Feeds(port=9), *URLS)
    monkeypatch.setattr(turning, "decide_poll", stumbling)
    monkeypatch.setattr(turning, "_DECIDE_FOR", 60.0)  # all in one go, on a busy machine too
    with open_store(config) as store:
        parts = watch(config, store, console=no_console, clock=lambda: NOW)
        engine = Engine(parts, lambda: NOW, "test")
        for url in URLS:
            engine._arrived.put_nowait((a_poll(url), FeedState(url=url)))
        with pytest.raises(RuntimeError, match="a fault of ours"):
            engine.decide_waiting()
        assert [item.title for item in stored(engine)] == ["Story from one street"]
        assert engine.decide_waiting() == 1
        titles = [item.title for item in stored(engine)]
        assert titles == ["Story from one street", "Story from other street"]


def test_an_item_that_two_feeds_bring_at_once_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = configure(tmp_path, Feeds(port=9), *URLS)
    monkeypatch.setattr(turning, "_DECIDE_FOR", 60.0)
    with open_store(config) as store:
        parts = watch(config, store, console=no_console, clock=lambda: NOW)
        engine = Engine(parts, lambda: NOW, "test")
        for url in URLS:
            same = replace(a_poll(URLS[0]), feed=Feed(url=url))
            engine._arrived.put_nowait((same, FeedState(url=url)))
        assert engine.decide_waiting() == len(URLS)
        (item,) = stored(engine)
        assert item.feeds == URLS


def test_a_poll_that_began_before_the_clock_was_set_does_not_come_back_at_once(
    tmp_path: Path,
) -> None:
    config, jump = configure(tmp_path, Feeds(port=9), URLS[0]), timedelta(days=1)
    now = [NOW]
    with open_store(config) as store:
        parts = watch(config, store, console=no_console, clock=lambda: now[0])
        engine = Engine(parts, lambda: now[0], "test")
        engine._arrived.put_nowait((a_poll(URLS[0]), FeedState(url=URLS[0])))
        now[0] += jump
        engine.shift(jump)
        engine.decide_waiting()
        (state,) = store.feeds.states()
        assert state.last_polled_at == NOW + jump
        assert state.next_poll_at
        assert state.next_poll_at > now[0]


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine that decides one poll, or one part of it, at a time."""
    config = configure(tmp_path, Feeds(port=9), *URLS)
    monkeypatch.setattr(turning, "_DECIDE_AT_ONCE", 1)
    with open_store(config) as store:
        parts = watch(config, store, console=no_console, clock=lambda: NOW)
        yield Engine(parts, lambda: NOW, "test")


def a_long_poll() -> Poll:
    items = [
        ParsedItem(title=f"Council of town {number} meets again", guid=f"g{number}")
        for number in range(600)
    ]
    return replace(a_poll(URLS[0]), items=tuple(items))


def test_a_poll_of_many_items_is_stored_part_by_part_before_the_one_behind_it(
    slow: Engine,
) -> None:
    slow._arrived.put_nowait((a_long_poll(), FeedState(url=URLS[0])))
    slow._arrived.put_nowait((a_poll(URLS[2]), FeedState(url=URLS[2])))
    seen = []
    while slow.decide_waiting():
        states = slow.parts.store.feeds.states()
        seen.append((len(stored(slow)), [state.url for state in states if state.last_polled_at]))
    assert seen == [
        (250, []),
        (500, []),
        (600, [URLS[0]]),
        (601, [URLS[0], URLS[2]]),
    ]


def test_what_a_broken_off_poll_had_left_is_new_at_the_next_visit(
    slow: Engine,
) -> None:
    slow._arrived.put_nowait((a_long_poll(), FeedState(url=URLS[0])))
    slow.decide_waiting()
    slow.reload_memory()
    assert slow.decide_waiting() == 0
    slow._arrived.put_nowait((a_long_poll(), FeedState(url=URLS[0])))
    while slow.decide_waiting():
        pass
    assert len(stored(slow)) == 600


class SlowPoller:
    """Its visits end when they are let; it knows whether it is open."""

    def __init__(self) -> None:
        self.is_open = False
        self.lets_go = asyncio.Event()

    async def __aenter__(self) -> Self:
        self.is_open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self.is_open = False

    async def poll(self, feed: Feed, _state: FeedState) -> Poll:
        await self.lets_go.wait()
        return Poll(feed=feed, at=NOW, result=PollResult.FAILED, error="is closed")


async def test_a_poller_that_a_reload_replaced_is_closed_when_its_visits_have_ended(
    tmp_path: Path,
) -> None:
    config = configure(tmp_path, Feeds(port=9), *URLS)
    old, new = SlowPoller(), SlowPoller()
    with open_store(config) as store:
        parts = watch(config, store, console=no_console, clock=lambda: NOW)
        engine = Engine(replace(parts, poller=cast(Poller, old)), lambda: NOW, "test")
        async with engine.polling():
            engine.start_visits()
            await engine.change(replace(parts, poller=cast(Poller, new)))
            await asyncio.sleep(0)
            assert (old.is_open, new.is_open) == (True, True)
            old.lets_go.set()
            await engine.finish_visits()
            await engine.stop()
            assert (old.is_open, new.is_open) == (False, True)
        assert not new.is_open
