"""One pass of the engine over real feeds on loopback: poll, decide, store, send, end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import open_store
from monitor.config import Config
from monitor.daemon import Scope, pass_once
from monitor.errors import Busy
from monitor.model import Message
from monitor.scales import DeliveryState, FeedCondition
from monitor.store import Store
from tests.daemon.lab import Feeds, configure, serving

OLD = "Bakery wins prize for rye bread"
NEWS = "Prosecutor opens inquiry into sinking of Halmar Star"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Console:
    """Takes what would be printed."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def __call__(self, message: Message) -> None:
        self.titles.append(message.title)


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    with serving() as started:
        yield started


def a_pass(config: Config, clock: Clock, scope: Scope | None = None) -> tuple[list[str], int]:
    console = Console()
    passed = pass_once(config, scope or Scope(), console=console, clock=clock)
    clock.now += timedelta(minutes=10)
    return console.titles, passed.failed


def test_news_that_comes_after_the_first_poll_is_told_once(tmp_path: Path, feeds: Feeds) -> None:
    config = configure(tmp_path, feeds, feeds.put("/a", OLD))
    clock = Clock()
    assert a_pass(config, clock) == ([], 0)
    feeds.put("/a", OLD, NEWS)
    titles, _ = a_pass(config, clock)
    assert len(titles) == 1
    assert "inquiry" in titles[0]
    assert a_pass(config, clock) == ([], 0)


def test_what_was_there_before_stands_in_one_digest(tmp_path: Path, feeds: Feeds) -> None:
    more = '[[channels]]\nname = "desk"\nurl = "console://"\nmin_priority = "routine"\n'
    config = configure(tmp_path, feeds, feeds.put("/a", NEWS), more=more)
    clock = Clock()
    titles, _ = a_pass(config, clock)
    assert titles == ["Digest: 1 development in The sinking of the ferry Halmar Star"]
    assert a_pass(config, clock) == ([], 0)


def test_a_feed_that_fails_is_recorded_and_the_others_go_on(tmp_path: Path, feeds: Feeds) -> None:
    good = feeds.put("/good", OLD)
    bad = f"http://127.0.0.1:{feeds.port}/missing"
    config = configure(tmp_path, feeds, bad, good)
    _, failed = a_pass(config, Clock())
    assert failed == 1
    with open_store(config, read_only=True) as store:
        states = {state.url: state for state in store.feeds.states()}
        assert states[good].state is FeedCondition.OK
        assert states[bad].state is FeedCondition.FAILING
        assert "404" in states[bad].error
        assert len(store.read.items()) == 1


def test_a_pass_may_take_one_feed_only_and_send_nothing(tmp_path: Path, feeds: Feeds) -> None:
    one, other = feeds.put("/one", OLD), feeds.put("/other", OLD)
    config = configure(tmp_path, feeds, one, other)
    clock = Clock()
    a_pass(config, clock)
    feeds.put("/one", OLD, NEWS)
    feeds.asked.clear()
    titles, _ = a_pass(config, clock, Scope(only=one, deliver=False))
    assert titles == []
    assert feeds.asked == ["/one"]
    with open_store(config, read_only=True) as store:
        assert [row.state for row in store.read.deliveries()] == [DeliveryState.PENDING]


def test_a_second_monitor_on_the_same_database_is_refused(tmp_path: Path, feeds: Feeds) -> None:
    config = configure(tmp_path, feeds, feeds.put("/a", OLD))
    with Store.lock(config.store.path), pytest.raises(Busy):
        a_pass(config, Clock())
