"""Outcomes are written whole or not at all, and come back as they went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.model import Outcome
from monitor.scales import Priority, Reason, Standing
from monitor.store import Store
from tests.store import invented
from tests.store.invented import FEED, NOW


def test_everything_comes_back_as_it_went_in(store: Store) -> None:
    outcome = invented.an_outcome(1)
    store.apply([outcome])
    assert store.read.items() == outcome.items
    assert store.read.matches() == outcome.matches
    assert store.read.assignments_of("i1") == outcome.assignments
    assert store.read.stories() == outcome.stories
    assert store.read.judgements_of("i1") == outcome.judgements
    assert store.read.facts("talks") == outcome.facts
    assert store.read.developments() == outcome.developments
    assert store.read.alerts() == outcome.alerts
    assert store.read.tellings_of("a1") == outcome.tellings
    assert store.read.deliveries() == outcome.deliveries


def test_a_judgement_that_brings_nothing_keeps_its_reason(store: Store) -> None:
    nothing = replace(
        invented.a_judgement(1), kind=None, delta="", facts=(), reason=Reason.REWORDED
    )
    store.apply([replace(invented.an_outcome(1), judgements=(nothing,))])
    assert store.read.judgements_of("i1") == (nothing,)


def test_two_polls_share_one_transaction(store: Store) -> None:
    store.apply([invented.an_outcome(1), invented.an_outcome(2)])
    assert [item.id for item in store.read.items()] == ["i2", "i1"]
    assert store.read.search("title") == store.read.items()


def test_a_fault_in_the_middle_leaves_nothing(store: Store) -> None:
    broken = replace(invented.an_outcome(2), developments=(invented.a_development(99),))
    with pytest.raises(StoreError, match="nothing was changed"):
        store.apply([invented.an_outcome(1), broken])
    assert store.read.items() == ()
    assert store.read.search("title") == ()
    assert store.read.deliveries() == ()
    store.apply([invented.an_outcome(1)])
    assert len(store.read.items()) == 1
    assert store.check() == ()


def test_a_fault_of_the_programme_leaves_nothing_either(store: Store) -> None:
    nameless = replace(invented.a_match(1), id="")
    with pytest.raises(ValueError, match="needs an id"):
        store.apply([replace(invented.an_outcome(1), matches=(nameless,))])
    assert store.read.items() == ()


def test_an_id_given_twice_is_refused(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    again = Outcome(at=NOW, matches=(invented.a_match(1),))
    with pytest.raises(StoreError, match="contradict"):
        store.apply([again])


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    item = replace(invented.an_item(1), published=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        store.apply([Outcome(at=NOW, items=(item,))])


def test_nothing_at_all_can_be_applied(store: Store) -> None:
    store.apply([])
    store.apply([Outcome(at=NOW)])
    assert store.read.items() == ()


def test_an_edit_replaces_the_words_and_keeps_the_old_ones(store: Store) -> None:
    old = invented.an_item(1, title="80 killed")
    new = replace(old, title="87 killed", summary="More bodies were found.")
    store.apply([Outcome(at=NOW, items=(old,))])
    store.apply([Outcome(at=NOW + timedelta(hours=1), items=(new,))])
    assert store.read.items() == (new,)
    assert store.read.revisions_of("i1") == ((NOW + timedelta(hours=1), old),)
    assert store.read.search("80") == ()
    assert store.read.search("bodies") == (new,)
    assert store.check() == ()


def test_an_item_edited_in_the_same_transaction_is_kept_right(store: Store) -> None:
    old = invented.an_item(1, title="first wording")
    new = replace(old, title="second wording")
    store.apply([Outcome(at=NOW, items=(old,)), Outcome(at=NOW, items=(new,))])
    assert store.read.search("first") == ()
    assert store.read.search("second") == (new,)
    assert store.check() == ()


def test_an_item_seen_in_a_second_feed_is_one_item_with_two_feeds(store: Store) -> None:
    other = "https://other.example/rss"
    store.apply([invented.an_outcome(1)])
    store.apply([Outcome(at=NOW, sightings=(invented.a_sighting(1, feed=other),))])
    (item,) = store.read.items()
    assert item.feeds == (FEED, other)


def test_a_key_leads_to_the_item_that_had_it_last(store: Store) -> None:
    store.apply([invented.an_outcome(1), invented.an_outcome(2)])
    reused = replace(invented.a_sighting(2), keys=("guid:1", "guid:new"))
    store.apply([Outcome(at=NOW, sightings=(reused,))])
    known = store.known(["guid:1", "url:1", "guid:2", "guid:new", "never seen"])
    assert {key: item.id for key, item in known.items()} == {
        "guid:1": "i2",
        "url:1": "i1",
        "guid:2": "i2",
        "guid:new": "i2",
    }


def test_a_story_grows(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    grown = invented.a_story(1, NOW + timedelta(hours=2), items=("i1", "i2"))
    store.apply([Outcome(at=NOW, items=(invented.an_item(2),), stories=(grown,))])
    assert store.read.stories() == (grown,)


def test_what_was_owed_becomes_told(store: Store) -> None:
    owed = replace(invented.an_outcome(1), tellings=(invented.a_telling(1, Standing.OWED),))
    store.apply([owed])
    told = invented.a_telling(1, Standing.TOLD, NOW + timedelta(hours=8))
    store.apply([Outcome(at=NOW, tellings=(told,))])
    assert store.read.tellings_of("a1") == (told,)


def test_a_full_disk_changes_nothing_and_says_so(store: Store) -> None:
    pages = store._connection.figure("PRAGMA page_count")
    store._connection.run(f"PRAGMA max_page_count = {pages}")
    big = invented.an_item(1, summary="word " * 100_000)
    with pytest.raises(StoreError, match="disk is full"):
        store.apply([Outcome(at=NOW, items=(big,))])
    assert store.read.items() == ()


def test_a_locked_file_is_named(store: Store, path: Path) -> None:
    with Store.open(path) as other:
        other._connection.run("PRAGMA busy_timeout = 0")
        with store._connection.write(), pytest.raises(StoreError, match=r"monitor\.db is locked"):
            other.apply([Outcome(at=NOW)])


def test_priorities_are_kept_as_words_and_reasons_by_name(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    (row,) = store._connection.rows("SELECT priority, reason, at FROM alerts")
    assert row == {
        "priority": Priority.URGENT.value,
        "reason": "INTERRUPTS",
        "at": "2025-11-20T12:00:00.000250Z",
    }


@pytest.mark.parametrize(
    ("outcome", "waits"),
    [
        (invented.an_outcome(1), True),
        (Outcome(at=NOW, items=(invented.an_item(1),), matches=(invented.a_match(1),)), True),
        (Outcome(at=NOW, items=(invented.an_item(1),)), False),
        (Outcome(at=NOW, feed=invented.a_poll()), False),
    ],
    ids=["an alert", "a match", "an item of no seed", "a visit without news"],
)
def test_the_disk_is_waited_for_where_a_power_cut_would_lose_what_a_seed_watches(
    path: Path, outcome: Outcome, waits: bool
) -> None:
    with Store.open(path) as store:
        store.feeds.lease(NOW, owner="us", until=NOW)  # who waits for nothing
        store.apply([outcome])
        full = 2  # https://sqlite.org/pragma.html#pragma_synchronous
        assert (store._connection.figure("PRAGMA synchronous") == full) is waits
        store.note("kept_by", "run")
        assert store._connection.figure("PRAGMA synchronous") == full
