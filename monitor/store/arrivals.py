"""The stored stream as it came in: every wording of every item, at the time when it was first seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge

from monitor.model import Item
from monitor.store.connection import Connection
from monitor.store.reading import Reader
from monitor.store.rows import time_text

_REVISIONS = """
SELECT r.item, r.title, r.summary, r.replaced_at FROM revisions AS r JOIN items ON items.id = r.item
WHERE items.pruned_at IS NULL AND r.item IN (
    SELECT item FROM revisions WHERE replaced_at >= :since)
ORDER BY r.item, r.id
"""
_STARTS = "SELECT feed, min(first_seen_at) AS at FROM sightings GROUP BY feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """An item in the words that it had at a time; ``first_poll`` when it stood in a new feed."""

    at: datetime
    item: Item
    edited: bool
    first_poll: bool


def arrivals(connection: Connection, reader: Reader, since: datetime) -> Iterator[Arriving]:
    """All that came in from ``since`` on, in order; an edited item comes once for each wording."""
    wordings = _wordings(connection, since)
    starts = {row["feed"]: datetime.fromisoformat(row["at"]) for row in connection.rows(_STARTS)}
    yield from merge(
        _firsts(reader, since, wordings, starts),
        _edits(reader, since, wordings),
        key=lambda arriving: arriving.at,
    )


def _wordings(
    connection: Connection, since: datetime
) -> Mapping[str, list[tuple[datetime, str, str]]]:
    """Former words of the items that were edited since then: until when, title and summary."""
    found: dict[str, list[tuple[datetime, str, str]]] = {}
    for row in connection.rows(_REVISIONS, {"since": time_text(since)}):
        until = datetime.fromisoformat(row["replaced_at"])
        found.setdefault(f"i{row['item']}", []).append((until, row["title"], row["summary"]))
    return found


def _firsts(
    reader: Reader,
    since: datetime,
    wordings: Mapping[str, list[tuple[datetime, str, str]]],
    starts: Mapping[str, datetime],
) -> Iterator[Arriving]:
    for item in reader.stored_since(since):
        former = wordings.get(item.id)
        first = replace(item, title=former[0][1], summary=former[0][2]) if former else item
        new_feed = bool(item.feeds) and starts.get(item.feeds[0]) == item.first_seen_at
        yield Arriving(at=item.first_seen_at, item=first, edited=False, first_poll=new_feed)


def _edits(
    reader: Reader,
    since: datetime,
    wordings: Mapping[str, list[tuple[datetime, str, str]]],
) -> Iterator[Arriving]:
    edits = []
    for item in reader.items_by_ids(tuple(wordings)):
        former = wordings[item.id]
        words = [*((title, summary) for _, title, summary in former), (item.title, item.summary)]
        for (at, _, _), (title, summary) in zip(former, words[1:], strict=True):
            if at >= since:
                worded = replace(item, title=title, summary=summary)
                edits.append(Arriving(at=at, item=worded, edited=True, first_poll=False))
    return iter(sorted(edits, key=lambda arriving: arriving.at))
