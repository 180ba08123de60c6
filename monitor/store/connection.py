"""One SQLite file, opened: reads at any time, writes in short transactions, whole or not at all.

Rules. A writing transaction begins IMMEDIATE, so that it waits for its turn at the start and never
fails half way. WAL lets readers go on beside the one writer. What is committed to the outbox has been
promised, so the disk is waited for (`synchronous=FULL`); for what a power cut may take back it is not.
Threads may share a connection: one at a time gets in.
Nothing is written to a file before it is known to be ours.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StoreError
from monitor.store.faults import in_words, make_folder, refuse_foreign, refuse_unwritable
from monitor.store.healing import drop_old_wal, marks_of, put_back, was_replaced, was_taken
from monitor.store.rows import Row
from monitor.store.sql import Stored
from monitor.store.version import APPLICATION_ID, OLDEST_SQLITE, PATIENCE, SCHEMA


class Connection:
    """The open file; every fault of SQLite leaves it as a StoreError that names the file."""

    def __init__(self, path: Path, conn: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._conn = conn
        self._lock = threading.RLock()
        self._lasting = True
        self._marks = marks_of(path)

    @property
    def conn(self) -> sqlite3.Connection:
        """SQLite's own handle, for what has no method here."""
        return self._conn

    def rows(self, sql: str, values: Mapping[str, Stored] | None = None) -> list[Row]:
        """Every row that a statement gives (a SELECT, or a write with RETURNING)."""
        with self._lock, in_words(self.path):
            found = self._conn.execute(sql, values or {})
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found]

    def figure(self, sql: str) -> int:
        """The one whole number that a statement gives."""
        return int(next(iter(self.rows(sql)[0].values())))

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[None]:
        """One transaction: all that is run inside, or nothing of it.

        It outlives this process in any case. One that is not ``lasting`` may be lost in a power cut,
        together with all that came after it, unless a lasting one has come since: the disk, which
        may be busy for a second, is not waited for.
        """
        if self.read_only:
            raise StoreError(f"{self.path} was opened for reading only")
        with self._lock, in_words(self.path):
            if lasting is not self._lasting:
                self._conn.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
                self._lasting = lasting
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._conn.execute("COMMIT")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise

    def run(self, sql: str, values: Mapping[str, Stored] | Sequence[Stored] = ()) -> int:
        """Run one statement; how many rows it changed. Only inside `write`."""
        return self._conn.execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Iterable[Mapping[str, Stored] | Sequence[Stored]]) -> None:
        """Run one statement for every row, named or in order. Only inside `write`."""
        self._conn.executemany(sql, rows)

    def migrate(self) -> None:
        """Run the migrations that the file has not seen. Only inside `write`."""
        # Here, because reading commands start three times as fast without this library.
        import sqlite_utils

        from monitor.store.schema import migrations

        migrations.apply(
            sqlite_utils.Database(self._conn, recursive_triggers=False, execute_plugins=False)
        )

    def copy_to(self, other: Path) -> None:
        """Copy the whole database, as it is at this moment, into a new file."""
        with self._lock, in_words(other):
            copy = sqlite3.connect(other)
            try:
                self._conn.backup(copy)
            finally:
                copy.close()

    def heal(self) -> str:
        """Make sure that the file's names still lead to what is open; what was done, in words.

        A file that was deleted is written anew from the open one; one that somebody replaced is
        opened instead. Raises StoreError when that cannot be done yet; try again later.
        """
        with self._lock:
            found = marks_of(self.path)
            if was_replaced(self._marks, found):
                self._conn.close()
                drop_old_wal(self.path, self._marks)
                self._reopen()
                return "another database was put in its place and is used from now on"
            if was_taken(self._marks, found):
                copy = self.path.with_name(f"{self.path.name}.rescued")
                make_folder(self.path)
                copy.unlink(missing_ok=True)
                self.copy_to(copy)
                self._conn.close()
                put_back(copy, self.path)
                self._reopen()
                return "its file was deleted and has been written anew"
            self._marks = found
            return ""

    def _reopen(self) -> None:
        self._conn.close()
        fresh = open_for_writing(self.path)
        migrate(fresh)
        self._conn, self._marks = fresh._conn, marks_of(self.path)  # noqa: SLF001 (of this class)
        self._lasting = True

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._lock:
            self._conn.close()


def open_for_reading(path: Path) -> Connection:
    """An existing database beside whoever writes it; raises StoreError when it cannot be used."""
    if not path.exists():
        raise StoreError(
            f"there is no database at {path}: start `monitor run` or `monitor poll` first,"
            " or name the right file with --db"
        )
    refuse_foreign(path)
    try:
        return _checked(path, "mode=ro")
    except StoreError as error:
        # Without a writer and without the right to make the WAL files beside it, SQLite cannot
        # open the file in the usual way. No WAL file means that the file itself is complete.
        if path.with_name(path.name + "-wal").exists() or not _lacks_rights(error):
            raise
        return _checked(path, "mode=ro&immutable=1")


def open_for_writing(path: Path) -> Connection:
    """The database, made when it is not there, its schema as it was found."""
    make_folder(path)
    refuse_foreign(path)
    refuse_unwritable(path)
    connection = _checked(path, "mode=rwc")
    try:
        with in_words(path):
            connection.run("PRAGMA journal_mode = WAL")
            connection.run("PRAGMA synchronous = FULL")
            connection.run("PRAGMA foreign_keys = ON")
    except StoreError:
        connection.close()
        raise
    return connection


def schema_of(connection: Connection) -> int:
    """How many migrations the file has seen; 0 for a new one."""
    return connection.figure("PRAGMA user_version")


def migrate(connection: Connection) -> None:
    """Bring the schema up to date, in one transaction."""
    if schema_of(connection) == SCHEMA:
        return
    with connection.write():
        connection.migrate()
        connection.run(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.run(f"PRAGMA user_version = {SCHEMA}")


def _checked(path: Path, mode: str) -> Connection:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"this Python brings SQLite {sqlite3.sqlite_version}; the monitor needs 3.37 or newer:"
            " use a newer Python"
        )
    with in_words(path):
        conn = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
    connection = Connection(path, conn, read_only=mode.startswith("mode=ro"))
    try:
        _refuse_not_ours(connection)
    except StoreError:
        connection.close()
        raise
    return connection


def _refuse_not_ours(connection: Connection) -> None:
    path, schema = connection.path, schema_of(connection)
    empty = not connection.figure("SELECT count(*) FROM sqlite_schema")
    if connection.figure("PRAGMA application_id") != APPLICATION_ID and not empty:
        raise StoreError(
            f"{path} is the database of another programme, it was left untouched;"
            " name another file with --db"
        )
    if schema > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer monitor (schema {schema}, this one knows {SCHEMA}):"
            " update the monitor, or restore a backup made before"
        )
    if connection.read_only and schema < SCHEMA:
        raise StoreError(
            f"{path} has the older schema {schema}, this monitor needs {SCHEMA}:"
            " run `monitor db migrate` first"
        )


def _lacks_rights(error: StoreError) -> bool:
    """Whether opening failed for want of rights, not for what the file holds."""
    name = getattr(error.__cause__, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
