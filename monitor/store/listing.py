"""A `Query` in, one SELECT out: how each list is narrowed and ordered.

The conditions stand here as plain SQL, one per field of `Query`; ``it`` is the row in question. All
of a user's words reach SQLite as values, never as SQL. Loads no library (see `sql`).
"""

from __future__ import annotations

from monitor.store.search import phrases
from monitor.store.sql import select, time_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.model import Query
    from monitor.scales import Priority
    from monitor.store.sql import Stored

_TITLE = "(SELECT title FROM items WHERE items.id = it.item) AS of_item"
_OWN = {"seed": "it.seed = :seed", "storyline": "it.storyline = :storyline"}
_OWN_SOURCE = {"source": "it.source = :source COLLATE NOCASE"}
_IN_STORYLINES = """
EXISTS (SELECT 1 FROM json_each(it.storylines) AS s WHERE s.value = :storyline)"""
_MATCHED = """
it.id IN (SELECT m.item FROM matches AS m WHERE m.verdict = 1 AND m.seed = :seed
    AND (:storyline = '' OR EXISTS (
        SELECT 1 FROM json_each(m.storylines) AS s WHERE s.value = :storyline)))"""
_MATCHED_ANY = """
it.id IN (SELECT m.item FROM matches AS m WHERE m.verdict = 1
    AND (:seed = '' OR m.seed = :seed)
    AND EXISTS (SELECT 1 FROM json_each(m.storylines) AS s WHERE s.value = :storyline))"""
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


class Listing:
    """One list: its noun's name, the table or view it reads, its time, a condition per filter.

    The condition under no name always holds. ``beside`` are columns that are not the noun's own.
    """

    def __init__(
        self, *, name: str, view: str, when: str, narrow: Mapping[str, str], beside: str = ""
    ) -> None:
        self.name = name
        self.view = view
        self.when = when
        self._narrow = narrow
        self._what = f"it.*, {beside}" if beside else "it.*"

    def select(
        self, query: Query, *also: str, through: str = "", order: str = ""
    ) -> tuple[str, dict[str, Stored]]:
        """The statement for a query, newest first, and its values.

        ``through`` is a table that leads to the rows, in an ``order`` of its own.
        """
        values = _values(query)
        wanted = {sql for name, sql in self._narrow.items() if not name or values[name]}
        wanted |= {f"it.{self.when} >= :since"} if query.since else set()
        wanted |= {f"it.{self.when} < :until"} if query.until else set()
        where = " AND ".join([*sorted(wanted), *also]) or "1"
        order = order or f"it.{self.when} DESC, it.id DESC"
        view = f"{through} CROSS JOIN {self.view}" if through else self.view
        return select(f"{view} AS it", f"{where} ORDER BY {order} LIMIT :limit", self._what), values


def _values(query: Query) -> dict[str, Stored]:
    return {
        "since": time_text(query.since) if query.since else None,
        "until": time_text(query.until) if query.until else None,
        "seed": query.seed,
        "storyline": query.storyline,
        "source": query.source,
        "priorities": _louder(query.min_priority) if query.min_priority else None,
        "limit": query.limit or -1,
    }


def _louder(least: Priority) -> str:
    words = ", ".join(f'"{word.value}"' for word in type(least) if word >= least)
    return f"[{words}]"


ITEMS = Listing(
    name="item",
    view="whole_items",
    when="first_seen_at",
    narrow=_OWN_SOURCE
    | {"seed": _MATCHED, "storyline": _MATCHED_ANY, "priorities": _ALERTED}
    | {"": "it.pruned_at IS NULL"},
)
MATCHES = Listing(
    name="match",
    view="matches",
    when="at",
    narrow={
        "seed": _OWN["seed"],
        "storyline": _IN_STORYLINES,
        "source": _MATCH_OF_SOURCE,
        "priorities": _MATCH_ALERTED,
    },
    beside=_TITLE,
)
STORIES = Listing(
    name="story",
    view="stories",
    when="last_at",
    narrow={
        "seed": _OWN["seed"],
        "storyline": _IN_STORYLINES,
        "source": _STORY_OF_SOURCE,
        "priorities": _STORY_ALERTED,
        "": "it.items <> '[]'",  # what was merged into another by hand
    },
)
DEVELOPMENTS = Listing(
    name="development",
    view="developments",
    when="at",
    narrow=_OWN | _OWN_SOURCE | {"priorities": _DEVELOPMENT_ALERTED},
    beside=_TITLE,
)
ALERTS = Listing(
    name="alert",
    view="alerts",
    when="at",
    narrow=_OWN
    | _OWN_SOURCE
    | {"priorities": "it.priority IN (SELECT value FROM json_each(:priorities))"},
)
DELIVERIES = Listing(
    name="delivery",
    view="deliveries",
    when="created_at",
    narrow={
        "seed": f"{_TELLS_OF} a.seed = :seed)",
        "storyline": f"{_TELLS_OF} a.storyline = :storyline)",
        "source": f"{_TELLS_OF} a.source = :source COLLATE NOCASE)",
        "priorities": _TELLS_LOUD,
    },
    beside="json_extract(it.message, '$.title') AS of_message",
)


def loud() -> str:
    """The reasons of alerts that were told at once, as a list for SQL."""
    from monitor.scales import AT_ONCE

    return ", ".join(f"'{reason.name}'" for reason in sorted(AT_ONCE))


LISTS = {
    "items": ITEMS,
    "matches": MATCHES,
    "near misses": MATCHES,
    "stories": STORIES,
    "developments": DEVELOPMENTS,
    "alerts": ALERTS,
    "suppressed alerts": ALERTS,
    "deliveries": DELIVERIES,
}


def statement(name: str, query: Query) -> tuple[str, dict[str, Stored]]:
    """The statement of the list of this name, and its values."""
    if name in {"matches", "near misses"}:
        return MATCHES.select(query, f"it.verdict = {int(name == 'matches')}")
    if name in {"alerts", "suppressed alerts"}:
        within = "IN" if name == "alerts" else "NOT IN"
        return ALERTS.select(query, f"it.reason {within} ({loud()})")
    return LISTS[name].select(query)


def search(words: str, query: Query) -> tuple[str, dict[str, Stored]]:
    """The statement for items that hold all of ``words``, the last stored first.

    There must be a word. The index gives its rows in that order, so that reading stops at the limit.
    """
    found = "items_fts MATCH :words AND it.id = items_fts.rowid"
    sql, values = ITEMS.select(query, found, through="items_fts", order="items_fts.rowid DESC")
    return sql, values | {"words": phrases(words)}
