"""One thing with all that belongs to it, and lists a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.errors import MonitorError, NothingFound
from monitor.model import AlertSheet, DevelopmentSheet, ItemSheet, Outcome, StorySheet
from monitor.store import Store
from tests.store.invented import NOW, a_story, an_item, an_outcome

SOON = timedelta(seconds=5)


@pytest.fixture
def filled(store: Store) -> Store:
    for number in range(1, 8):
        store.apply([an_outcome(number)])
    return store


def test_an_item_comes_with_all_that_was_decided_of_it(filled: Store) -> None:
    filled.apply([Outcome(at=NOW, items=(an_item(1, title="Edited"),))])
    sheet = filled.sheets.find("i1")
    assert isinstance(sheet, ItemSheet)
    assert sheet.item.title == "Edited"
    assert [one.id for one in sheet.matches] == ["m1"]
    assert [one.story for one in sheet.judgements] == ["s1"]
    assert [one.id for one in sheet.developments] == ["d1"]
    assert [one.id for one in sheet.alerts] == ["a1"]
    assert [one.title for one in sheet.revisions] == ["Title 1"]


def test_a_story_comes_with_its_latest_items(filled: Store) -> None:
    filled.apply([Outcome(at=NOW, stories=(a_story(1, items=("i1", "i2")),))])
    sheet = filled.sheets.find("s1")
    assert isinstance(sheet, StorySheet)
    assert {item.id for item in sheet.items} == {"i1", "i2"}
    assert [one.id for one in sheet.developments] == ["d1"]
    assert [one.id for one in sheet.alerts] == ["a1"]


def test_a_development_comes_with_its_step_and_alerts(filled: Store) -> None:
    sheet = filled.sheets.find("d2")
    assert isinstance(sheet, DevelopmentSheet)
    assert sheet.step.item.id == "i2"
    assert [one.id for one in sheet.alerts] == ["a2"]


def test_an_alert_comes_with_its_channels_and_messages(filled: Store) -> None:
    sheet = filled.sheets.find("a3")
    assert isinstance(sheet, AlertSheet)
    assert [one.id for one in sheet.items] == ["i3"]
    assert [one.channel for one in sheet.tellings] == ["desk"]
    assert [one.id for one in sheet.deliveries] == ["o3"]


@pytest.mark.parametrize("shown", ["i99", "m1", "o1", "x1", "", "i1; drop table items"])
def test_what_is_not_there_or_has_no_page_is_not_found(filled: Store, shown: str) -> None:
    with pytest.raises(NothingFound):
        filled.sheets.find(shown)


@pytest.mark.parametrize("kind", ["i", "s", "a"])
def test_lists_are_walked_without_a_gap_even_at_the_same_moment(filled: Store, kind: str) -> None:
    seen: list[str] = []
    before = ""
    while page := filled.sheets.newest(kind, before=before, limit=3):
        seen += [one.id for one in page]
        before = seen[-1]
    assert seen == [f"{kind}{number}" for number in range(7, 0, -1)]


@pytest.mark.parametrize("before", ["a1", "i", "i-1", "i1 OR 1", "i" + "9" * 40])
def test_a_list_goes_on_from_an_id_of_its_own_kind_only(filled: Store, before: str) -> None:
    if before.startswith("i9"):
        assert filled.sheets.newest("i", before=before, limit=3) == ()
        return
    with pytest.raises(NothingFound):
        filled.sheets.newest("i", before=before, limit=3)


def test_a_search_finds_and_a_patient_one_is_given_up(filled: Store) -> None:
    assert len(filled.sheets.search("titl*", 3, SOON)) == 3
    many = [an_item(number, NOW, title=f"w{number} w{number + 1}") for number in range(10, 3000)]
    filled.apply([Outcome(at=NOW, items=tuple(many))])
    with pytest.raises(MonitorError, match="takes too long"):
        filled.sheets.search("w*", 3000, timedelta(0))
    assert len(filled.sheets.search("w*", 3, SOON)) == 3
