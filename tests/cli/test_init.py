"""`config init`: what a new user starts with, put in place and never over anything."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import ask


def test_a_first_set_is_put_in_place_and_is_sound(tmp_path: Path) -> None:
    said = ask("config", "init", tmp_path / "desk")
    assert said.code == 0
    assert (tmp_path / "desk" / "config" / "monitor.toml").exists()
    checked = ask("-c", tmp_path / "desk" / "config" / "monitor.toml", "check")
    assert checked.code == 0, checked
    assert "maduro-talks" in checked.out


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    mine = tmp_path / "config" / "feeds.toml"
    mine.parent.mkdir()
    mine.write_text("# mine")
    made = ask("config", "init", tmp_path, "--json").json
    assert made["kept"] == [str(mine)]
    assert mine.read_text() == "# mine"
    assert ask("config", "init", tmp_path, "--json").json["written"] == []


def test_a_dry_run_puts_nothing_in_place(tmp_path: Path) -> None:
    assert "would write" in ask("config", "init", tmp_path / "new", "-n").out
    assert not (tmp_path / "new").exists()
