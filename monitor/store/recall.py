"""What the serial decider needs to know of the past: items by their keys, and the working set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from monitor.model import Item, Match, Outcome
from monitor.store import shapes
from monitor.store.connection import Connection
from monitor.store.memory import KINDS, Memory
from monitor.store.regrouping import Regroupings
from monitor.store.rows import json_text, number, time_text
from monitor.store.sql import Stored

# A story is open for new items for a few days; a week and a day covers the longest window.
STORIES_FOR = timedelta(days=8)
# As long as a story may take a turn, a channel that was told of it has to hear of that too.
TELLINGS_FOR = STORIES_FOR

_TABLES = {
    shape.table: shape.kind
    for shape in (
        shapes.ITEM,
        shapes.MATCH,
        shapes.STORY,
        shapes.DEVELOPMENT,
        shapes.ALERT,
        shapes.DELIVERY,
    )
}
_KNOWN = """
SELECT aliases.key AS alias, whole_items.* FROM aliases
JOIN whole_items ON whole_items.id = aliases.item
WHERE aliases.key IN (SELECT value FROM json_each(:keys))
"""
_STORIES = """
SELECT * FROM stories WHERE last_at >= :since AND items <> '[]' ORDER BY last_at, id
"""
_ITEMS = """
SELECT * FROM whole_items WHERE id IN (
    SELECT CAST(substr(item.value, 2) AS INTEGER)
    FROM stories, json_each(stories.items) AS item WHERE stories.last_at >= :since)
ORDER BY id
"""
_FACTS = "SELECT * FROM facts ORDER BY id"
_LAST_DEVELOPMENTS = """
SELECT * FROM developments WHERE id IN (
    SELECT max(id) FROM developments GROUP BY seed, storyline)
"""
_TELLINGS = """
SELECT * FROM tellings
WHERE standing IN ('owed', 'waiting') OR (standing = 'told' AND at >= :since) ORDER BY at, id
"""
_ALERTS = """
SELECT * FROM alerts WHERE id IN (
    SELECT alert FROM tellings
    WHERE standing IN ('owed', 'waiting') OR (standing = 'told' AND at >= :since))
"""
_PAST_FACTS = """
SELECT * FROM facts
WHERE item IS NULL OR item IN (SELECT id FROM items WHERE first_seen_at < :before) ORDER BY id
"""
_PAST_DEVELOPMENTS = """
SELECT * FROM developments WHERE id IN (
    SELECT max(id) FROM developments WHERE at < :before GROUP BY seed, storyline)
"""
_PAST_TELLINGS = """
SELECT * FROM tellings WHERE standing = 'told' AND at >= :since AND at < :before ORDER BY at, id
"""
_PAST_ALERTS = """
SELECT * FROM alerts WHERE id IN (
    SELECT alert FROM tellings WHERE standing = 'told' AND at >= :since AND at < :before)
"""
# Older matches would weigh next to nothing in what is learned, and each costs a reading.
_LESSONS_AT_MOST = 5000
_LESSONS = """
SELECT * FROM matches WHERE verdict = 1 AND at < :before AND NOT EXISTS (
    SELECT 1 FROM marks WHERE marks.item = matches.item AND marks.seed = matches.seed
    AND opinion = 'irrelevant'
    AND marks.id = (SELECT max(id) FROM marks AS m WHERE m.item = marks.item AND m.seed = marks.seed))
ORDER BY at DESC, id DESC LIMIT :limit
"""
_LESSON_ITEMS = """
SELECT * FROM whole_items WHERE pruned_at IS NULL AND id IN (SELECT value FROM json_each(:ids))
"""
_SILENCES = "SELECT * FROM silences WHERE ends_at > :now ORDER BY id"


def known(connection: Connection, keys: Collection[str]) -> Mapping[str, Item]:
    """The item behind each key that was seen before; pruned items too, then without a summary."""
    rows = connection.rows(_KNOWN, {"keys": json_text(sorted(keys))})
    return {row["alias"]: shapes.ITEM.read(row) for row in rows}


def load_memory(connection: Connection, now: datetime) -> Memory:
    """The working set as of ``now``: what was applied, and nothing else."""
    stories = {"since": time_text(now - STORIES_FOR)}
    tellings = {"since": time_text(now - TELLINGS_FOR)}
    hands = Regroupings(connection).hands()
    silences = connection.rows(_SILENCES, {"now": time_text(now)})
    memory = Memory(_numbers(connection), hands, map(shapes.SILENCE.read, silences))
    memory.fold(
        Outcome(
            at=now,
            items=tuple(map(shapes.ITEM.read, connection.rows(_ITEMS, stories))),
            stories=tuple(map(shapes.STORY.read, connection.rows(_STORIES, stories))),
            facts=tuple(map(shapes.FACT.read, connection.rows(_FACTS))),
            developments=tuple(map(shapes.DEVELOPMENT.read, connection.rows(_LAST_DEVELOPMENTS))),
            alerts=tuple(map(shapes.ALERT.read, connection.rows(_ALERTS, tellings))),
            tellings=tuple(map(shapes.TELLING.read, connection.rows(_TELLINGS, tellings))),
        )
    )
    return memory


def lessons(connection: Connection, before: datetime) -> Iterator[tuple[Item, Match]]:
    """The newest matches before a time with their items, oldest first, one for an item and seed.

    Those that were marked irrelevant teach nothing.
    """
    asked: dict[str, Stored] = {"before": time_text(before), "limit": _LESSONS_AT_MOST}
    newest = [shapes.MATCH.read(row) for row in connection.rows(_LESSONS, asked)]
    first = {(match.seed, match.item): match for match in newest}
    ids = json_text(sorted({number(item, "i") for _, item in first}))
    rows = connection.rows(_LESSON_ITEMS, {"ids": ids})
    items = {item.id: item for item in map(shapes.ITEM.read, rows)}
    for match in sorted(first.values(), key=lambda match: (match.at, number(match.id, "m"))):
        if match.item in items:
            yield items[match.item], match


def load_past(connection: Connection, before: datetime) -> Memory:
    """The ledgers and what channels had been told before a time, for a replay from there on.

    Stories are left out: a replay begins some days early and finds them again. Ids go on after the
    last one given, so nothing of the replay is taken for something of the store.
    """
    past = {"before": time_text(before), "since": time_text(before - TELLINGS_FOR)}
    silences = connection.rows(_SILENCES, {"now": past["before"]})
    hands = Regroupings(connection).hands()
    memory = Memory(_numbers(connection), hands, map(shapes.SILENCE.read, silences))
    memory.fold(
        Outcome(
            at=before,
            facts=tuple(map(shapes.FACT.read, connection.rows(_PAST_FACTS, past))),
            developments=tuple(
                map(shapes.DEVELOPMENT.read, connection.rows(_PAST_DEVELOPMENTS, past))
            ),
            alerts=tuple(map(shapes.ALERT.read, connection.rows(_PAST_ALERTS, past))),
            tellings=tuple(map(shapes.TELLING.read, connection.rows(_PAST_TELLINGS, past))),
        )
    )
    return memory


def _numbers(connection: Connection) -> dict[str, int]:
    """The highest number ever given for each kind of id, pruned rows included."""
    rows = connection.rows("SELECT name, seq FROM sqlite_sequence")
    numbers = {_TABLES[row["name"]]: int(row["seq"]) for row in rows if row["name"] in _TABLES}
    return dict.fromkeys(KINDS, 0) | numbers
