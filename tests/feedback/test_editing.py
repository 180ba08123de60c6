"""A suggestion in the file is the suggestion in the profile, and nothing else moves."""

from __future__ import annotations

import subprocess
import sys
from functools import reduce
from pathlib import Path

import pytest

from monitor.feedback import Suggestion, adopt, edit
from monitor.feedback.suggestion import Change
from monitor.seeds import read, render
from tests.invented import PROFILE

FILE = """\
# My ferry.
seed = "ferry"   # the slug
title = "The ferry"
languages = ["en"]

[[entities]]
name = "Halmar Star"  # central
anchor = true
aliases = "the ferry"

[[entities]]
name = "Nordlys"

[[storylines]]
slug = "inquiry"
title = "Inquiry"
terms.en = [
    "inquiry",  # of the prosecutor
    "captain",
]

[exclude]
# Not the yacht.
terms = ["yacht club"]
"""


def suggestion(kind: Change, text: str, place: str = "", language: str = "") -> Suggestion:
    return Suggestion(
        kind=kind,
        text=text,
        place=place,
        language=language,
        items=("i1",),
        marked=1,
        others=0,
        odds=3.0,
    )


ALL = (
    suggestion(Change.ALIAS, "Halmar", "Halmar Star"),
    suggestion(Change.ALIAS, "NLX", "Nordlys"),
    suggestion(Change.NAMESAKE, 'Nordlys "Bar"', "Nordlys"),
    suggestion(Change.TERM, "bow visor", "inquiry", "en"),
    suggestion(Change.TERM, "étrave", "inquiry", "fr"),
    suggestion(Change.EXCLUSION, "regatta"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.toml"
    path.write_text(FILE)
    return path


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.kind} {one.text}")
def test_the_file_says_what_the_profile_would_be(file: Path, one: Suggestion) -> None:
    wanted = adopt(read(file), one)
    assert wanted != read(file)
    file.write_text(edit(file.read_text(), [one]))
    assert read(file) == wanted


def test_all_at_once_keep_every_comment_and_line_in_order(file: Path) -> None:
    after = edit(FILE, ALL)
    kept = [
        line for line in FILE.splitlines() if "aliases" not in line and "yacht club" not in line
    ]
    lines = iter(after.splitlines())
    assert all(line in lines for line in kept if line.strip() not in {'"captain",', "]"})
    file.write_text(after)
    assert read(file).exclude == ("yacht club", "regatta")
    assert read(file).entities[0].aliases == ("the ferry", "Halmar")


def test_a_second_time_changes_nothing() -> None:
    assert edit(edit(FILE, ALL), ALL) == edit(FILE, ALL)
    assert edit(FILE, []) == FILE


OTHER_WAYS = {
    "inline": """\
seed = "ferry"
title = "The ferry"
entities = [{name = "Halmar Star", anchor = true}, {name = "Nordlys", not = "Nordlys Bar"}]
storylines = [{slug = "inquiry", title = "Inquiry", terms = {en = "captain"}}]
exclude = {terms = []}
""",
    "tables below": """\
seed = "ferry"
title = "The ferry"
exclude.terms = "yacht club"
[thresholds]
match = 0.4
[[storylines]]
slug = "inquiry"
title = "Inquiry"
[storylines.terms]
en = ["captain"] # and nobody else
[[storylines]]
slug = "other"
title = "Other"
[[entities]]
name = "Halmar Star"
[[entities]]
name = "Nordlys"
""",
}


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_files_that_are_written_in_other_ways_are_edited_too(tmp_path: Path, way: str) -> None:
    path = tmp_path / "ferry.toml"
    path.write_text(OTHER_WAYS[way])
    wanted = reduce(adopt, ALL, read(path))
    path.write_text(edit(path.read_text(), ALL))
    assert read(path) == wanted
    assert ("# and nobody else" in path.read_text()) is ("# and nobody else" in OTHER_WAYS[way])


def test_line_ends_of_another_system_stay() -> None:
    after = edit(FILE.replace("\n", "\r\n"), [ALL[3]])
    assert after.count("\r\n") >= FILE.count("\n")


def test_a_built_profile_without_exclusions_takes_one(tmp_path: Path) -> None:
    path = tmp_path / "ferry.toml"
    bare = render(PROFILE).partition("# Items with one of these")[0]
    path.write_text(edit(bare, [ALL[-1]]))
    assert read(path).exclude == ("regatta",)


def test_a_storyline_or_entity_that_is_gone_is_named() -> None:
    with pytest.raises(LookupError, match="talks"):
        edit(FILE, [suggestion(Change.TERM, "x", "talks", "en")])
    assert adopt(PROFILE, suggestion(Change.TERM, "x", "talks", "en")) == PROFILE
    assert adopt(PROFILE, suggestion(Change.ALIAS, "x", "Nobody")) == PROFILE


def test_the_door_is_cheap_to_open() -> None:
    code = "import sys, monitor.feedback; sys.exit('tomlkit' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 (our own Python, our own words)
