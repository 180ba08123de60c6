"""`mark` and `seed suggest`: what a user says is kept, shown, and turned into proposals, openly."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli.call import now
from monitor.matching import Matcher
from monitor.model import Outcome
from monitor.seeds import read, render
from monitor.store import Store
from tests.cli.conftest import NEWS, Home
from tests.invented import PROFILE, an_item

TITLES = (
    "Halmar Star ferry: twelve dead, survivors still missing",
    "Captain of the ferry Halmar Star meets prosecutors in the inquiry",
    "Nordlys Lines, owner of the ferry Halmar Star, promises help in inquiry",
    "Bakery wins prize for rye bread",
    "Choir tour ends with a gala in the regatta hall",
    "Bow visor found by divers off Brekkevik",
    "Bow visor was cracked, says yard",
    "Regatta crew of the Halmar Star wins silver trophy again",
)
VISOR, CRACKED, REGATTA = "i6", "i7", "i8"


@pytest.fixture
def desk(tmp_path: Path) -> Home:
    """A folder with the ferry's profile, commented by hand, and a store of eight items."""
    home = Home(tmp_path)
    (tmp_path / "seeds").mkdir()
    profile(home).write_text(f"# By hand.\n{render(PROFILE)}")
    home.config.write_text('[store]\npath = "monitor.db"\n[seeds]\nfolder = "seeds"\n')
    at = now() - timedelta(hours=1)
    items = [
        replace(an_item(number, title), id=f"i{number}", first_seen_at=at, effective_at=at)
        for number, title in enumerate(TITLES, start=1)
    ]
    matcher = Matcher([read(profile(home))])
    matches = [match for item in items for match in matcher.match(item, at) if match.verdict]
    numbered = [replace(match, id=f"m{place}") for place, match in enumerate(matches, start=1)]
    with Store.open(home.db) as store:
        store.apply([Outcome(at=at, items=tuple(items), matches=tuple(numbered))])
        store.add_seed("ferry", at)
    return home


def profile(home: Home) -> Path:
    return home.folder / "seeds" / "ferry.toml"


def marks(home: Home) -> dict[str, str]:
    with Store.open(home.db, read_only=True) as store:
        return {mark.item: str(mark.opinion) for mark in store.marks.list()}


def taught(home: Home) -> Home:
    for id_, word in ((VISOR, "relevant"), (CRACKED, "relevant"), (REGATTA, "irrelevant")):
        assert home.ask("mark", id_, word).code == 0
    return home


def test_a_mark_is_kept_and_says_what_it_changes(desk: Home) -> None:
    said = desk.ask("mark", REGATTA, "irrelevant")
    assert (said.code, said.err) == (0, "")
    assert f"{REGATTA} marked irrelevant for ferry: Regatta crew" in said.out
    assert "no verdict changes" in said.out
    assert "now proposes exclusion" in said.out
    assert marks(desk) == {REGATTA: "irrelevant"}


def test_a_mark_changes_no_verdict(desk: Home) -> None:
    (before,) = desk.ask("explain", REGATTA, "--json").json["matches"]
    desk.ask("mark", REGATTA, "irrelevant")
    (after,) = desk.ask("explain", REGATTA, "--json").json["matches"]
    assert (after["score"], after["verdict"]) == (before["score"], True)
    assert desk.ask("matches", "--json").json["matches"]


def test_a_mark_is_shown_and_explained(desk: Home) -> None:
    desk.ask("mark", REGATTA, "not-new")
    assert "not-new for ferry" in desk.ask("show", REGATTA).out
    assert desk.ask("show", REGATTA, "--json").json["marks"][0]["opinion"] == "not-new"
    assert "marked not-new for ferry" in desk.ask("explain", REGATTA).out


def test_the_last_word_is_taken_back(desk: Home) -> None:
    taught(desk)
    desk.ask("mark", VISOR, "irrelevant")
    assert "no longer marked irrelevant" not in desk.ask("mark", VISOR, "--undo").out
    assert marks(desk)[VISOR] == "relevant"
    assert "no longer marked irrelevant" in desk.ask("mark", "--undo").out
    assert REGATTA not in marks(desk)
    desk.ask("mark", "--undo")
    desk.ask("mark", "--undo")
    assert marks(desk) == {}
    assert desk.ask("mark", "--undo").code == 3
    assert desk.ask("mark", VISOR, "--undo").code == 3


def test_a_dry_run_marks_nothing(desk: Home) -> None:
    assert "would be marked relevant" in desk.ask("mark", VISOR, "relevant", "-n").out
    assert marks(desk) == {}


def test_marks_as_a_document(desk: Home) -> None:
    assert desk.ask("mark", VISOR, "relevant", "--json").json == {
        "schema": 1,
        "marks": [{"item": VISOR, "seed": "ferry", "before": None, "opinion": "relevant"}],
    }


