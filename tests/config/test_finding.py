from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import find_store, load
from monitor.errors import WrongContent


@pytest.mark.parametrize(
    ("text", "db"),
    [("", None), ('[store]\npath = "kept/here.db"', None), ('[store]\npath = "a.db"', "b.db")],
)
def test_the_database_is_the_one_that_the_whole_configuration_names(
    tmp_path: Path, text: str, db: str | None
) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(text, "utf-8")
    flag = tmp_path / db if db else None

    found = find_store(file, env={}, db=flag)

    assert found == load(file, env={}, db=flag).store.path


def test_the_database_is_found_beside_feeds_that_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("[[feeds]]\nurl = 5", "utf-8")
    file = tmp_path / "monitor.toml"
    file.write_text('[store]\npath = "kept.db"', "utf-8")

    assert find_store(file, env={}, db=None) == tmp_path / "kept.db"
    with pytest.raises(WrongContent):
        load(file, env={}, db=None)


def test_a_path_that_is_no_path_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text("[store]\npath = 5", "utf-8")

    with pytest.raises(WrongContent, match="path"):
        find_store(file, env={}, db=None)
