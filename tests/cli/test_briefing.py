"""A storyline reads like a briefing, and a list like an answer, at any width."""

from __future__ import annotations

import re

import pytest

from monitor.cli.pager import pager
from tests.cli.conftest import NEWS, Home
from tests.cli.test_paper import open_terminal

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def storyline(home: Home) -> str:
    return str(home.ask("developments", "--json").json["developments"][0]["storyline"])


def test_a_storyline_is_told_with_its_developments_sources_and_stories(home: Home) -> None:
    slug = storyline(home)
    said = home.ask("show", f"ferry/{slug}")
    assert said.code == 0
    assert NEWS in said.out
    for heading in ("What was new", "Stories beneath"):
        assert heading in said.out
    told = home.ask("show", f"ferry/{slug}", "--json").json["storylines"][0]
    assert told["storyline"] == slug
    assert told["first_at"] <= told["last_at"]
    assert told["developments"]
    assert told["stories"]


def test_a_seed_is_told_storyline_by_storyline(home: Home) -> None:
    said = home.ask("show", "ferry")
    assert said.code == 0
    assert storyline(home) in said.out
    assert "nothing yet" in said.out


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("fery", 'did you mean "ferry"?'),
        ("ferry/nothing", "known: "),
        ("ferry/casualtis", 'did you mean "casualties"?'),
    ],
)
def test_an_unknown_seed_or_storyline_is_answered_with_the_nearest(
    home: Home, asked: str, answer: str
) -> None:
    said = home.ask("show", asked)
    assert (said.code, said.out) == (3, "")
    assert answer in said.err


def test_a_list_narrowed_by_a_mistyped_name_says_which_was_meant(home: Home) -> None:
    assert 'did you mean "ferry"?' in home.ask("items", "--seed", "fery").err
    assert 'did you mean "casualties"?' in home.ask("stories", "--storyline", "casualtis").err


@pytest.mark.parametrize(
    "words", [("developments",), ("show", "s1"), ("show", "ferry"), ("items",)]
)
@pytest.mark.parametrize("columns", [40, 80, 160])
def test_nothing_runs_over_the_edge_of_a_terminal(
    home: Home, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], columns: int
) -> None:
    from monitor.cli.front import root

    terminal = open_terminal(monkeypatch, columns)
    with pytest.raises(SystemExit) as ended:
        root.main(["-c", str(home.config), *words])
    assert not ended.value.code
    lines = COLOUR.sub("", terminal.getvalue()).splitlines()
    assert lines
    assert max(len(line.rstrip()) for line in lines) <= columns


def test_a_pager_is_the_users_own_or_less_or_none() -> None:
    assert pager({"PAGER": "cat -u"}) == ["cat", "-u"]
    assert pager({"PAGER": "cat", "MONITOR_PAGER": ""}) == []
    assert pager({"PAGER": "no-such-programme-here"}) == []
    assert pager({"PAGER": "'"}) == []
