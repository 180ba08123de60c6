"""The clock that was set, the week's note, the outage that is told once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import Parts, open_store, watch
from monitor.daemon.engine import Engine
from monitor.daemon.notices import Notices
from monitor.daemon.steady import Steady, elapsed
from monitor.daemon.upkeep import Upkeep
from monitor.model import FeedState, Message, Outcome
from monitor.scales import FeedCondition
from tests.daemon.lab import Feeds, configure

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
URL = "http://127.0.0.1:9/a"


class Hands:
    """Two clocks that are moved by hand: the wall's, and the one that only runs forward."""

    def __init__(self) -> None:
        self.now = NOW
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.now

    def passed(self) -> float:
        return self.seconds

    def run(self, span: timedelta) -> None:
        self.now += span
        self.seconds += span.total_seconds()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def parts(tmp_path: Path, hands: Hands) -> Iterator[Parts]:
    config = configure(tmp_path, Feeds(port=9), URL)

    def no_console(message: Message) -> None:
        raise AssertionError(message)

    with open_store(config) as store:
        yield watch(config, store, console=no_console, clock=hands)


def titles(parts: Parts) -> list[str]:
    return [row.message.title for row in reversed(parts.store.read.deliveries())]


def test_only_a_clock_that_was_set_is_noticed(hands: Hands) -> None:
    steady = Steady(hands, hands.passed)
    hands.run(3600 * timedelta(seconds=1))
    assert steady.jump() == timedelta()
    hands.now += timedelta(hours=1)
    assert steady.jump() == timedelta(hours=1)
    assert steady.jump() == timedelta()
    hands.now -= timedelta(days=1)
    assert steady.jump() == -timedelta(days=1)
    assert elapsed() <= elapsed()


def test_due_times_follow_the_clock(parts: Parts, hands: Hands) -> None:
    engine = Engine(parts, hands, "us")
    upkeep = Upkeep(engine, hands, hands.passed)
    assert not upkeep.mind_the_clock()
    hands.now += timedelta(hours=1)
    assert upkeep.mind_the_clock()
    assert parts.store.feeds.states()[0].next_poll_at == NOW + timedelta(hours=1)
    assert not upkeep.mind_the_clock()


def test_a_machine_that_boots_in_1970_neither_waits_for_the_present_nor_asks_twice(
    parts: Parts, hands: Hands
) -> None:
    pace = timedelta(minutes=15)
    visited = FeedState(
        url=URL,
        state=FeedCondition.OK,
        last_polled_at=NOW,
        last_ok_at=NOW,
        next_poll_at=NOW + pace,
        every=pace,
    )
    parts.store.apply([Outcome(at=NOW, feed=visited)])
    hands.now = datetime(1970, 1, 1, tzinfo=UTC)
    upkeep = Upkeep(Engine(parts, hands, "us"), hands, hands.passed)
    upkeep.begin()
    (state,) = parts.store.feeds.states()
    assert state.next_poll_at == hands.now + pace
    hands.run(5 * MINUTE)
    hands.now = NOW + 20 * MINUTE  # the network has told the time
    assert upkeep.mind_the_clock()
    (state,) = parts.store.feeds.states()
    assert state.next_poll_at == hands.now + pace - 5 * MINUTE


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_a_night_in_which_clocks_are_changed_moves_no_due_time(
    parts: Parts, hands: Hands, night: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    try:
        hands.now = night
        due = parts.store.feeds.states()[0].next_poll_at
        upkeep = Upkeep(Engine(parts, hands, "us"), hands, hands.passed)
        for _ in range(12):
            hands.run(15 * MINUTE)
            assert not upkeep.mind_the_clock()
        assert parts.store.feeds.states()[0].next_poll_at == due
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_database_that_was_deleted_is_back_with_its_feeds(
    parts: Parts, hands: Hands, tmp_path: Path
) -> None:
    engine = Engine(parts, hands, "us")
    upkeep = Upkeep(engine, hands, hands.passed)
    upkeep.mind_the_file()
    for file in tmp_path.glob("monitor.db*"):
        file.unlink()
    upkeep.mind_the_file()
    assert (tmp_path / "monitor.db").exists()
    assert [state.url for state in parts.store.feeds.states()] == [URL]


def test_the_week_is_summed_up_in_one_line(parts: Parts, hands: Hands) -> None:
    notices = Notices(lambda: parts, hands)
    assert notices.weekly(hands.now) is None  # nothing to say on the first day
    hands.run(timedelta(days=6))
    assert notices.weekly(hands.now) is None
    hands.run(timedelta(days=1))
    told = notices.weekly(hands.now)
    assert told is not None
    assert [row.message.text for row in told.deliveries] == [
        "Watching 1 feed for 1 seed: 0 items this week, nothing new."
    ]
    assert notices.weekly(hands.now) is None


def test_no_note_where_none_is_wanted(parts: Parts, hands: Hands) -> None:
    alerts = replace(parts.config.alerts, weekly_note=False)
    silent = replace(parts, config=replace(parts.config, alerts=alerts))
    notices = Notices(lambda: silent, hands)
    notices.weekly(hands.now)
    hands.run(timedelta(days=8))
    assert notices.weekly(hands.now) is None


def test_an_outage_that_lasts_is_told_once_and_so_is_its_end(parts: Parts, hands: Hands) -> None:
    notices = Notices(lambda: parts, hands)
    lost_at = hands.now
    hands.run(9 * MINUTE)
    assert notices.outage(lost_at, hands.now) is None
    hands.run(MINUTE)
    told = notices.outage(lost_at, hands.now)
    assert told is not None
    assert told.deliveries[0].message.title == "No feed can be reached"
    hands.run(MINUTE)
    assert notices.outage(lost_at, hands.now) is None
    again = Notices(lambda: parts, hands)
    assert again.outage(None, hands.now) is None  # a restart is not its end
    answered = FeedState(url=URL, state=FeedCondition.OK, last_ok_at=hands.now)
    parts.store.apply([Outcome(at=hands.now, feed=answered)])
    over = again.outage(None, hands.now)
    assert over is not None
    assert over.deliveries[0].message.title == "Feeds answer again"
    assert again.outage(None, hands.now) is None


def test_a_notice_goes_through_the_outbox(parts: Parts, hands: Hands) -> None:
    engine = Engine(parts, hands, "us")
    upkeep = Upkeep(engine, hands, hands.passed)
    upkeep.each_minute()
    hands.run(timedelta(days=7))
    upkeep.each_minute()
    assert titles(parts) == ["Weekly note"]
