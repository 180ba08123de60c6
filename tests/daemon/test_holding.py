"""What waits for others of its storyline, over a crash and beside the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.app import open_store, watch
from monitor.config import Config
from monitor.daemon.engine import Engine
from monitor.model import Feed, FeedState, Message, ParsedItem, Poll, Silence
from monitor.scales import PollResult, Reason, Standing
from monitor.store import Store
from tests.daemon.lab import Feeds, configure
from tests.daemon.test_passes import NEWS, Clock

URL = "http://127.0.0.1:9/one"
MINUTE = timedelta(minutes=1)


def no_console(_message: Message) -> None:
    raise AssertionError("nothing is sent here")


def waiting(folder: Path) -> Config:
    """The invented story, with a wait of a minute and a desk that is interrupted by anything."""
    config = configure(folder, Feeds(port=9), URL)
    return replace(config, alerts=replace(config.alerts, batch_wait=MINUTE))


def an_engine(config: Config, store: Store, clock: Clock) -> Engine:
    return Engine(watch(config, store, console=no_console, clock=clock), clock, "test")


def bring(engine: Engine, at: datetime, title: str = NEWS) -> None:
    item = ParsedItem(title=title, guid=title, url=f"https://coast.example/{len(title)}")
    poll = Poll(feed=Feed(url=URL), at=at, result=PollResult.ITEMS, items=(item,))
    seen_before = FeedState(url=URL, last_ok_at=datetime(2026, 3, 1, tzinfo=UTC))
    engine._arrived.put_nowait((poll, seen_before))
    engine.decide_waiting()
    engine.write_due()


def test_what_waits_survives_a_crash_and_goes_when_its_time_has_come(tmp_path: Path) -> None:
    config, clock = waiting(tmp_path), Clock()
    with open_store(config) as store:
        bring(an_engine(config, store, clock), clock.now)
        assert store.read.deliveries() == ()
        (alert,) = store.read.alerts()
        assert [one.standing for one in store.read.tellings_of(alert.id)] == [Standing.WAITING]
    clock.now += MINUTE
    with open_store(config) as store:
        an_engine(config, store, clock).write_due()
        (delivery,) = store.read.deliveries()
        assert delivery.alerts == (alert.id,)
        assert [one.standing for one in store.read.tellings_of(alert.id)] == [Standing.TOLD]
        an_engine(config, store, clock).write_due()
        assert len(store.read.deliveries()) == 1


def test_a_pass_that_ends_lets_nothing_wait(tmp_path: Path) -> None:
    config, clock = waiting(tmp_path), Clock()
    with open_store(config) as store:
        engine = an_engine(config, store, clock)
        bring(engine, clock.now)
        engine.write_due(at_once=True)
        assert len(store.read.deliveries()) == 1


def test_a_silence_of_the_command_line_holds_what_comes_next(tmp_path: Path) -> None:
    config, clock = waiting(tmp_path), Clock()
    with open_store(config) as store, open_store(config) as beside:
        engine = an_engine(config, store, clock)
        silence = Silence(
            seed="ferry",
            reason="live desk",
            starts_at=clock.now,
            ends_at=clock.now + 60 * MINUTE,
        )
        assert beside.silences.add(silence).id == "q1"
        engine.notice_changes()
        bring(engine, clock.now)
        (alert,) = store.read.alerts(suppressed=True)
        assert alert.reason is Reason.SILENCED
        beside.silences.expire("q1", clock.now + MINUTE)
        engine.notice_changes()
        clock.now += 2 * MINUTE
        bring(engine, clock.now, "14 dead in Halmar Star sinking, police say")
        assert len(store.read.alerts()) == 1
