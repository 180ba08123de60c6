"""A question in, its answer out, by the shortest way that is sure; else a refusal.

Commands that only look at a sound database answer three times as soon without the library of
nouns, the log and the words for every fault. So this way knows no faults: whatever is not as it
should be is a LookupError, and the thorough way (`connection`) says what it is.
"""

from __future__ import annotations

import sqlite3

from monitor.store.columns import told
from monitor.store.holder import daemon_at
from monitor.store.listing import LISTS, search, statement
from monitor.store.search import phrases
from monitor.store.sql import time_text
from monitor.store.stock import figures, find_quiet
from monitor.store.version import APPLICATION_ID, OLDEST_SQLITE, PATIENCE, SCHEMA
from monitor.store.yields import health

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from typing import Any, Self

    from monitor.model import Query
    from monitor.store.columns import Told
    from monitor.store.sql import Ask, Stored
    from monitor.store.yields import ByFeed

_STRANGE = frozenset("?#%")  # what means something else in SQLite's address of a file
_SILENCES = "SELECT * FROM silences WHERE :all OR ends_at > :now ORDER BY ends_at DESC, id DESC"


class Glance:
    """The database at an absolute path, for one look at it; every method may raise LookupError."""

    def __init__(self, path: str) -> None:
        """Raises LookupError when it takes the thorough way to open it, or to say what is wrong."""
        if sqlite3.sqlite_version_info < OLDEST_SQLITE or not _STRANGE.isdisjoint(path):
            raise LookupError(path)
        try:
            self._opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=PATIENCE)
        except sqlite3.Error as error:
            raise LookupError(path) from error
        self._path = path
        self._opened.row_factory = sqlite3.Row

    def __enter__(self) -> Self:
        try:
            self._refuse_unsure()
        except LookupError:
            self._opened.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def rows(self, name: str, query: Query, words: str | None = None) -> list[dict[str, Told]]:
        """The rows of a list; see `answer`. ``query`` may be whatever has the fields of `Query`."""
        return answer(self._ask, name, query, words)

    def silences(self, now: datetime, *, ended: bool) -> list[dict[str, Told]]:
        """The rows of the silences; see `list_silences`."""
        return list_silences(self._ask, now, ended=ended)

    def stock(self, now: datetime) -> dict[str, Any]:
        """The whole database as `take_stock` gives it."""
        return take_stock(self._ask, self._path, now)

    def health(self, resting: Collection[str], since: datetime) -> tuple[ByFeed, ByFeed]:
        """How each feed is and what it brought since then, both by address; see `yields`."""
        return health(self._ask, resting, since)

    def _refuse_unsure(self) -> None:
        for pragma, wanted in (("application_id", APPLICATION_ID), ("user_version", SCHEMA)):
            if self._ask(f"PRAGMA {pragma}", {})[0][pragma] != wanted:
                raise LookupError(pragma)

    def _ask(self, sql: str, values: Mapping[str, Stored]) -> list[dict[str, Any]]:
        try:
            return [dict(row) for row in self._opened.execute(sql, values)]
        except sqlite3.Error as error:
            raise LookupError(self._path) from error


def answer(ask: Ask, name: str, query: Query, words: str | None = None) -> list[dict[str, Told]]:
    """The rows of a list, newest first, as `columns` tells them; of a search for ``words``.

    ``ask`` runs a statement. What begins with ``of_`` is no column of the noun, but the title of
    another thing that it belongs to.
    """
    if words is not None and not phrases(words):
        return []
    sql, values = statement(name, query, ask) if words is None else search(words, query)
    return [told(LISTS[name].name, row) for row in ask(sql, values)]


def list_silences(ask: Ask, now: datetime, *, ended: bool) -> list[dict[str, Told]]:
    """The silences in force or to come, or with ``ended`` all; the last to end first."""
    values: dict[str, Stored] = {"now": time_text(now), "all": ended}
    return [told("silence", row) for row in ask(_SILENCES, values)]


def take_stock(ask: Ask, path: str, now: datetime) -> dict[str, Any]:
    """All figures of `stock`, with what is ``late`` and ``silent``, and the pid of the ``daemon``."""
    late, silent = find_quiet(ask, now)
    return figures(ask) | {"late": late, "silent": silent, "daemon": daemon_at(path)}
