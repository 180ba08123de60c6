"""The rules of the house, held against the house (rules and limits: `rules`)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in sorted((ROOT / "monitor").rglob("*.py"))
}
TESTS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py"))
}


def report(complaints: list[str]) -> None:
    if complaints:
        pytest.fail("\n" + "\n".join(complaints), pytrace=False)


@pytest.mark.parametrize("rule", [rules.long_files, rules.long_functions, rules.many_parameters])
def test_files_and_functions_are_small(rule: Callable[[rules.Sources], list[str]]) -> None:
    report(rule(PRODUCT | TESTS))


def test_the_typical_file_and_function_are_short() -> None:
    report(rules.high_medians(PRODUCT))


def test_names_use_the_words_of_the_house() -> None:
    report(rules.banned_words(PRODUCT))


def test_every_room_has_a_door() -> None:
    report(rules.bad_doors(PRODUCT))


def test_nobody_imports_past_a_door() -> None:
    report(rules.past_doors(PRODUCT))


def test_broad_excepts_stand_in_their_three_places() -> None:
    report(rules.broad_excepts(PRODUCT))


def test_every_room_stands_on_the_map() -> None:
    report(rules.unmapped(PRODUCT, (ROOT / "README.md").read_text("utf-8")))


def test_no_folder_was_added_at_the_top() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(  # noqa: S603 (a fixed command, found on PATH)
        [git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip(f"git does not answer: {listed.stderr.strip()}")
    report(rules.stray_folders(listed.stdout.splitlines()))
