"""`backtest`: the lines of the contract, a summary for people, and neither file nor environment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from monitor.seeds import render
from tests.cli.conftest import ask
from tests.invented import PROFILE

KEYS = (
    "id seed score match storylines story development delta priority alert digest relevance"
    " novelty significance reason evidence"
).split()
ITEMS = (
    {"id": "1", "title": "Prosecutor opens inquiry into sinking of Halmar Star", "extra": 1},
    {"id": "2", "title": "Bakery wins prize", "published": "2026-03-02"},
    {"id": "\ud800", "title": "Halmar Star: 14 dead \u2028 says Nordlys", "source": "Kystposten"},
)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.toml"
    file.write_text(render(PROFILE))
    (tmp_path / "ferry.txt").write_text(PROFILE.article)
    return file


@pytest.fixture
def items(tmp_path: Path) -> Path:
    return write(tmp_path / "items.jsonl", ITEMS)


def write(file: Path, rows: Iterable[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_every_item_has_its_line_in_order(seed: Path, items: Path) -> None:
    said = ask("backtest", "--seed", seed, "--items", items, "--jsonl")
    assert (said.code, said.err) == (0, "")
    rows = [json.loads(line) for line in said.out.split("\n") if line]
    assert [row["id"] for row in rows] == [item["id"] for item in ITEMS]
    assert all(list(row) == KEYS for row in rows)
    first, second, _ = rows
    assert first["match"] and first["alert"] and not first["digest"]  # noqa: PT018 (one fact)
    assert first["evidence"][0].keys() == {"kind", "name", "text", "field", "gain"}
    assert second["match"] is False
    nothing = ("story", "development", "delta", "priority", "novelty", "significance")
    assert all(second[key] is None for key in nothing)


def test_several_seeds_have_a_line_each(seed: Path, items: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(seed.read_text().replace('"ferry"', '"other"'))
    said = ask("backtest", "--seed", seed, "--seed", other, "--items", items, "--jsonl")
    rows = [json.loads(line) for line in said.out.split("\n") if line]
    assert [row["seed"] for row in rows] == ["ferry", "other"] * len(ITEMS)
    twice = ask("backtest", "--seed", seed, "--seed", seed, "--items", items)
    assert twice.code == 2


def test_people_get_a_summary(seed: Path, items: Path) -> None:
    said = ask("backtest", "--seed", seed, "--items", items)
    assert said.code == 0
    assert said.out.startswith("3 items\n2 matched")
    assert "Prosecutor opens inquiry" in said.out
    counted = ask("backtest", "--seed", seed, "--items", items, "--json").json
    assert (counted["items"], counted["matched"]) == (3, 2)
    assert counted["told"][0]["id"] == "1"


def test_a_bad_line_is_named_by_its_number_and_may_be_passed_over(seed: Path, items: Path) -> None:
    items.write_bytes(
        items.read_bytes() + b'{"id": "4"\n\n{"id": "5"}\n{"id":"6","title":"\xff"}\n'
    )
    words = ("backtest", "--seed", seed, "--items", items, "--jsonl")
    said = ask(*words)
    assert (said.code, said.out) == (2, "")
    for number in ("line 4", "line 6", "line 7"):
        assert number in said.err
    skipped = ask(*words, "--skip-bad")
    assert skipped.code == 0
    assert len(skipped.out.split("\n")) == len(ITEMS) + 1
    assert "3 bad lines" in skipped.err


def test_nothing_that_matches_is_no_fault(seed: Path, tmp_path: Path) -> None:
    items = write(tmp_path / "dull.jsonl", [{"id": "1", "title": "Rain"}])
    assert ask("backtest", "--seed", seed, "--items", items).code == 0
    none = write(tmp_path / "none.jsonl", [])
    assert ask("backtest", "--seed", seed, "--items", none, "--jsonl").out == ""


def test_items_may_come_from_standard_input(seed: Path, items: Path) -> None:
    said = ask("backtest", "--seed", seed, "--items", "-", "--jsonl", text=items.read_bytes())
    assert said.out == ask("backtest", "--seed", seed, "--items", items, "--jsonl").out


def test_the_environment_is_not_read_but_a_named_configuration_is(
    seed: Path, items: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "monitor.toml"
    wrong.write_text("nonsense = 1")
    monkeypatch.setenv("MONITOR_CONFIG", str(wrong))
    words = ("backtest", "--seed", seed, "--items", items, "--jsonl")
    assert ask(*words).code == 0
    assert ask("-c", wrong, *words).code == 2
    wrong.write_text('[[channels]]\nname = "a"\nurl = "env:NOT_SET"\nseeds = ["another"]\n')
    rows = [json.loads(line) for line in ask("-c", wrong, *words).out.split("\n") if line]
    assert not any(row["alert"] for row in rows)
