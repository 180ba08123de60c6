"""Looking after the file: count, check, prune, copy.

Pruning takes an item's summary, matches and judgements away, never the ledger, developments, alerts
or receipts. The item's row stays, with its title, for as long as one of its keys may be seen again,
so that old news is still recognised; and for good when a story, the ledger or a mark points to it.
A marked item keeps its words as long as a matched one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.errors import StoreError
from monitor.scales import DeliveryState, FeedCondition
from monitor.store.applying import UNINDEX
from monitor.store.connection import Connection, schema_of
from monitor.store.rows import json_text, time_text
from monitor.store.settings import Settings
from monitor.store.sql import Stored
from monitor.store.stock import figures

ALIASES_FOR = timedelta(days=90)  # beyond the last sighting; promised by the contract
_BATCH = 500  # items pruned in one transaction, so that it stays short

_FINISHED = """
SELECT id AS place FROM items WHERE pruned_at IS NULL AND first_seen_at < :items
    AND NOT EXISTS (SELECT 1 FROM sightings AS s
        WHERE s.item = items.id AND s.last_seen_at >= :items)
    AND NOT EXISTS (SELECT 1 FROM carried AS c WHERE c.item = items.id)
    AND (first_seen_at < :matched OR NOT EXISTS (SELECT 1 FROM matches AS m
        WHERE m.item = items.id AND m.verdict = 1)
        AND NOT EXISTS (SELECT 1 FROM marks AS k WHERE k.item = items.id))
"""
_DEAD_KEYS = """
SELECT key AS place FROM aliases WHERE last_seen_at < :aliases
    AND EXISTS (SELECT 1 FROM items WHERE items.id = aliases.item AND pruned_at IS NOT NULL)
"""
_FORGOTTEN = """
SELECT id AS place FROM items WHERE pruned_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM aliases AS a WHERE a.item = items.id)
    AND NOT EXISTS (SELECT 1 FROM assignments AS a WHERE a.item = items.id)
    AND NOT EXISTS (SELECT 1 FROM developments AS d WHERE d.item = items.id)
    AND NOT EXISTS (SELECT 1 FROM facts AS f WHERE f.item = items.id)
    AND NOT EXISTS (SELECT 1 FROM marks AS k WHERE k.item = items.id)
"""
_STRIP = (
    UNINDEX,
    "DELETE FROM revisions WHERE item IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM matches WHERE item IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM judgements WHERE item IN (SELECT value FROM json_each(:ids))",
    """UPDATE items SET summary = '', pruned_at = :now
    WHERE id IN (SELECT value FROM json_each(:ids))""",
)
_FORGET_KEYS = ("DELETE FROM aliases WHERE key IN (SELECT value FROM json_each(:ids))",)
_FORGET_ITEMS = ("DELETE FROM items WHERE id IN (SELECT value FROM json_each(:ids))",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pruning:
    """Which rows go, in order of a place that begins after ``first``, and how."""

    pick: str
    steps: Sequence[str]
    first: str | int


_ITEMS = _Pruning(pick=f"{_FINISHED} AND id > :after ORDER BY id", steps=_STRIP, first=-1)
_KEYS = _Pruning(pick=f"{_DEAD_KEYS} AND key > :after ORDER BY key", steps=_FORGET_KEYS, first="")
_ROWS = _Pruning(pick=f"{_FORGOTTEN} AND id > :after ORDER BY id", steps=_FORGET_ITEMS, first=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The store in figures; ``feeds`` are the configured ones, ``size`` is in bytes."""

    feeds: Mapping[FeedCondition, int]
    items: int
    matches: int
    stories: int
    developments: int
    alerts: int
    outbox: Mapping[DeliveryState, int]
    oldest_pending_at: datetime | None
    last_poll_at: datetime | None
    size: int
    schema: int

    @property
    def open_deliveries(self) -> int:
        """Messages that are not settled yet."""
        return self.outbox[DeliveryState.PENDING] + self.outbox[DeliveryState.LEASED]


