"""A list's question in, its rows out, by the shortest way that is sure; else a refusal.

Commands that only look at a sound database answer three times as soon without the library of
nouns, the log and the words for every fault. So this way knows no faults: whatever is not as it
should be is a LookupError, and the thorough way (`connection`) says what it is.
"""

from __future__ import annotations

import sqlite3

from monitor.store.columns import told
from monitor.store.listing import LISTS, search, statement
from monitor.store.search import phrases
from monitor.store.version import APPLICATION_ID, OLDEST_SQLITE, PATIENCE, SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from monitor.model import Query
    from monitor.store.columns import Told
    from monitor.store.sql import Stored

    Ask = Callable[[str, Mapping[str, Stored]], Iterable[Mapping[str, Told]]]

_STRANGE = frozenset("?#%")  # what means something else in SQLite's address of a file


def glance(path: str, name: str, query: Query, words: str | None = None) -> list[dict[str, Told]]:
    """The rows of the list ``name`` in the database at an absolute path; see `answer`.

    ``query`` may be whatever has the fields of `Query`.

    Raises LookupError when it takes the thorough way to open it, or to say what is wrong.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE or not _STRANGE.isdisjoint(path):
        raise LookupError(path)
    try:
        opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=PATIENCE)
        try:
            opened.row_factory = sqlite3.Row
            _refuse_unsure(opened)
            return answer(
                lambda sql, values: map(dict, opened.execute(sql, values)), name, query, words
            )
        finally:
            opened.close()
    except sqlite3.Error as error:
        raise LookupError(path) from error


def answer(ask: Ask, name: str, query: Query, words: str | None = None) -> list[dict[str, Told]]:
    """The rows of a list, newest first, as `columns` tells them; of a search for ``words``.

    ``ask`` runs a statement. What begins with ``of_`` is no column of the
    noun, but the title of another thing that it belongs to.
    """
    if words is not None and not phrases(words):
        return []
    sql, values = statement(name, query) if words is None else search(words, query)
    return [told(LISTS[name].name, row) for row in ask(sql, values)]


def _refuse_unsure(opened: sqlite3.Connection) -> None:
    for pragma, wanted in (("application_id", APPLICATION_ID), ("user_version", SCHEMA)):
        if opened.execute(f"PRAGMA {pragma}").fetchone()[0] != wanted:
            raise LookupError(pragma)
