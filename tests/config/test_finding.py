from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import find_places, load
from monitor.errors import WrongContent


@pytest.mark.parametrize(
    ("text", "db"),
    [
        ("", None),
        ('[store]\npath = "kept/here.db"', None),
        ("[store]\npath = 'by the parser.db'", None),
        ('store.path = "dotted.db"', None),
        ('[seeds]\nfolder = "../s"\n[store]', None),
        ('[store]\npath = "a.db"', "b.db"),
    ],
)
def test_the_database_is_the_one_that_the_whole_configuration_names(
    tmp_path: Path, text: str, db: str | None
) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(text, "utf-8")
    flag = tmp_path / db if db else None

    found = find_places(str(file), env={}, db=str(flag) if flag else None)

    whole = load(file, env={}, db=flag)
    assert (found.store, found.seeds) == (str(whole.store.path), str(whole.seeds_folder))


def test_the_database_is_found_beside_feeds_that_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("[[feeds]]\nurl = 5", "utf-8")
    file = tmp_path / "monitor.toml"
    file.write_text('[store]\npath = "kept.db"', "utf-8")

    assert find_places(str(file), env={}, db=None).store == str(tmp_path / "kept.db")
    with pytest.raises(WrongContent):
        load(file, env={}, db=None)


@pytest.mark.parametrize("text", ["5", '""', '" "', '"a\\nb"', "[]"])
def test_a_path_that_is_no_path_is_a_problem(tmp_path: Path, text: str) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(f"[store]\npath = {text}", "utf-8")

    with pytest.raises(WrongContent, match="path"):
        find_places(str(file), env={}, db=None)
    with pytest.raises(LookupError):
        find_places(str(file), env={}, db=None, plainly=True)


@pytest.mark.parametrize("text", ["[store", "store = 1", "store.path = 'a'", "a = 1\rb = 2"])
def test_what_is_not_plain_to_see_is_told_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "monitor.toml"
    file.write_bytes(text.encode())

    with pytest.raises(LookupError):
        find_places(str(file), env={}, db=None, plainly=True)
    with pytest.raises(LookupError):
        find_places(str(tmp_path / "missing"), env={}, db=None, plainly=True)
