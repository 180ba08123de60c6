"""Writes the stored database of one schema: the one before it, brought up to it by its migration.

    python -m tests.store.old.make 7

A shipped migration is never edited, so what it makes today is what it made when it was released.
Rows for the tables that are new stand below. A file that is there is written again, and is the same.
"""

# ruff: noqa: S608 (every word of these statements is ours)
from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import sqlite_utils

from monitor.store.schema import migrations
from monitor.store.version import APPLICATION_ID

_HERE = Path(__file__).parent
_AT = "2025-11-20T12:00:00.000250Z"
_APPLIED_AT = "2025-11-20 12:00:00.000250+00:00"
# What a release wrote into its new tables, by schema.
_NEW_ROWS = {
    3: f"""
        INSERT INTO regroupings VALUES (1, 'talks', 'merge', 1, '["s2"]', '["i2"]', '{_AT}');
        INSERT INTO hands VALUES ('talks', 2, 1);
        INSERT INTO marks VALUES (1, 2, 'talks', 'relevant', '{_AT}');
    """,
    4: f"""
        INSERT INTO silences VALUES (1, 'talks', '', '', '', '', 0, 'known here', '{_AT}',
            '2025-11-21T12:00:00.000250Z');
    """,
}


def written(schema: int) -> str:
    """The words of ``schemaN.sql``, from those of the schema before."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript((_HERE / f"schema{schema - 1}.sql").read_text())
    later = [step.name for step in migrations.pending(sqlite_utils.Database(db))][1:]
    migrations.apply(sqlite_utils.Database(db), stop_before=later[0] if later else None)
    db.execute("UPDATE _sqlite_migrations SET applied_at = ? WHERE id = ?", (_APPLIED_AT, schema))
    db.executescript(_NEW_ROWS.get(schema, ""))
    lines = [
        f"-- A database as the monitor of schema {schema} left it: two invented polls, told to nobody yet."
    ]
    lines += [*_layout(db), *_rows(db), "INSERT INTO items_fts (items_fts) VALUES ('rebuild');"]
    lines += [f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {schema};"]
    return "\n".join(lines) + "\n"


def _layout(db: sqlite3.Connection) -> Iterator[str]:
    """What made tables, views and indexes; the search index makes its own."""
    sql = "SELECT sql FROM sqlite_schema WHERE sql <> '' AND name NOT LIKE 'items_fts_%' ORDER BY rowid"
    yield from (f"{made};" for (made,) in db.execute(sql) if "sqlite_sequence" not in made)


def _rows(db: sqlite3.Connection) -> Iterator[str]:
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'items_fts%'"
    for (table,) in db.execute(f"{tables} AND name NOT LIKE 'sqlite_%' ORDER BY rowid").fetchall():
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        values = " || ', ' || ".join(f"quote({column})" for column in columns)
        for (row,) in db.execute(f"SELECT {values} FROM {table}"):
            yield f"INSERT INTO {table} VALUES ({row});"
    for name, highest in db.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name"):
        yield f"UPDATE sqlite_sequence SET seq = {highest} WHERE name = '{name}';"


if __name__ == "__main__":
    number = int(sys.argv[1])
    (_HERE / f"schema{number}.sql").write_text(written(number))
