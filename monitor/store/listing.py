"""A `Query` in, one SELECT out: how each list is narrowed and ordered.

The conditions stand here as plain SQL, one per field of `Query`; ``it`` is the row in question. All
of a user's words reach SQLite as values, never as SQL. Loads no library (see `sql`).
"""

from __future__ import annotations

from monitor.store.search import phrases
from monitor.store.sql import select, time_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.model import Query
    from monitor.scales import Priority
    from monitor.store.sql import Ask, Stored

# The items that a filter leaves, by an index of its own; for each noun its filter and its column.
_ITEMS_OF_SEED = "SELECT m.item FROM matches AS m WHERE m.verdict = 1 AND m.seed = :seed"
_ITEMS_OF_SOURCE = "SELECT i.id FROM items AS i WHERE i.source = :source COLLATE NOCASE"
_RARE = {"item": ("seed", "id", _ITEMS_OF_SEED), "match": ("source", "item", _ITEMS_OF_SOURCE)}
# Up to so many of them are looked up one by one; among more, the newest rows show soon.
_FEW = 5_000
_TITLE = "(SELECT title FROM items WHERE items.id = it.item) AS of_item"
_OWN = {"seed": "it.seed = :seed", "storyline": "it.storyline = :storyline"}
_OWN_SOURCE = {"source": "it.source = :source COLLATE NOCASE"}
# Most rows are told apart by a look at the text of their list, in a tenth of the time it takes to read it.
_IN_STORYLINES = """
CASE WHEN instr(it.storylines, json_quote(:storyline)) THEN
    EXISTS (SELECT 1 FROM json_each(it.storylines) AS s WHERE s.value = :storyline) END"""
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
# LIKE compares letters as NOCASE does, and copies no row for it; it takes no pattern without an end.
_STORY_OF_SOURCE = """
CASE WHEN it.sources LIKE '%' || replace(replace(replace(
        substr(json_quote(:source), 1, 1000), '|', '||'), '%', '|%'), '_', '|_') || '%' ESCAPE '|' THEN
    EXISTS (SELECT 1 FROM json_each(it.sources) AS s WHERE s.value = :source COLLATE NOCASE) END"""
_STORY_ALERTED = """
EXISTS (SELECT 1 FROM alerts AS a WHERE a.story = it.id
    AND a.priority IN (SELECT value FROM json_each(:priorities)))"""
_DEVELOPMENT_ALERTED = """
EXISTS (SELECT 1 FROM alerts AS a WHERE a.development = it.id
    AND a.priority IN (SELECT value FROM json_each(:priorities)))"""
_TELLS_OF = """
EXISTS (SELECT 1 FROM json_each(it.alerts) AS told
    JOIN alerts AS a ON a.id = CAST(substr(told.value, 2) AS INTEGER) WHERE """
_LOUD = "a.priority IN (SELECT value FROM json_each(:priorities))"


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

    def select_few(self, query: Query, ask: Ask, *also: str) -> tuple[str, dict[str, Stored]]:
        """The same statement; where a filter leaves few items, it begins with these.

        Without that a list narrowed to what is rare or unknown would read every row to its end.
        """
        filtered, column, ids = _RARE.get(self.name, ("", "", ""))
        if not (filtered and getattr(query, filtered)):
            return self.select(query, *also)
        where, values = self._where(query, also)
        left = select(f"({ids} LIMIT {_FEW})", "1", "count(*) AS number")
        if next(iter(ask(left, values)))["number"] == _FEW:
            return self.select(query, *also)
        # The sign: not along an index. Only ids are sorted; what else a row shows is read afterwards.
        order = f"+it.{self.when} DESC, +it.id DESC LIMIT :limit"
        found = select(
            f"{self.view} AS it", f"it.{column} IN ({ids}) AND {where} ORDER BY {order}", "it.id"
        )
        order = f"it.{self.when} DESC, it.id DESC"
        return select(
            f"{self.view} AS it", f"it.id IN ({found}) ORDER BY {order}", self._what
        ), values

    def select(
        self, query: Query, *also: str, through: str = "", order: str = ""
    ) -> tuple[str, dict[str, Stored]]:
        """The statement for a query, newest first, and its values.

        ``through`` is a table that leads to the rows, in an ``order`` of its own.
        """
        where, values = self._where(query, also)
        order = order or f"it.{self.when} DESC, it.id DESC"
        view = f"{through} CROSS JOIN {self.view}" if through else self.view
        return select(f"{view} AS it", f"{where} ORDER BY {order} LIMIT :limit", self._what), values

    def _where(self, query: Query, also: Iterable[str]) -> tuple[str, dict[str, Stored]]:
        """What a row must be, and the values that stand in it."""
        values = _values(query)
        wanted = {sql for name, sql in self._narrow.items() if not name or values[name]}
        wanted |= {f"it.{self.when} >= :since"} if query.since else set()
        wanted |= {f"it.{self.when} < :until"} if query.until else set()
        return " AND ".join([*sorted(wanted), *also]) or "1", values


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
        "priorities": f"{_TELLS_OF} {_LOUD})",
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


def statement(name: str, query: Query, ask: Ask) -> tuple[str, dict[str, Stored]]:
    """The statement of the list of this name, and its values; ``ask`` runs one before."""
    if name in {"matches", "near misses"}:
        return MATCHES.select_few(query, ask, f"it.verdict = {int(name == 'matches')}")
    if name in {"alerts", "suppressed alerts"}:
        within = "IN" if name == "alerts" else "NOT IN"
        return ALERTS.select(query, f"it.reason {within} ({loud()})")
    return LISTS[name].select_few(query, ask)


def search(words: str, query: Query) -> tuple[str, dict[str, Stored]]:
    """The statement for items that hold all of ``words``, the last stored first.

    There must be a word. The index gives its rows in that order, so that reading stops at the limit.
    """
    found = "items_fts MATCH :words AND it.id = items_fts.rowid"
    # Asked once: of what nobody has heard, no hit need be read.
    also = [f"EXISTS ({_ITEMS_OF_SEED})"] if query.seed else []
    also += [f"EXISTS ({_ITEMS_OF_SOURCE})"] if query.source else []
    sql, values = ITEMS.select(
        query, found, *also, through="items_fts", order="items_fts.rowid DESC"
    )
    return sql, values | {"words": phrases(words)}
