"""What users said of items: kept, changed, taken back, and never lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from monitor.errors import StoreError
from monitor.model import Outcome
from monitor.scales import Opinion
from monitor.store import Settings, Store, schema, version
from tests.store import invented
from tests.store.invented import DAY, NOW

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def filled(store: Store) -> Store:
    store.apply([invented.an_outcome(1), invented.an_outcome(2)])
    return store


def said(store: Store, seed: str = "", item: str = "") -> list[tuple[str, str, str]]:
    return [(mark.item, mark.seed, mark.opinion) for mark in store.marks.list(seed, item)]


def test_what_was_said_is_kept_newest_first(filled: Store) -> None:
    filled.marks.set("talks", ["i1"], Opinion.RELEVANT, NOW)
    filled.marks.set("talks", ["i2"], Opinion.NOT_NEW, LATER)
    filled.marks.set("boats", ["i1"], Opinion.IRRELEVANT, LATER)
    assert said(filled, "talks") == [("i2", "talks", "not-new"), ("i1", "talks", "relevant")]
    assert said(filled, item="i1") == [
        ("i1", "boats", "irrelevant"),
        ("i1", "talks", "relevant"),
    ]
    assert filled.marks.list("talks")[0].at == LATER


def test_the_last_word_is_in_force_and_can_be_taken_back(filled: Store) -> None:
    filled.marks.set("talks", ["i1"], Opinion.RELEVANT, NOW)
    filled.marks.set("talks", ["i1"], Opinion.IRRELEVANT, LATER)
    assert said(filled) == [("i1", "talks", "irrelevant")]
    (undone,) = filled.marks.undo("talks", ["i1"])
    assert undone.opinion is Opinion.IRRELEVANT
    assert said(filled) == [("i1", "talks", "relevant")]
    filled.marks.undo("talks", ["i1"])
    assert filled.marks.undo("talks", ["i1"]) == ()
    assert said(filled) == []


def test_saying_the_same_again_changes_nothing(filled: Store) -> None:
    assert len(filled.marks.set("talks", ["i1", "i2"], Opinion.RELEVANT, NOW)) == 2
    assert filled.marks.set("talks", ["i1"], Opinion.RELEVANT, LATER) == ()
    filled.marks.undo("talks", ["i1"])
    assert said(filled) == [("i2", "talks", "relevant")]


def test_an_item_that_is_not_there_is_passed_over(filled: Store) -> None:
    assert filled.marks.set("talks", ["i99"], Opinion.RELEVANT, NOW) == ()


def test_a_reader_reads_marks_and_writes_none(filled: Store, path: Path) -> None:
    filled.marks.set("talks", ["i1"], Opinion.RELEVANT, NOW)
    with Store.open(path, read_only=True) as reader:
        assert said(reader) == [("i1", "talks", "relevant")]
        with pytest.raises(StoreError, match="reading only"):
            reader.marks.set("talks", ["i2"], Opinion.RELEVANT, NOW)


def test_a_marked_item_keeps_its_words_as_long_as_a_matched_one(store: Store) -> None:
    items = tuple(replace(invented.an_item(number), feeds=()) for number in (1, 2))
    store.apply([Outcome(at=NOW, items=items)])
    store.marks.set("talks", ["i1"], Opinion.RELEVANT, NOW)
    assert store.prune(Settings(), NOW + 31 * DAY) == 1
    assert [item.summary for item in store.read.items_by_ids(["i1"])] == ["Summary 1"]
    assert store.prune(Settings(), NOW + 500 * DAY) == 1
    assert [item.title for item in store.read.items_by_ids(["i1", "i2"])] == ["Title 1"]
    assert said(store) == [("i1", "talks", "relevant")]
    assert store.check() == ()


def a_file_of_schema_1(path: Path) -> None:
    """A database as the first version left it, with one item."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as opened, opened:
        first = Migrations("monitor")
        first(name="first")(schema.first)
        first.apply(Database(opened))
        opened.execute(
            "INSERT INTO items (title, url, guid, summary, first_seen_at, effective_at, source,"
            " language, wire) VALUES ('Old title', '', '', 'Old words', :at, :at, 'Old', '', '')",
            {"at": "2025-11-18T09:30:00.000000Z"},
        )
        opened.execute("INSERT INTO notes VALUES ('digest:desk', 'yesterday')")
        opened.execute(f"PRAGMA application_id = {version.APPLICATION_ID}")
        opened.execute("PRAGMA user_version = 1")


def test_a_file_of_the_first_schema_takes_marks_and_keeps_its_rows(path: Path) -> None:
    a_file_of_schema_1(path)
    with pytest.raises(StoreError, match="monitor db migrate"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert [item.title for item in store.read.items()] == ["Old title"]
        assert store.noted("digest:desk") == "yesterday"
        store.marks.set("talks", ["i1"], Opinion.RELEVANT, NOW)
        assert said(store) == [("i1", "talks", "relevant")]
        assert store.counts().schema == version.SCHEMA
    with Store.open(path) as store:
        assert said(store) == [("i1", "talks", "relevant")]


def test_the_migrations_of_a_new_and_an_old_file_lead_to_the_same_tables(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old" / "monitor.db"
    a_file_of_schema_1(old)
    assert Store.migrate(old, dry_run=True) == (1, version.SCHEMA)
    assert Store.migrate(old) == (1, version.SCHEMA)
    Store.open(path).close()
    assert _tables(old) == _tables(path)


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as opened:
        rows = opened.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {str(row[0]) for row in rows}
