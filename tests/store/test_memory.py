"""The working set: folded in memory, and loaded from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Outcome
from monitor.scales import Standing
from monitor.store import Memory, Store
from tests.store import invented
from tests.store.invented import DAY, NOW


def test_ids_go_on_from_the_last_one_of_each_kind() -> None:
    memory = Memory({"i": 7})
    assert [memory.new_id("i"), memory.new_id("i"), memory.new_id("s")] == ["i8", "i9", "s1"]


def test_an_outcome_is_remembered() -> None:
    memory, outcome = Memory(), invented.an_outcome(1)
    memory.fold(outcome)
    assert memory.stories("talks") == outcome.stories
    assert memory.story("talks", "s1") == outcome.stories[0]
    assert memory.items(outcome.stories[0]) == outcome.items
    assert memory.story_of("talks", "i1") == "s1"
    assert memory.has_development("talks", "peace-talks")
    assert memory.ledger("talks").about("peace-talks", "killed") == outcome.facts
    assert memory.tellings("desk") == outcome.tellings


def test_strangers_know_nothing_of_each_other() -> None:
    memory = Memory()
    memory.fold(invented.an_outcome(1))
    assert memory.stories("other") == ()
    assert memory.ledger("talks").about("other", "killed") == ()
    assert memory.tellings("other") == ()
    assert memory.story_of("other", "i1") == ""
    assert not memory.has_development("talks", "other")


def test_items_of_no_story_are_not_remembered() -> None:
    memory = Memory()
    stranger = invented.an_item(2)
    memory.fold(replace(invented.an_outcome(1), items=(invented.an_item(1), stranger)))
    assert memory.items(invented.a_story(1)) == (invented.an_item(1),)
    assert memory.story_of("talks", "i2") == ""


def test_a_story_keeps_the_items_of_earlier_outcomes() -> None:
    memory = Memory()
    memory.fold(invented.an_outcome(1))
    grown = invented.a_story(1, NOW + DAY, items=("i1", "i2"))
    memory.fold(Outcome(at=NOW + DAY, items=(invented.an_item(2),), stories=(grown,)))
    assert memory.stories("talks") == (grown,)
    assert memory.items(grown) == (invented.an_item(1), invented.an_item(2))


def test_what_was_owed_is_told_once() -> None:
    memory = Memory()
    memory.fold(Outcome(at=NOW, tellings=(invented.a_telling(1, Standing.OWED),)))
    memory.fold(Outcome(at=NOW, tellings=(invented.a_telling(1, Standing.TOLD),)))
    assert memory.tellings("desk") == (invented.a_telling(1, Standing.TOLD),)


def test_a_story_that_ended_is_forgotten_with_its_items_and_what_was_told_of_it() -> None:
    memory = Memory()
    memory.fold(invented.an_outcome(1))
    memory.forget(NOW)
    assert memory.items(invented.a_story(1)) == (invented.an_item(1),)
    memory.forget(NOW + DAY)
    assert memory.stories("talks") == ()
    assert memory.story_of("talks", "i1") == ""
    with pytest.raises(KeyError):
        memory.story("talks", "s1")
    assert memory.has_development("talks", "peace-talks")
    assert memory.ledger("talks").about("peace-talks", "killed")
    assert memory.tellings("desk") == ()


def test_memory_loaded_from_the_store_knows_what_was_applied(store: Store) -> None:
    outcomes = [invented.an_outcome(1), invented.an_outcome(2)]
    folded = Memory(dict.fromkeys("imsdao", 2))
    for outcome in outcomes:
        folded.fold(outcome)
    store.apply(outcomes)
    loaded = store.load_memory(NOW + DAY)
    assert loaded.stories("talks") == folded.stories("talks")
    for story in loaded.stories("talks"):
        assert loaded.items(story) == folded.items(story)
        assert loaded.story_of("talks", story.items[0]) == story.id
    assert loaded.ledger("talks").about("peace-talks", "killed") == folded.ledger("talks").about(
        "peace-talks", "killed"
    )
    assert loaded.tellings("desk") == folded.tellings("desk")
    assert [loaded.new_id(kind) for kind in "imsdao"] == [folded.new_id(k) for k in "imsdao"]


def test_an_empty_store_loads_an_empty_memory(store: Store) -> None:
    memory = store.load_memory(NOW)
    assert memory.stories("talks") == ()
    assert memory.new_id("a") == "a1"


def test_old_stories_stay_behind_but_the_ledger_comes(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    memory = store.load_memory(NOW + 9 * DAY)
    assert memory.stories("talks") == ()
    assert memory.ledger("talks").about("peace-talks", "killed") == (invented.a_fact(1),)
    assert memory.has_development("talks", "peace-talks")
    assert memory.new_id("s") == "s2"


def test_old_tellings_stay_behind_unless_they_are_owed(store: Store) -> None:
    told, owed = invented.a_telling(1), invented.a_telling(1, Standing.OWED, channel="mail")
    store.apply([replace(invented.an_outcome(1), tellings=(told, owed))])
    soon = store.load_memory(NOW + timedelta(days=2))
    assert (soon.tellings("desk"), soon.tellings("mail")) == ((told,), (owed,))
    late = store.load_memory(NOW + timedelta(days=9))
    assert (late.tellings("desk"), late.tellings("mail")) == ((), (owed,))
