"""`silence add|list|expire` on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.daemon import clock
from tests.cli.conftest import Home


def test_a_silence_is_added_listed_and_ended(home: Home) -> None:
    added = home.ask(
        *("silence", "add", "--for", "8h", "--storyline", "inq*", "--text", "captain"),
        *("--reason", "live desk"),
    )
    assert added.code == 0
    assert added.out.startswith('q1 holds storyline "inq*", text "captain" until ')
    assert "live desk" in home.ask("silence", "list").out
    (row,) = home.ask("silence", "list", "--json").json["silences"]
    assert row["id"] == "q1"
    assert row["even_flash"] is False
    assert home.ask("silence", "expire", "q1").out == "q1 has ended: live desk\n"
    assert home.ask("silence", "list").code == 3
    assert home.ask("silence", "list", "--ended").code == 0
    again = home.ask("silence", "expire", "q1")
    assert (again.code, "ended already" in again.err) == (3, True)


def test_an_end_may_be_a_time(home: Home) -> None:
    end = clock() + timedelta(days=2)
    said = home.ask(
        *("silence", "add", "--until", end.isoformat(), "--seed", "ferry"),
        *("--reason", "x", "--even-flash", "--json"),
    )
    assert datetime.fromisoformat(said.json["ends_at"]) == end
    assert said.json["even_flash"] is True


def test_a_dry_run_keeps_nothing(home: Home) -> None:
    said = home.ask("silence", "add", "--for", "1h", "--seed", "ferry", "--reason", "x", "-n")
    assert said.code == 0
    assert "would hold" in said.out
    assert home.ask("silence", "list").code == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--for 1h --seed x", "--reason"),
        ("--seed x --reason y", "give an end"),
        ("--for 1h --until 2099-01-01 --seed x --reason y", "give an end"),
        ("--for 1h --reason y", "say what to hold"),
        ("--until 2001-01-01 --seed x --reason y", "is over already"),
        ("--for soon --seed x --reason y", "is no span"),
        ("--for 0s --seed x --reason y", "is no span"),
        ("--until noon --seed x --reason y", "is no time"),
        ("--for 999999999d --seed x --reason y", "--for"),
        ("--for 1h --seed x --reason=", "--reason is empty"),
    ],
)
def test_a_silence_needs_an_end_a_reason_and_something_to_hold(
    home: Home, words: str, said: str
) -> None:
    answer = home.ask("silence", "add", *words.split())
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize("number", ["q9", "i1", "x"])
def test_an_unknown_silence_cannot_be_ended(home: Home, number: str) -> None:
    assert home.ask("silence", "expire", number).code == 3
    assert home.ask("silence", "expire", number, "-n").code == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--storyline inquiri", 'no storyline is called "inquiri"; did you mean "inquiry"?'),
        ("--seed zebra", 'no seed is called "zebra"; known: ferry'),
        ("--seed FERRY --channel desk", 'no channel is called "desk"; known: console'),
    ],
)
def test_a_name_that_nothing_has_is_refused(home: Home, words: str, said: str) -> None:
    answer = home.ask("silence", "add", "--for", "1h", "--reason", "x", *words.split())
    assert answer.code == 3
    assert said in answer.err
    assert home.ask("silence", "list").code == 3


def test_a_pattern_may_be_meant_for_what_is_yet_to_come(home: Home) -> None:
    add = ("silence", "add", "--for", "1h", "--reason", "x")
    later = home.ask(*add, "--channel", "desk*")
    assert later.code == 0
    assert 'no channel is called "desk*"' in later.err
    assert home.ask(*add, "--storyline", "inq*").err == ""
