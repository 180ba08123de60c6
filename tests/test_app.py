"""Wiring: profiles from their folder, seeds that are added later."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.app import check_store, meet_new_seeds, open_store, read_profiles, watch
from monitor.config import Config, load
from monitor.errors import WrongContent
from monitor.model import Message, Outcome
from monitor.seeds import render
from tests.invented import NOW, PROFILE, an_item


def no_console(_message: Message) -> None:
    raise AssertionError("nothing is sent here")


def a_config(folder: Path) -> Config:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "config").mkdir(exist_ok=True)
    file = folder / "config" / "monitor.toml"
    file.write_text('[store]\npath = "../monitor.db"\n[seeds]\nfolder = "../seeds"\n')
    return load(file, env={}, db=None)


def test_every_mistake_in_every_profile_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('seed = "one"\ntitel = "x"\n')
    (tmp_path / "two.toml").write_text("seed = 7\n")
    with pytest.raises(WrongContent) as caught:
        read_profiles(tmp_path)
    assert 'did you mean "title"' in str(caught.value)
    assert "two.toml: seed" in str(caught.value)


def test_two_profiles_with_one_slug_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(render(PROFILE))
    (tmp_path / "two.toml").write_text(render(PROFILE))
    with pytest.raises(WrongContent, match='already a seed "ferry"'):
        read_profiles(tmp_path)


def test_a_folder_without_seeds_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongContent, match="monitor seed build"):
        read_profiles(tmp_path)


def test_a_seed_added_later_is_held_against_the_stored_week_in_silence(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    (config.seeds_folder / "ferry.toml").write_text(render(PROFILE))
    title = "Prosecutor opens inquiry into sinking of Halmar Star"
    with open_store(config) as store:
        item = an_item(0, title, id="i1")
        store.apply([Outcome(at=NOW, items=(item,))])
        parts = watch(config, store, console=no_console, clock=lambda: NOW)
        assert meet_new_seeds(parts, NOW) == ("ferry",)
        assert [match.item for match in store.read.matches()] == ["i1"]
        assert store.read.deliveries() == ()
        assert meet_new_seeds(parts, NOW) == ()


def test_a_database_that_is_not_there_yet_is_no_problem(tmp_path: Path) -> None:
    assert check_store(a_config(tmp_path)) == ()


def test_a_foreign_database_is_a_problem_with_its_name(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    config.store.path.write_text("this is a letter, not a database, and long enough to be sure")
    (problem,) = check_store(config)
    assert "monitor.db" in problem.file
