"""Schemas and reference: made from the readers, current, and true of every shipped file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from monitor.cli.notes import SAMPLE_PROFILE, examples
from monitor.cli.schema import keys_of, schema_of
from monitor.seeds import files
from tests.cli.conftest import ask

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("monitor", "feeds", "profile")


def faults(kind: str, text: str) -> list[str]:
    document = json.loads(json.dumps(tomllib.loads(text), default=str))
    checker = Draft7Validator(schema_of(kind), format_checker=FormatChecker())
    return sorted(error.message for error in checker.iter_errors(document))


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_current(kind: str) -> None:
    made = ask("config", "schema", kind).out
    Draft7Validator.check_schema(json.loads(made))
    shipped = (ROOT / "config" / f"{kind}.schema.json").read_text("utf-8")
    assert shipped == made, f"run: monitor config schema {kind} > config/{kind}.schema.json"


def test_the_shipped_reference_is_current() -> None:
    made = ask("config", "reference").out
    shipped = (ROOT / "config" / "REFERENCE.md").read_text("utf-8")
    assert shipped == made, "run: monitor config reference > config/REFERENCE.md"


def test_one_part_of_the_reference_can_be_asked_for() -> None:
    assert "`concurrency`" in ask("config", "reference", "polling").out
    assert "`quiet_hours`" not in ask("config", "reference", "polling").out
    assert ask("config", "reference", "poling").code == 3
    keys = ask("config", "reference", "polling", "--json").json["keys"]
    assert {"polling.every", "polling.proxy"} <= {key["place"] for key in keys}


def test_the_shipped_files_are_as_their_schemas_say() -> None:
    assert faults("monitor", (ROOT / "config" / "monitor.toml").read_text("utf-8")) == []
    assert faults("monitor", examples()) == []
    assert faults("feeds", (ROOT / "config" / "feeds.toml").read_text("utf-8")) == []
    assert faults("profile", SAMPLE_PROFILE) == []
    for file in (ROOT / "seeds").glob("*.toml"):
        assert faults("profile", file.read_text("utf-8")) == [], file


def test_a_profile_that_is_built_is_as_the_schema_says(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The ferry Halmar Star sank off Brekkevik. Ninety people were on board.")
    assert faults("profile", ask("seed", "build", article).out) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("monitor", "[polling]\nevry = '5m'"),
        ("monitor", "[polling]\nevery = '5 minutes'"),
        ("monitor", "[polling]\nconcurrency = 'many'"),
        ("monitor", "[[channels]]\nname = 'a'"),
        ("monitor", "[[channels]]\nname = 'a'\nurl = 'b'\nmin_priority = 'loud'"),
        ("monitor", "[[channels]]\nname = 'a'\nurl = 'b'\ndigest = true"),
        ("feeds", "[[feeds]]\ntitle = 'no address'"),
        ("feeds", "[store]\npath = 'x'"),
        ("profile", "seed = 'A b'\ntitle = 'x'"),
        ("profile", "seed = 'a'\ntitle = 'x'\n[[entities]]\nname = 'A'\nweight = 2"),
        ("profile", "seed = 'a'\ntitle = 'x'\n[[entities]]\nname = 'A'\nkind = 'man'"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses_too(kind: str, text: str) -> None:
    assert len(faults(kind, text)) == 1


@pytest.mark.parametrize("kind", ["monitor", "profile"])
def test_every_key_has_its_meaning(kind: str) -> None:
    keys, closed = keys_of(kind)
    named = [key for key in keys.values() if _parent(key.place) in closed | {""}]
    assert [key.place for key in named if not key.note] == []


def _parent(place: str) -> str:
    return place.rpartition(".")[0]


def test_kinds_of_entities_are_those_that_the_reader_knows() -> None:
    entities: Any = schema_of("profile")["properties"]["entities"]
    assert entities["items"]["properties"]["kind"]["enum"] == list(files.KINDS)
