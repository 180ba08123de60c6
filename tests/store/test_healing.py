"""A file that was taken away comes back whole; one that was replaced is used; time may jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.model import Delivery, Feed, Outcome
from monitor.scales import FeedCondition
from monitor.store import Settings, Store
from tests.store import invented
from tests.store.invented import NOW

HOUR = timedelta(hours=1)
YEARS = timedelta(days=56 * 365)


def fill(store: Store, number: int = 1) -> None:
    store.apply([invented.an_outcome(number)])


def test_a_sound_file_is_left_alone(store: Store) -> None:
    fill(store)
    assert store.heal() == ""
    fill(store, 2)
    assert store.heal() == ""


@pytest.mark.parametrize("gone", [("",), ("", "-wal", "-shm"), ("-wal",)])
def test_a_deleted_file_is_written_anew_with_all_that_it_held(
    store: Store, path: Path, gone: tuple[str, ...]
) -> None:
    fill(store)
    store.heal()
    for suffix in gone:
        Path(f"{path}{suffix}").unlink()
    fill(store, 2)  # it goes on writing, into nothing
    assert "written anew" in store.heal()
    assert store.heal() == ""
    fill(store, 3)
    with Store.open(path, read_only=True) as reader:
        assert {item.id for item in reader.read.items()} == {"i1", "i2", "i3"}
        assert reader.check() == ()


def test_a_file_that_somebody_put_there_is_used(store: Store, path: Path, tmp_path: Path) -> None:
    fill(store)
    other = tmp_path / "other.db"
    with Store.open(other) as made:
        fill(made, 7)
    other.replace(path)
    assert "another database" in store.heal()
    assert {item.id for item in store.read.items()} == {"i7"}


def test_what_cannot_be_put_back_yet_is_tried_again(store: Store, path: Path) -> None:
    fill(store)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    in_the_way = path.with_name(f"{path.name}.rescued") / "folder"
    in_the_way.mkdir(parents=True)
    with pytest.raises((StoreError, OSError)):
        store.heal()
    in_the_way.rmdir()
    in_the_way.parent.rmdir()
    assert "written anew" in store.heal()
    assert {item.id for item in store.read.items()} == {"i1"}


@pytest.mark.parametrize("jump", [HOUR, -HOUR, YEARS, -YEARS])
def test_due_times_move_with_a_clock_that_was_set(store: Store, jump: timedelta) -> None:
    fill(store)
    store.feeds.configure([Feed(url=invented.FEED)], NOW)
    due, sent = store.feeds.states()[0].next_poll_at, invented.a_delivery(1)
    store.shift(jump)
    assert due is not None
    assert store.feeds.states()[0].next_poll_at == due + jump
    row = store.read.find("o1")
    assert isinstance(row, Delivery)
    assert row.created_at == sent.created_at + jump
    assert row.next_attempt_at == sent.next_attempt_at + jump


def test_a_start_behind_the_last_visit_brings_feeds_within_one_pace(store: Store) -> None:
    polled = replace(invented.a_poll(), every=timedelta(minutes=5))
    store.apply([Outcome(at=NOW, feed=polled, deliveries=(invented.a_delivery(1),))])
    store.feeds.configure([Feed(url=polled.url)], NOW)
    now = NOW - YEARS
    assert store.catch_up(now) == 1
    assert store.feeds.states()[0].next_poll_at == now + timedelta(minutes=5)
    assert [row.id for row in store.outbox.lease(now, owner="us", until=now)] == ["o1"]
    assert store.catch_up(now + timedelta(minutes=5)) == 1  # until a visit says when it was
    assert store.catch_up(NOW) == 0


def test_failing_feeds_are_brought_back_evenly_and_none_is_put_off(store: Store) -> None:
    urls = [f"https://coast.example/{number}" for number in range(4)]
    store.feeds.configure([Feed(url=url) for url in urls], NOW)
    for number, url in enumerate(urls):
        failing = invented.a_poll(url=url)
        state = replace(failing, state=FeedCondition.FAILING, failures=3)
        wait = timedelta(minutes=1) if number == 3 else 6 * HOUR
        store.apply([Outcome(at=NOW, feed=replace(state, next_poll_at=NOW + wait))])
    assert store.feeds.bring_back(NOW, HOUR) == 4
    waits = [state.next_poll_at - NOW for state in store.feeds.states() if state.next_poll_at]
    assert waits == [timedelta(), HOUR / 4, HOUR / 2, timedelta(minutes=1)]


def test_pruning_goes_in_short_steps_until_nothing_is_left(store: Store) -> None:
    many = tuple(invented.an_item(number) for number in range(1, 1203))
    store.apply([Outcome(at=NOW, items=many)])
    later, settings = NOW + timedelta(days=40), Settings(path=store.path)
    steps = 1
    while store.prune_some(settings, later):
        steps += 1
    assert steps == 3
    assert store.read.items() == ()


def test_what_is_late_and_what_is_silent_is_found(store: Store) -> None:
    fill(store)
    store.feeds.configure([Feed(url=invented.FEED)], NOW)
    soon = store.stock(NOW + timedelta(minutes=20))
    assert (soon["late"], soon["silent"]) == ((), ())
    later = store.stock(NOW + timedelta(days=1))
    assert later["late"] == (invented.FEED,)
    assert later["silent"] == ()  # one item a month is its habit
    several = tuple(invented.an_item(number) for number in range(2, 200))
    sightings = tuple(invented.a_sighting(number) for number in range(2, 200))
    store.apply([Outcome(at=NOW, items=several, sightings=sightings)])
    assert store.stock(NOW + timedelta(days=10))["silent"] == ("talks",)
