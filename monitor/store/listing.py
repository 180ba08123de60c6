"""A `Query` in, one SELECT out: how each list is narrowed and ordered.

The conditions stand here as plain SQL, one per field of `Query`; ``it`` is the row in question. All
of a user's words reach SQLite as values, never as SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

from monitor.scales import Priority
from monitor.store import shapes
from monitor.store.connection import select
from monitor.store.rows import Noun, Shape, Stored, json_text, time_text
from monitor.store.settings import Query

_OWN = {"seed": "it.seed = :seed", "storyline": "it.storyline = :storyline"}
_OWN_SOURCE = {"source": "it.source = :source COLLATE NOCASE"}
_IN_STORYLINES = """
EXISTS (SELECT 1 FROM json_each(it.storylines) AS s WHERE s.value = :storyline)"""
_MATCHED = """
it.id IN (SELECT m.item FROM matches AS m WHERE m.verdict = 1
    AND (:seed = '' OR m.seed = :seed)
    AND (:storyline = '' OR EXISTS (
        SELECT 1 FROM json_each(m.storylines) AS s WHERE s.value = :storyline)))"""
_ALERTED = """
it.id IN (SELECT CAST(substr(i.value, 2) AS INTEGER) FROM alerts AS a, json_each(a.items) AS i
    WHERE a.priority IN (SELECT value FROM json_each(:priorities)))"""
_MATCH_OF_SOURCE = """
EXISTS (SELECT 1 FROM items AS i WHERE i.id = it.item AND i.source = :source COLLATE NOCASE)"""
_MATCH_ALERTED = """
EXISTS (SELECT 1 FROM developments AS d JOIN alerts AS a ON a.development = d.id
    WHERE d.item = it.item AND d.seed = it.seed
        AND a.priority IN (SELECT value FROM json_each(:priorities)))"""
_STORY_OF_SOURCE = """
EXISTS (SELECT 1 FROM json_each(it.sources) AS s WHERE s.value = :source COLLATE NOCASE)"""
_STORY_ALERTED = """
EXISTS (SELECT 1 FROM alerts AS a WHERE a.story = it.id
    AND a.priority IN (SELECT value FROM json_each(:priorities)))"""
_DEVELOPMENT_ALERTED = """
EXISTS (SELECT 1 FROM alerts AS a WHERE a.development = it.id
    AND a.priority IN (SELECT value FROM json_each(:priorities)))"""
_TELLS_OF = """
EXISTS (SELECT 1 FROM json_each(it.alerts) AS told
    JOIN alerts AS a ON a.id = CAST(substr(told.value, 2) AS INTEGER) WHERE """

_TELLS_LOUD = """
EXISTS (SELECT 1 FROM json_each(it.alerts) AS told
    JOIN alerts AS a ON a.id = CAST(substr(told.value, 2) AS INTEGER)
    WHERE a.priority IN (SELECT value FROM json_each(:priorities)))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Noun]):
    """One list: its noun, the table or view it reads, its time, and a condition per filter."""

    shape: Shape[Noun]
    view: str
    when: str
    name: str
    narrow: Mapping[str, str]
    always: str = "1"

    def select(self, query: Query, *also: str) -> tuple[str, dict[str, Stored]]:
        """The statement for a query, newest first, and its values."""
        values = _values(query)
        wanted = {self.narrow[name] for name in self.narrow if values[name]}
        wanted |= {f"it.{self.when} >= :since"} if query.since else set()
        wanted |= {f"it.{self.when} < :until"} if query.until else set()
        where = " AND ".join([self.always, *sorted(wanted), *also])
        order = f"ORDER BY it.{self.when} DESC, it.id DESC LIMIT :limit"
        return select(f"{self.view} AS it", f"{where} {order}"), values


def _values(query: Query) -> dict[str, Stored]:
    least = query.min_priority
    return {
        "since": time_text(query.since) if query.since else None,
        "until": time_text(query.until) if query.until else None,
        "seed": query.seed,
        "storyline": query.storyline,
        "source": query.source,
        "priorities": json_text([word for word in Priority if word >= least]) if least else None,
        "limit": query.limit or -1,
    }


ITEMS = Listing(
    shape=shapes.ITEM,
    view="whole_items",
    when="first_seen_at",
    name="item",
    narrow=_OWN_SOURCE | {"seed": _MATCHED, "storyline": _MATCHED, "priorities": _ALERTED},
    always="it.pruned_at IS NULL",
)
MATCHES = Listing(
    shape=shapes.MATCH,
    view="matches",
    when="at",
    name="match",
    narrow={
        "seed": _OWN["seed"],
        "storyline": _IN_STORYLINES,
        "source": _MATCH_OF_SOURCE,
        "priorities": _MATCH_ALERTED,
    },
)
STORIES = Listing(
    shape=shapes.STORY,
    view="stories",
    when="last_at",
    name="story",
    narrow={
        "seed": _OWN["seed"],
        "storyline": _IN_STORYLINES,
        "source": _STORY_OF_SOURCE,
        "priorities": _STORY_ALERTED,
    },
    always="it.items <> '[]'",  # what was merged into another by hand
)
DEVELOPMENTS = Listing(
    shape=shapes.DEVELOPMENT,
    view="developments",
    when="at",
    name="development",
    narrow=_OWN | _OWN_SOURCE | {"priorities": _DEVELOPMENT_ALERTED},
)
ALERTS = Listing(
    shape=shapes.ALERT,
    view="alerts",
    when="at",
    name="alert",
    narrow=_OWN
    | _OWN_SOURCE
    | {"priorities": "it.priority IN (SELECT value FROM json_each(:priorities))"},
)
DELIVERIES = Listing(
    shape=shapes.DELIVERY,
    view="deliveries",
    when="created_at",
    name="delivery",
    narrow={
        "seed": f"{_TELLS_OF} a.seed = :seed)",
        "storyline": f"{_TELLS_OF} a.storyline = :storyline)",
        "source": f"{_TELLS_OF} a.source = :source COLLATE NOCASE)",
        "priorities": _TELLS_LOUD,
    },
)