def count(connection: Connection) -> Counts:
    """Everything that `status` shows of the database."""
    found = figures(connection.rows)
    times: dict[str, Any] = {
        name: found[name] and datetime.fromisoformat(found[name])
        for name in ("oldest_pending_at", "last_poll_at")
    }
    return Counts(
        feeds={state: found["feeds"].get(state, 0) for state in FeedCondition},
        **{name: found[name] for name in ("items", "matches", "stories", "developments", "alerts")},
        outbox={state: found["outbox"].get(state, 0) for state in DeliveryState},
        **times,
        size=found["size"],
        schema=schema_of(connection),
    )


def items_since(connection: Connection, since: datetime) -> int:
    """How many items were first seen since a time."""
    sql = "SELECT count(*) AS n FROM items WHERE first_seen_at >= :since"
    return int(connection.rows(sql, {"since": time_text(since)})[0]["n"])


def check(connection: Connection) -> tuple[str, ...]:
    """Every fault of the file in words; none when it is sound.

    Opened for reading only, the search index is compared by number of items instead of by word.
    """
    faults = [
        f"the file is damaged: {next(iter(row.values()))}"
        for row in connection.rows("PRAGMA integrity_check")
        if "ok" not in row.values()
    ]
    faults += [
        f"row {row['rowid']} of {row['table']} points to a row of {row['parent']} that is not there"
        for row in connection.rows("PRAGMA foreign_key_check")
    ]
    return (*faults, *_check_search(connection))


def prune(
    connection: Connection, settings: Settings, now: datetime, *, dry_run: bool = False
) -> int:
    """Strip items that were kept long enough; how many it were, or would be with ``dry_run``.

    An item that a feed still carries is not stripped, whatever its age.
    """
    values = _ages(settings, now)
    if dry_run:
        return len(connection.rows(_FINISHED, values))
    pruned = _in_batches(connection, _ITEMS, values)
    _in_batches(connection, _KEYS, values)
    _in_batches(connection, _ROWS, values)
    return pruned


def prune_some(connection: Connection, settings: Settings, now: datetime) -> bool:
    """One short transaction of each kind, beside other work; whether more is left to do."""
    values = _ages(settings, now)
    taken = [len(_batch(connection, kind, values)) for kind in (_ITEMS, _KEYS, _ROWS)]
    return max(taken) == _BATCH


def _ages(settings: Settings, now: datetime) -> Mapping[str, Stored]:
    return {
        "now": time_text(now),
        "items": time_text(now - settings.keep_items),
        "matched": time_text(now - max(settings.keep_items, settings.keep_matched)),
        "aliases": time_text(now - ALIASES_FOR),
    }


def backup(connection: Connection, target: Path) -> None:
    """Copy the database into a new file, beside a running daemon. Never overwrites a file."""
    if target.exists():
        raise StoreError(f"{target} exists already; name a new file for the backup")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}; make it first")
    connection.copy_to(target)


def _in_batches(connection: Connection, kind: _Pruning, values: Mapping[str, Stored]) -> int:
    """Pick rows after a place and run the steps on them, a short transaction at a time."""
    done, here = 0, dict(values)
    while places := _batch(connection, kind, here):
        done, here["after"] = done + len(places), places[-1]
    return done


def _batch(
    connection: Connection, kind: _Pruning, values: Mapping[str, Stored]
) -> Sequence[str | int]:
    here = {"after": kind.first, **values}
    with connection.write():
        rows = connection.rows(f"{kind.pick} LIMIT {_BATCH}", here)
        places = [row["place"] for row in rows]
        here["ids"] = json_text(places)
        for sql in kind.steps if places else ():
            connection.run(sql, here)
    return places


def _check_search(connection: Connection) -> tuple[str, ...]:
    fault = ("the search index does not agree with the items",)
    if connection.read_only:
        held = connection.figure("SELECT count(*) FROM items_fts_docsize")
        return () if held == connection.figure("SELECT count(*) FROM searchable") else fault
    try:
        with connection.write():
            connection.run("INSERT INTO items_fts (items_fts, rank) VALUES ('integrity-check', 1)")
    except StoreError as error:
        return (f"{fault[0]}: {error}",)
    return ()
