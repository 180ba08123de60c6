"""Outcomes in, rows written: one statement per kind of row, in the order of who points to whom.

Items, stories, tellings and feeds are brought up to date when they are there already. Everything
else is only ever added: an id given twice is refused, and the whole transaction with it, so that a
working memory that fell behind is found out at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.errors import StoreError
from monitor.model import Outcome, Sighting
from monitor.store import shapes
from monitor.store.connection import Connection
from monitor.store.regrouping import Regroupings
from monitor.store.rows import Noun, Shape, number, time_text
from monitor.store.sql import Stored

# The index needs an item's words as they were put in, so it goes first and comes back last.
UNINDEX = """
INSERT INTO items_fts (items_fts, rowid, title, summary)
SELECT 'delete', id, title, summary FROM searchable
WHERE id IN (SELECT value FROM json_each(:ids))
"""
_INDEX = """
INSERT INTO items_fts (rowid, title, summary)
SELECT id, title, summary FROM searchable WHERE id IN (SELECT value FROM json_each(:ids))
"""
_THERE = "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(:ids))"
_KEEP_OLD_WORDS = """
INSERT INTO revisions (item, title, summary, replaced_at)
SELECT id, title, summary, :at FROM items
WHERE id = :id AND pruned_at IS NULL AND (title <> :title OR summary <> :summary)
"""
# A feed shows the same items at every poll. Noting the hour of the last sighting is enough for
# aliases that live for months, and spares most of the writing.
_SIGHTING = """
INSERT INTO sightings (item, feed, first_seen_at, last_seen_at) VALUES (?1, ?2, ?3, ?3)
ON CONFLICT (item, feed) DO UPDATE SET last_seen_at = excluded.last_seen_at
WHERE substr(last_seen_at, 1, 13) < substr(excluded.last_seen_at, 1, 13)
"""
# A key leads to the item that had it last: a guid that is used again for another piece is that
# piece's from then on, as whoever identified it decided.
_ALIAS = """
INSERT INTO aliases (key, item, last_seen_at) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET item = excluded.item, last_seen_at = excluded.last_seen_at
WHERE item <> excluded.item OR substr(last_seen_at, 1, 13) < substr(excluded.last_seen_at, 1, 13)
"""
_FEED = shapes.FEED.upsert("url", also="lease_owner = NULL, lease_until = NULL")
_ITEM = shapes.ITEM.upsert("id", also="pruned_at = NULL")
_STORY = shapes.STORY.upsert("id")
_TELLING = shapes.TELLING.upsert("channel", "alert")


def apply(
    connection: Connection, outcomes: Sequence[Outcome], regrouped: int | None = None
) -> None:
    """Write all of the Outcomes in one transaction, in their order; nothing of them on a fault.

    ``regrouped`` is the number of corrections by hand that the Outcomes know of (None: whatever).
    """
    with connection.write(lasting=any(map(_matters, outcomes))):
        if regrouped not in {None, Regroupings(connection).count()}:
            raise StoreError("stories were corrected by hand meanwhile; decided anew next time")
        write(connection, outcomes)


def _matters(outcome: Outcome) -> bool:
    """Whether a power cut must not take it back.

    Items without a match and visits that brought nothing are found again by the next visit, for
    the feed then stands as it stood before.
    """
    return bool(outcome.matches or outcome.tellings or outcome.deliveries)


def write(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """The same within a transaction of the caller's."""
    touched = {number(item.id, "i") for outcome in outcomes for item in outcome.items}
    ids = {"ids": _listed(touched)}
    there = {row["id"] for row in connection.rows(_THERE, ids)} if touched else set()
    if there:
        connection.run(UNINDEX, {"ids": _listed(there)})
    for outcome in outcomes:
        _apply_one(connection, outcome, there)
    if touched:
        connection.run(_INDEX, ids)


def _listed(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, sorted(ids)))}]"


def _apply_one(connection: Connection, outcome: Outcome, there: set[int]) -> None:
    if outcome.feed:
        connection.run(_FEED, shapes.FEED.write(outcome.feed))
    _write_items(connection, outcome, there)
    _write_sightings(connection, outcome.sightings)
    # A story that grew several times is written once, as it is at the end.
    _write(connection, _STORY, shapes.STORY, [*{one.id: one for one in outcome.stories}.values()])
    _add(connection, shapes.MATCH, outcome.matches)
    _add(connection, shapes.ASSIGNMENT, outcome.assignments)
    _add(connection, shapes.JUDGEMENT, outcome.judgements)
    _add(connection, shapes.FACT, outcome.facts)
    _add(connection, shapes.DEVELOPMENT, outcome.developments)
    _add(connection, shapes.ALERT, outcome.alerts)
    _write(connection, _TELLING, shapes.TELLING, outcome.tellings)
    _add(connection, shapes.DELIVERY, outcome.deliveries)


def _add(connection: Connection, shape: Shape[Noun], nouns: Sequence[Noun]) -> None:
    _write(connection, shape.insert, shape, nouns)


def _write(connection: Connection, sql: str, shape: Shape[Noun], nouns: Sequence[Noun]) -> None:
    if nouns:
        connection.run_many(sql, [shape.write(noun) for noun in nouns])


def _write_items(connection: Connection, outcome: Outcome, there: set[int]) -> None:
    """Items, and where each was seen; ``there`` are those that the table holds, and grows."""
    if not outcome.items:
        return
    rows = [shapes.ITEM.write(item) for item in outcome.items]
    now = time_text(outcome.at)
    numbers = [number(item.id, "i") for item in outcome.items]
    for item, place in zip(outcome.items, numbers, strict=True):
        if place in there:
            words: dict[str, Stored] = {"title": item.title, "summary": item.summary}
            connection.run(_KEEP_OLD_WORDS, words | {"id": place, "at": now})
        there.add(place)
    connection.run_many(_ITEM, rows)
    told = {(seen.item, seen.feed) for seen in outcome.sightings}
    connection.run_many(
        _SIGHTING,
        [
            (place, feed, time_text(item.first_seen_at))
            for item, place in zip(outcome.items, numbers, strict=True)
            for feed in item.feeds
            if (item.id, feed) not in told or item.first_seen_at < outcome.at
        ],
    )


def _write_sightings(connection: Connection, sightings: Sequence[Sighting]) -> None:
    rows = [(number(seen.item, "i"), seen.feed, time_text(seen.at)) for seen in sightings]
    connection.run_many(_SIGHTING, rows)
    connection.run_many(
        _ALIAS,
        [
            (key, item, at)
            for seen, (item, _, at) in zip(sightings, rows, strict=True)
            for key in seen.keys
        ],
    )