def test_a_match_stands_for_its_item_and_a_story_or_alert_for_all_of_them(home: Home) -> None:
    shown = home.ask("show", "a1", "--json").json
    assert home.ask("mark", "a1", "irrelevant").code == 0
    assert set(marks(home)) == set(shown["items"])
    assert home.ask("mark", "s1", "relevant", "--json").json["marks"][0]["seed"] == "ferry"
    found = home.ask("mark", "m1", "not-new", "--json").json["marks"]
    assert found[0]["item"] == home.ask("show", "m1", "--json").json["item"]
    assert home.ask("mark", "o1", "relevant").code == 3
    assert NEWS in home.ask("mark", "d1", "relevant").out


def test_among_several_seeds_one_has_to_be_named(desk: Home) -> None:
    other = replace(PROFILE, seed="harbour")
    (desk.folder / "seeds" / "harbour.toml").write_text(render(other))
    with Store.open(desk.db) as store:
        store.add_seed("harbour", now())
    said = desk.ask("mark", "i4", "relevant")
    assert said.code == 2
    assert "--seed" in said.err
    assert desk.ask("mark", "i4", "relevant", "--seed", "harbour").code == 0
    assert desk.ask("mark", "i4", "relevant", "--seed", "harbor").code == 3
    assert desk.ask("mark", REGATTA, "relevant").code == 0  # it matched one of them only


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("i1",), 2),
        (("i1", "good"), 2),
        (("i1", "relevant", "--undo"), 2),
        (("i99", "relevant"), 3),
        (("x", "relevant"), 3),
    ],
)
def test_wrong_words_mark_nothing(desk: Home, words: tuple[str, ...], code: int) -> None:
    said = desk.ask("mark", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert marks(desk) == {}


def test_the_database_of_another_user_takes_no_mark(
    desk: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: desk.db.stat().st_uid + 1)
    said = desk.ask("mark", "i1", "relevant")
    assert said.code == 1
    assert "sudo -u" in said.err


def test_suggestions_come_with_their_items_and_effects(desk: Home) -> None:
    said = taught(desk).ask("seed", "suggest", "ferry")
    assert said.code == 0
    assert 'term "bow visor"' in said.out
    assert f"{VISOR} (relevant) Bow visor found" in said.out
    assert f"matches -1 ({REGATTA})" in said.out
    rows = desk.ask("seed", "suggest", "ferry", "--json").json["suggestions"]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    cut = next(row for row in rows if row["kind"] == "exclusion")
    assert (cut["items"], cut["lost"], cut["gained"]) == ([REGATTA], [REGATTA], [])


def test_the_file_never_changes_unasked(desk: Home) -> None:
    before = profile(desk).read_bytes()
    taught(desk).ask("seed", "suggest", "ferry")
    said = desk.ask("seed", "suggest", "ferry", "--accept", "1", "2", "-n")
    assert said.code == 0
    assert "\n+" in said.out
    assert "would add" in said.out
    assert profile(desk).read_bytes() == before


def test_what_is_accepted_stands_in_the_file_with_its_comments(desk: Home) -> None:
    taught(desk)
    before = profile(desk).read_text()
    said = desk.ask("seed", "suggest", "ferry", "--accept", "1", "--accept", "bow visor")
    assert said.code == 0
    assert str(profile(desk)) in said.out
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in profile(desk).read_text().splitlines() if line.startswith("#")
    ]
    after = read(profile(desk))
    assert len(after.exclude) == 1
    assert any("bow visor" in terms for line in after.storylines for terms in line.terms.values())
    assert desk.ask("explain", REGATTA, "--json").json["matches"][0]["verdict"] is False
    rows = desk.ask("seed", "suggest", "ferry", "--json").json.get("suggestions", [])
    assert "bow visor" not in {row["text"] for row in rows}


def test_accepting_says_what_was_written_as_a_document(desk: Home) -> None:
    found = taught(desk).ask("seed", "suggest", "ferry", "--accept", "1,2", "--json").json
    assert [row["number"] for row in found["accepted"]] == [1, 2]
    assert found["written"] is True
    assert found["effect"]["lost"] == [REGATTA]


@pytest.mark.parametrize("accept", ["0", "99", "zeppelin"])
def test_what_was_not_suggested_cannot_be_accepted(desk: Home, accept: str) -> None:
    before = profile(taught(desk)).read_bytes()
    said = desk.ask("seed", "suggest", "ferry", "--accept", accept)
    assert said.code == 2
    assert "--accept" in said.err
    assert profile(desk).read_bytes() == before


def test_numbers_without_accept_are_a_usage_error(desk: Home) -> None:
    said = desk.ask("seed", "suggest", "ferry", "1", "3")
    assert said.code == 2
    assert "--accept 1 3" in said.err


def test_with_nothing_to_suggest_it_says_what_to_do(home: Home) -> None:
    said = home.ask("seed", "suggest", "ferry")
    assert said.code == 3
    assert "monitor mark ID" in said.err
    assert home.ask("seed", "suggest", "ferry", "--json").json["suggestions"] == []
    assert home.ask("seed", "suggest", "fery").code == 3


def test_before_the_first_poll_there_is_nothing_to_mark_or_suggest(empty: Home) -> None:
    assert empty.ask("seed", "suggest", "ferry").code == 3
    assert empty.ask("mark", "i1", "relevant").code == 3
    assert not empty.db.exists()
