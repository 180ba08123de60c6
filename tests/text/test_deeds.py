"""What a title says was done, is planned, denied, or went before."""

from __future__ import annotations

import pytest

from monitor.text import deeds


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Harbour master arrested", "arrest"),
        ("Harbour master taken into custody", "arrest"),
        ("Detienen al capitán del puerto", "arrest"),
        ("Hafenmeister festgenommen", "arrest"),
        ("Parliament passes fishing law", "approve"),
        ("El Senado aprueba la ley de pesca", "approve"),
        ("Fishing law takes effect", "force"),
        ("Court strikes down fishing law", "annul"),
        ("La Corte anula la ley de pesca", "annul"),
        ("Union calls off strike", "halt"),
        ("Mayor steps down", "resign"),
        ("Mayor denies bribes", "deny"),
        ("Peace talks collapse", "break"),
    ],
)
def test_words_of_one_family_tell_the_same_deed(title: str, family: str) -> None:
    assert family in deeds(title).done


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Council to approve harbour plan", "approve"),
        ("Council will approve harbour plan", "approve"),
        ("Council may yet approve harbour plan", "approve"),
        ("El consejo podría firmar el plan", "sign"),
    ],
)
def test_what_is_planned_or_possible_is_not_done(title: str, family: str) -> None:
    said = deeds(title)
    assert family in said.planned
    assert family not in said.done


@pytest.mark.parametrize(
    "title", ["no deal signed", "Mayor hasn't signed the deal", "no firma", "nunca firmó el plan"]
)
def test_what_is_denied_is_not_done(title: str) -> None:
    said = deeds(title)
    assert said.denied == {"sign"}
    assert not said.done


def test_what_stands_behind_after_went_before() -> None:
    said = deeds("Mayor resigns after police arrest harbour master")
    assert said.done == {"resign"}
    assert said.past == {"arrest"}


@pytest.mark.parametrize(
    "title",
    ["Warehouse shows signs of wear", "Ready and open to talks", "A quiet day at the port", ""],
)
def test_what_only_looks_like_a_deed_is_none(title: str) -> None:
    assert not deeds(title).done


def test_a_collapse_breaks_talks_but_not_houses() -> None:
    assert "break" not in deeds("Warehouse collapses in port").done


def test_some_deeds_undo_only_what_is_known() -> None:
    said = deeds("Police release harbour master")
    assert said.takes_back({"arrest"}) == {"free"}
    assert not said.takes_back({"approve"})
    assert deeds("No deal signed").takes_back({"sign"}) == {"denied"}
    assert deeds("Union cancels strike").takes_back(set()) == {"halt"}


@pytest.mark.parametrize("text", ["to sign " * 50_000, "(" * 100_000, "not " * 50_000])
def test_hostile_texts_are_read_in_time(text: str) -> None:
    assert deeds(text).done <= {"sign"}
