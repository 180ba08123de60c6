"""The stored stream as it came in: every wording of every item, in the order of the decisions.

Visits overlap, and one that takes long is decided after others that began later. What was decided
on an item is numbered, so the numbers of its matches say when its turn was; what matched nothing
left no trace and changed nothing, and stands where its time puts it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import groupby

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
# Not those of a seed that came later and was held against what was there.
_TURNS = """
SELECT m.item, m.at FROM matches AS m JOIN items ON items.id = m.item
WHERE m.verdict IN (0, 1) AND m.at >= :since AND items.pruned_at IS NULL AND (
    m.at = items.first_seen_at
    OR EXISTS (SELECT 1 FROM revisions AS r WHERE r.item = m.item AND r.replaced_at = m.at))
GROUP BY m.item, m.at ORDER BY min(m.id)
"""
_STARTS = "SELECT feed, min(first_seen_at) AS at FROM sightings GROUP BY feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """An item in the words that it had at a time; ``first_poll`` when it stood in a new feed."""

    at: datetime
    item: Item
    edited: bool
    first_poll: bool


Turn = tuple[str, datetime]


def arrivals(connection: Connection, reader: Reader, since: datetime) -> Iterator[Arriving]:
    """All that came in from ``since`` on, in order; an edited item comes once for each wording."""
    wordings = _wordings(connection, since)
    starts = {row["feed"]: datetime.fromisoformat(row["at"]) for row in connection.rows(_STARTS)}
    by_time = merge(
        _firsts(reader, since, wordings, starts),
        _edits(reader, since, wordings, frozenset(starts.values())),
        key=lambda arriving: arriving.at,
    )
    rows = connection.rows(_TURNS, {"since": time_text(since)})
    turns = [(f"i{row['item']}", datetime.fromisoformat(row["at"])) for row in rows]
    yield from _in_turn(_by_age(by_time), turns)


def _by_age(by_time: Iterable[Arriving]) -> Iterator[Arriving]:
    """What one poll brought is decided in the order of its own times."""
    for _, poll in groupby(by_time, key=lambda arriving: arriving.at):
        yield from sorted(poll, key=lambda arriving: arriving.item.effective_at)


def _in_turn(stream: Iterable[Arriving], turns: Sequence[Turn]) -> Iterator[Arriving]:
    """The stream with those that have a turn exchanged among themselves, until they are in order."""
    left = set(turns)
    order = deque(turns)
    found: dict[Turn, Arriving] = {}
    places: deque[Arriving | None] = deque()  # None: whose turn it is
    for arriving in stream:
        turn = arriving.item.id, arriving.at
        if turn in left:
            left.discard(turn)
            found[turn] = arriving
            places.append(None)
        else:
            places.append(arriving)
        while places and (places[0] is not None or order[0] in found):
            yield places.popleft() or found.pop(order.popleft())
    yield from (found[turn] for turn in order if turn in found)
    yield from filter(None, places)


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
    starts: Collection[datetime],
) -> Iterator[Arriving]:
    edits = []
    for item in reader.items_by_ids(tuple(wordings)):
        former = wordings[item.id]
        words = [*((title, summary) for _, title, summary in former), (item.title, item.summary)]
        for (at, _, _), (title, summary) in zip(former, words[1:], strict=True):
            if at >= since:
                worded = replace(item, title=title, summary=summary)
                new = at in starts  # a new feed carries an older item in words of its own
                edits.append(Arriving(at=at, item=worded, edited=True, first_poll=new))
    return iter(sorted(edits, key=lambda arriving: arriving.at))
