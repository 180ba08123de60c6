"""A disk that is full while a file is there, and retries that wait a second, by patches of this process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

_FITS = 4


def fill(full: Path) -> None:
    """Every commit of more than a few rows fails as SQLite's own does, while ``full`` is there.

    A full disk often still has room for a lease, which fits into pages that are there.
    """
    from monitor.store.connection import Connection

    whole = Connection.write

    @contextmanager
    def write(self: Connection, *, lasting: bool = True) -> Iterator[None]:
        with whole(self, lasting=lasting):
            before = self._conn.total_changes
            yield
            if full.exists() and self._conn.total_changes - before > _FITS:
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error

    Connection.write = write  # type: ignore[method-assign]


def hurry(seconds: float) -> None:
    """Failed messages are tried again after so many seconds."""
    from monitor.delivery import retries
    from monitor.delivery.settings import Settings

    def backoff(attempts: int, settings: Settings) -> timedelta:  # noqa: ARG001 (its signature)
        return timedelta(seconds=seconds)

    retries.backoff = backoff
