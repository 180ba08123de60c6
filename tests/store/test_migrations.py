"""Databases of every released schema, stored as they were, are opened, brought up to date and used.

Whoever releases a schema adds a file of it to ``old/``, with ``old/make.py``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.model import Outcome
from monitor.store import Store
from monitor.store.version import SCHEMA
from tests.store import invented
from tests.store.invented import NOW
from tests.store.old.make import written

MADE = range(3, SCHEMA + 1)  # the first two are older than what makes them
OLD = sorted((Path(__file__).parent / "old").glob("schema*.sql"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "monitor.db"
    with sqlite3.connect(path) as db:
        db.executescript(request.param.read_text())
    db.close()
    return path


def test_an_old_file_keeps_all_that_it_held(old: Path) -> None:
    with Store.open(old) as store:
        assert store.check() == ()
        assert {item.id for item in store.read.items()} == {"i1", "i2"}
        assert store.read.find("a1") == invented.an_alert(1)
        assert store.read.find("o2") == invented.a_delivery(2, alerts=("a2",))
        assert store.noted("digest:desk") == "2026-01-01T08:00:00Z"
        assert store.seeds() == {"ferry"}
        assert {item.id for item in store.read.search("item", 5)} <= {"i1", "i2"}


def test_an_old_file_takes_what_is_new(old: Path) -> None:
    with Store.open(old) as store:
        memory = store.load_memory(NOW)
        assert memory.new_id("i") == "i3"
        store.apply([Outcome(at=NOW, items=(invented.an_item(3),))])
        assert {item.id for item in store.read.items()} == {"i1", "i2", "i3"}
        assert store.check() == ()
        assert [row.id for row in store.outbox.lease(NOW, owner="us", until=NOW)] == ["o1"]


def test_every_released_schema_is_stored() -> None:
    assert [path.stem for path in OLD] == [f"schema{number}" for number in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("number", MADE)
def test_a_shipped_migration_makes_what_it_made_when_it_was_released(number: int) -> None:
    assert written(number) == OLD[number - 1].read_text()


def test_an_old_file_ends_up_laid_out_as_a_new_one(old: Path, tmp_path: Path) -> None:
    Store.migrate(old)
    with Store.open(tmp_path / "new.db"):
        pass
    assert _layout(old) == _layout(tmp_path / "new.db")


@pytest.mark.parametrize("path", OLD[2:], ids=lambda path: path.stem)
def test_corrections_by_hand_and_marks_are_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "monitor.db"
    with sqlite3.connect(copy) as db:
        db.executescript(path.read_text())
    db.close()
    with Store.open(copy) as store:
        assert [mark.item for mark in store.marks.list()] == ["i2"]
        assert [done.items for done in store.regroupings.list("s1")] == [("i2",)]
        assert store.regroupings.hands() == {("talks", "i2"): "s1"}


def test_migrating_says_from_where_to_where(old: Path) -> None:
    before = _schema(old)
    assert Store.migrate(old, dry_run=True) == (before, SCHEMA)
    assert Store.migrate(old) == (before, SCHEMA)
    assert _schema(old) == SCHEMA


def test_a_reader_asks_for_the_migration_first(old: Path) -> None:
    if _schema(old) == SCHEMA:
        pytest.skip("it is the newest schema")
    with pytest.raises(StoreError, match="monitor db migrate"):
        Store.open(old, read_only=True)


def _layout(path: Path) -> dict[str, list[str]]:
    """Every table, view and index with its words, however they are set."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE sql <> ''").fetchall()
    db.close()
    return {name: sql.replace('"', " ").split() for name, sql in rows if "migrations" not in name}


def _schema(path: Path) -> int:
    with sqlite3.connect(path) as db:
        number = int(db.execute("PRAGMA user_version").fetchone()[0])
    db.close()
    return number
