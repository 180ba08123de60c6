"""Which files are taken, which are refused, and in which words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from monitor.errors import StoreError
from monitor.model import Outcome
from monitor.store import Store, schema, version
from tests.store import invented
from tests.store.invented import NOW


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


@pytest.fixture
def made(path: Path) -> Iterator[Path]:
    Store.open(path).close()
    yield path
    path.chmod(0o644)


def test_the_file_and_its_folder_are_made(path: Path) -> None:
    with Store.open(path) as store:
        assert store.counts().schema == version.SCHEMA
    assert path.exists()


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    with Store.open(path) as store:
        store.apply([invented.an_outcome(1)])
    with Store.open(path) as store:
        assert len(store.read.items()) == 1


def test_a_reader_works_beside_an_open_writer(store: Store, path: Path) -> None:
    with Store.open(path, read_only=True) as reader:
        with store._connection.write():
            assert reader.read.items() == ()
        store.apply([invented.an_outcome(1)])
        assert reader.read.items() == store.read.items()
        assert reader.read.search("title") == store.read.items()
        assert reader.check() == ()


def test_a_reader_cannot_write(made: Path) -> None:
    with (
        Store.open(made, read_only=True) as reader,
        pytest.raises(StoreError, match="opened for reading only"),
    ):
        reader.apply([invented.an_outcome(1)])


def test_a_missing_file_is_not_made_by_a_reader(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database at"):
        Store.open(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_text_file_is_refused_and_left_alone(tmp_path: Path, *, read_only: bool) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Not a database, but a list of things to buy.\n" * 100)
    with pytest.raises(StoreError, match=r"notes\.txt is not a SQLite database"):
        Store.open(notes, read_only=read_only)
    assert notes.read_text().startswith("Not a database")


@pytest.mark.parametrize("read_only", [True, False])
def test_the_database_of_another_programme_is_left_untouched(
    tmp_path: Path, *, read_only: bool
) -> None:
    other = tmp_path / "places.sqlite"
    change(other, "CREATE TABLE items (name TEXT)")
    before = other.read_bytes()
    with pytest.raises(StoreError, match="another programme"):
        Store.open(other, read_only=read_only)
    assert other.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["places.sqlite"]


def test_every_migration_is_counted() -> None:
    assert len(schema.migrations._migrations) == version.SCHEMA, "count monitor/store/version.py up"


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_schema_is_refused(made: Path, *, read_only: bool) -> None:
    change(made, f"PRAGMA user_version = {version.SCHEMA + 1}")
    with pytest.raises(StoreError, match="newer monitor"):
        Store.open(made, read_only=read_only)


def test_an_older_schema_is_for_db_migrate_when_reading(made: Path) -> None:
    change(made, f"PRAGMA user_version = {version.SCHEMA - 1}")
    with pytest.raises(StoreError, match="monitor db migrate"):
        Store.open(made, read_only=True)


def test_migrating_tells_the_schema_before_and_after(path: Path) -> None:
    assert Store.migrate(path, dry_run=True) == (0, version.SCHEMA)
    assert Store.migrate(path) == (0, version.SCHEMA)
    assert Store.migrate(path) == (version.SCHEMA, version.SCHEMA)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(tmp_path / "var" / "deep" / "monitor.db")


def test_a_file_of_another_user_names_the_user(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: made.stat().st_uid + 1)
    with pytest.raises(StoreError, match=r"sudo -u \S+ monitor --db"):
        Store.open(made)


def test_a_file_without_the_right_to_write_is_named(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda place, _mode: place != made)
    with pytest.raises(StoreError, match=r"monitor\.db cannot be written"):
        Store.open(made)


def test_a_file_system_that_is_mounted_read_only_is_told_from_a_lacking_right(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = SimpleNamespace(f_flag=os.ST_RDONLY)
    with monkeypatch.context() as disk:
        disk.setattr(os, "access", lambda *_: False)
        disk.setattr(os, "statvfs", lambda _: mounted)
        with pytest.raises(StoreError, match="mounted read-only"):
            Store.open(made)


def test_a_damaged_file_is_told_in_words(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:4096] + b"\xff" * 40_000)
    with pytest.raises(StoreError, match=r"damaged|not a SQLite database"):
        Store.open(made).apply([Outcome(at=NOW, items=(invented.an_item(1),))])


def test_a_row_of_an_unknown_word_is_told_in_words(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    with store._connection.write():
        store._connection.run("UPDATE alerts SET priority = 'deafening'")
    with pytest.raises(StoreError, match="another version of the monitor"):
        store.read.find("a1")


def test_the_door_is_cheap_to_open() -> None:
    code = "import sys, monitor.store as s; s.Memory; sys.exit('sqlite_utils' in sys.modules)"
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, check=False)  # noqa: S603 (our own Python, our own words)
    assert ended.returncode == 0
