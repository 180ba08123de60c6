"""Files that are wrong: each is named, with the place, the fault and what mends it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from monitor.store import Store
from tests.cli.conftest import Home, Said, ask


def assert_told(said: Said, code: int, *words: object) -> None:
    assert said.code == code, said
    assert said.err
    assert all(line.startswith("monitor: ") for line in said.err.splitlines()), said.err
    for word in words:
        assert str(word) in said.err


@pytest.mark.parametrize("command", [["check"], ["run"], ["poll"]])
def test_an_unknown_key_is_named_with_the_right_one(home: Home, command: list[str]) -> None:
    home.config.write_text(
        home.config.read_text() + '\n[[channels]]\nname = "a"\nurl = "console://"\ndigset = "8"\n'
    )
    place = "channels[1].digset: is not a known key"
    assert_told(home.ask(*command), 2, home.config, place, 'did you mean "digest"?')


def test_lists_answer_while_the_feeds_are_being_edited(home: Home) -> None:
    home.config.write_text(home.config.read_text() + '\n[[feeds]]\nurl = "half an addr')
    assert_told(home.ask("items"), 2, home.config)  # the file itself cannot be read
    home.config.write_text(home.config.read_text() + '"')
    assert home.ask("items").code == 0


def test_broken_toml_is_named_with_its_line(home: Home) -> None:
    home.config.write_text("[store\n")
    assert_told(home.ask("run"), 2, home.config, "not valid TOML", "line 1")
    assert_told(home.ask("check"), 2, home.config, "not valid TOML")


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert_told(ask("-c", tmp_path / "no.toml", "items"), 2, "no.toml", "no such file")


def test_a_missing_seed_is_told(home: Home) -> None:
    (home.folder / "seeds" / "ferry.toml").unlink()
    assert_told(home.ask("run"), 2, "no seed", "monitor seed build")
    assert_told(ask("backtest", "--seed", "no.toml", "--items", "x"), 2, "no.toml")


def test_every_problem_of_every_file_is_told_at_once(home: Home) -> None:
    home.config.write_text(
        home.config.read_text() + '\n[[channels]]\nname = "a"\nurl = "slak://x"\n'
    )
    (home.folder / "seeds" / "torn.toml").write_text("seed = [")
    home.db.write_text("no database at all")
    said = home.ask("check")
    assert_told(said, 2, 'did you mean "slack"?', "torn.toml", "is not a SQLite database")
    assert said.out.count("1 problem") == 3
    listed = home.ask("check", "--json").json["problems"]
    assert len(listed) == 3
    assert {"file", "place", "what", "remedy"} <= set(listed[0])


def test_a_wrong_channel_url_is_told_without_its_secret(home: Home) -> None:
    home.config.write_text(
        home.config.read_text() + '\n[[channels]]\nname = "a"\nurl = "slak://T0KEN/B/C"\n'
    )
    said = home.ask("run")
    assert_told(said, 2, "channels[1].url", "slak")
    assert "T0KEN" not in said.err


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x00\x01\x02", b"\xff\xfe\xfa"])
def test_an_article_that_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(content)
    said = ask("seed", "build", article, "-o", tmp_path / "seed.toml")
    assert_told(said, 2, article)
    assert not (tmp_path / "seed.toml").exists()


def test_an_article_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert_told(ask("seed", "build", tmp_path / "no.txt"), 2, "no.txt", "no such file")
    assert_told(ask("seed", "build", tmp_path), 2, tmp_path)
    assert_told(ask("seed", "build", "-", text=b"\xff\xfe"), 2, "standard input")


def test_the_database_of_another_programme_is_left_alone(home: Home) -> None:
    other = home.folder / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE recipes (id)")
    conn.close()
    for words in (["items"], ["poll"], ["run"], ["db", "migrate"]):
        assert_told(home.ask("--db", other, *words), 1, other, "another programme")
    assert_told(home.ask("--db", other, "check"), 2, other, "another programme")


def test_a_file_that_is_no_database_is_told(home: Home) -> None:
    home.db.write_text("just words, and enough of them to fill a header")
    for words in (["items"], ["poll"], ["db", "check"]):
        assert_told(home.ask(*words), 1, home.db, "not a SQLite database")


def test_a_damaged_database_does_not_pass_its_verification(home: Home) -> None:
    data = bytearray(home.db.read_bytes())
    data[4096 * 3 : 4096 * 40] = b"\x5a" * (4096 * 37)
    home.db.write_bytes(data)
    said = home.ask("db", "check")
    assert_told(said, 5, home.db)


def test_a_folder_without_the_right_to_write_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everywhere, so the answer of the system is invented.
    monkeypatch.setattr("os.access", lambda _, mode, **__: mode != os.W_OK)
    assert_told(home.ask("poll"), 1, home.db, "cannot be written", "--db")
    assert home.ask("items").code == 0


def test_a_second_daemon_is_turned_away(home: Home) -> None:
    with Store.lock(home.db):
        for words in (["run"], ["poll"], ["db", "migrate"]):
            assert_told(home.ask(*words), 75, "another daemon", "pid")
        assert home.ask("items").code == 0


def test_a_feed_that_is_not_configured_is_told(home: Home) -> None:
    assert_told(home.ask("poll", "--feed", "https://no.example/"), 2, "--feed", "no.example")


def test_a_channel_that_is_not_configured_is_told(home: Home) -> None:
    assert_told(home.ask("notify", "test", "consol"), 3, 'did you mean "console"?')
