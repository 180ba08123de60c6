"""Stories put together and apart by hand: what is stored, remembered, and respected afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.errors import StoreError
from monitor.model import Outcome, Story
from monitor.scales import Hand, Reason
from monitor.store import Memory, Store
from tests.store import invented
from tests.store.invented import DAY, NOW


@pytest.fixture
def filled(store: Store) -> Store:
    store.apply([invented.an_outcome(number) for number in (1, 2, 3)])
    return store


def whole() -> Story:
    return invented.a_story(1, items=("i1", "i2"))


def stored(store: Store, shown: str) -> Story:
    found = store.read.find(shown)
    assert isinstance(found, Story)
    return found


def test_a_merged_story_holds_the_items_and_all_that_was_decided_of_them(filled: Store) -> None:
    done = filled.regroupings.merge(whole(), [invented.a_story(2)], NOW)
    assert (done.hand, done.story, done.others, done.items) == (Hand.MERGE, "s1", ("s2",), ("i2",))
    assert stored(filled, "s1").items == ("i1", "i2")
    assert stored(filled, "s2").items == ()
    assert [one.id for one in filled.read.stories()] == ["s3", "s1"]
    assert {one.item for one in filled.read.developments_of("s1")} == {"i1", "i2"}
    assert filled.read.developments_of("s2") == ()
    assert {one.id for one in filled.read.alerts_of("s1")} == {"a1", "a2"}
    assert filled.read.assignments_of("i2")[0].reason is Reason.BY_HAND
    assert filled.regroupings.list("s1") == filled.regroupings.list("s2") == (done,)


def test_what_was_split_off_is_a_story_with_a_new_id(filled: Store) -> None:
    filled.regroupings.merge(whole(), [invented.a_story(2)], NOW)
    parted = replace(invented.a_story(2), id="")
    done = filled.regroupings.split(invented.a_story(1), parted, NOW + DAY)
    assert (done.hand, done.story, done.others, done.items) == (Hand.SPLIT, "s1", ("s4",), ("i2",))
    assert (stored(filled, "s1").items, stored(filled, "s4").items) == (("i1",), ("i2",))
    assert {one.item for one in filled.read.developments_of("s4")} == {"i2"}
    assert [one.id for one in filled.read.alerts_of("s4")] == ["a2"]
    assert filled.regroupings.hands() == {("talks", "i1"): "s1", ("talks", "i2"): "s4"}
    assert filled.load_memory(NOW + DAY).new_id("s") == "s5"


def test_the_memory_loads_stories_as_they_were_corrected(filled: Store) -> None:
    filled.regroupings.merge(whole(), [invented.a_story(2)], NOW)
    memory = filled.load_memory(NOW + DAY)
    assert {story.id for story in memory.stories("talks")} == {"s1", "s3"}
    assert memory.story_of("talks", "i2") == "s1"


def test_a_decision_that_does_not_know_of_a_correction_is_refused(filled: Store) -> None:
    filled.load_memory(NOW)
    filled.regroupings.merge(whole(), [invented.a_story(2)], NOW)
    with pytest.raises(StoreError, match="by hand"):
        filled.apply([invented.an_outcome(4)])
    filled.load_memory(NOW)
    filled.apply([invented.an_outcome(4)])
    assert stored(filled, "s1").items == ("i1", "i2")


def test_items_of_one_hand_meet_in_other_stories_too_and_stay_apart_from_another() -> None:
    hands = {("talks", "i1"): "s71", ("talks", "i2"): "s71", ("talks", "i3"): "s72"}
    memory = Memory(hands=hands)
    assert memory.placed_by_hand("talks", "i1") == ("", frozenset())
    memory.fold(Outcome(at=NOW, items=(invented.an_item(1),), stories=(invented.a_story(1),)))
    assert memory.placed_by_hand("talks", "i2") == ("s1", frozenset())
    assert memory.placed_by_hand("talks", "i3") == ("", frozenset({"s1"}))
    assert memory.placed_by_hand("talks", "i9") == ("", frozenset())
    memory.forget(NOW + 9 * DAY)
    assert memory.placed_by_hand("talks", "i2") == ("", frozenset())
