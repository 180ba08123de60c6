"""A disk that takes nothing more while a file is there, and retries that wait a second, by patches of this process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from monitor.model import Delivery, Receipt
from tests.campaign.patching import put

_FITS = 4


def fill(full: Path) -> None:
    """Every commit of more than a few rows fails as SQLite's own does, while ``full`` is there.

    The file says how: SQLITE_FULL or SQLITE_READONLY. What failed is tried again soon. A full disk
    often still has room for a lease, which fits into pages that are there.
    """
    from monitor.store.connection import Connection

    whole = Connection.write

    @contextmanager
    def write(self: Connection, *, lasting: bool = True) -> Iterator[None]:
        with whole(self, lasting=lasting):
            before = self._conn.total_changes
            yield
            if full.exists() and self._conn.total_changes - before > _FITS:
                error = sqlite3.OperationalError("the disk takes nothing more")
                error.sqlite_errorname = full.read_text()
                raise error

    Connection.write = write  # type: ignore[method-assign]
    put("monitor.daemon.engine:_AFTER_FAULT", timedelta(seconds=2))


def hurry(seconds: float) -> None:
    """Failed messages are tried again after so many seconds."""
    from monitor.delivery import retries
    from monitor.delivery.settings import Settings

    def backoff(attempts: int, settings: Settings) -> timedelta:  # noqa: ARG001 (its signature)
        return timedelta(seconds=seconds)

    retries.backoff = backoff


def hang(file: Path) -> None:
    """No send comes to its end while ``file`` is there; that counts as hanging after 3 s."""
    from monitor.delivery import Courier

    whole = Courier.deliver

    async def deliver(self: Courier, delivery: Delivery) -> Receipt:
        while file.exists():  # noqa: ASYNC110, ASYNC240 (whoever holds it up is another process)
            await asyncio.sleep(0.1)
        return await whole(self, delivery)

    Courier.deliver = deliver  # type: ignore[method-assign]
    put("monitor.daemon.pump:_HANGS_AFTER", 3.0)
