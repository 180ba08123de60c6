"""Figures for pages: how storylines went by day, what sources and feeds brought, vital signs.

Every statement here runs on an index and over a window of time, so that it stays quick beside a
million stored items. Days are UTC days of the news itself (`effective_at`), so that what stood in
a feed at its first poll does not pile up on the day of that poll.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.errors import NothingFound
from monitor.model import Course, Day, SourceCount, Span, Step, Vitals
from monitor.scales import DeliveryState, Priority
from monitor.store import shapes
from monitor.store.connection import Connection, schema_of
from monitor.store.feeds import Feeds
from monitor.store.holder import daemon_at
from monitor.store.listing import loud
from monitor.store.rows import Row, json_text, number, time_text
from monitor.store.sql import Stored

_ITEMS_BY_DAY = """
SELECT j.seed, j.storyline, substr(i.effective_at, 1, 10) AS day, i.source,
    count(DISTINCT j.item) AS n
FROM judgements AS j JOIN items AS i ON i.id = j.item
WHERE j.at >= :since AND i.effective_at >= :since
    AND (:seed = '' OR j.seed = :seed) AND (:storyline = '' OR j.storyline = :storyline)
GROUP BY 1, 2, 3, 4
"""
_DEVELOPMENTS_BY_DAY = """
SELECT d.seed, d.storyline, substr(i.effective_at, 1, 10) AS day, d.source, count(*) AS n
FROM developments AS d JOIN items AS i ON i.id = d.item
WHERE d.at >= :since AND i.effective_at >= :since
    AND (:seed = '' OR d.seed = :seed) AND (:storyline = '' OR d.storyline = :storyline)
GROUP BY 1, 2, 3, 4
"""
_STEPS = """
SELECT d.*, a.id AS alert, a.priority, json_array_length(s.items) AS size, s.sources
FROM developments AS d JOIN stories AS s ON s.id = d.story
LEFT JOIN alerts AS a
    ON a.id = (SELECT max(told.id) FROM alerts AS told WHERE told.development = d.id)
WHERE {where} ORDER BY d.at DESC, d.id DESC LIMIT :limit
"""
_OF_SEED = "(:seed = '' OR d.seed = :seed)"
_OF_STORYLINE = "d.seed = :seed AND d.storyline = :storyline"
_BEFORE = "(d.at, d.id) < (SELECT b.at, b.id FROM developments AS b WHERE b.id = :before)"
_TOTALS = """
SELECT seed, storyline, count(*) AS n, max(at) AS last_at FROM developments
WHERE (:seed = '' OR seed = :seed) AND (:storyline = '' OR storyline = :storyline)
GROUP BY seed, storyline
"""
_CARRIED = """
SELECT f.url, (SELECT count(*) FROM sightings AS s
    WHERE s.feed = f.url AND s.last_seen_at >= :since) AS n
FROM feeds AS f WHERE f.place IS NOT NULL
"""
_ALERTS = f"""
SELECT priority, reason IN ({loud()}) AS told, count(*) AS n FROM alerts
GROUP BY priority, told
"""  # noqa: S608 (the names of our own reasons)
_OLDEST = "SELECT min(created_at) AS at FROM deliveries WHERE state IN ('pending', 'leased')"

Key = tuple[str, str]
Days = Mapping[Key, Mapping[str, int]]


class Overview:
    """Everything that a page sums up; it changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def moved(self, span: Span, limit: int) -> tuple[tuple[Course, ...], tuple[SourceCount, ...]]:
        """Every storyline that ever had a development or has items in the span; and the sources.

        The courses carry at most ``limit`` steps of the span altogether, the newest ones. Sources
        with the most developments stand first, then those with the most items.
        """
        totals = {_key(row): row for row in self._connection.rows(_TOTALS, _values(span))}
        items, news = self._count(span)
        counted = _by_day(items), _by_day(news)
        steps: dict[tuple[str, str], list[Step]] = {}
        for step in self._steps(f"d.at >= :since AND {_OF_SEED}", _values(span) | {"limit": limit}):
            key = step.development.seed, step.development.storyline
            steps.setdefault(key, []).append(step)
        courses = [
            _course(span, key, totals.get(key), counted, tuple(steps.get(key, ())))
            for key in sorted({*totals, *counted[0]})
        ]
        return tuple(courses), _rank(items, news)

    def course(self, span: Span, *, before: str = "", limit: int) -> Course:
        """One storyline: its days in the span, its developments of any age before an id."""
        totals = self._connection.rows(_TOTALS, _values(span))
        items, news = self._count(span)
        steps = self.steps(span.seed, span.storyline, before=before, limit=limit)
        key = span.seed, span.storyline
        counted = _by_day(items), _by_day(news)
        return _course(span, key, totals[0] if totals else None, counted, steps)

    def steps(
        self, seed: str = "", storyline: str = "", *, before: str = "", limit: int
    ) -> tuple[Step, ...]:
        """Developments, newest first, of one storyline or of all; before an id such as d12."""
        values: dict[str, Stored] = {"seed": seed, "storyline": storyline, "limit": limit}
        conditions = [_OF_STORYLINE] if seed else ["1"]
        if before:
            conditions.append(_BEFORE)
            values["before"] = _number(before)
        return self._steps(" AND ".join(conditions), values)

    def step(self, shown: str) -> Step:
        """One development by its id. Raises NothingFound when there is none."""
        found = self._steps("d.id = :id", {"id": _number(shown), "limit": 1})
        if not found:
            raise NothingFound(f"there is no development {shown}")
        return found[0]

    def carried(self, since: datetime) -> Mapping[str, int]:
        """How many items each configured feed has shown since then, by its address."""
        rows = self._connection.rows(_CARRIED, {"since": time_text(since)})
        return {row["url"]: row["n"] for row in rows}

    def vitals(self) -> Vitals:
        """The state of the whole monitor in figures."""
        rows, feeds = self._connection.rows, Feeds(self._connection).states()
        outbox = {
            row["state"]: row["n"]
            for row in rows("SELECT state, count(*) AS n FROM deliveries GROUP BY state")
        }
        oldest = rows(_OLDEST)[0]["at"]
        figure = self._connection.figure
        return Vitals(
            daemon=daemon_at(str(self._connection.path)),
            schema=schema_of(self._connection),
            size=figure("PRAGMA page_count") * figure("PRAGMA page_size"),
            items=self._given("items"),
            stories=self._given("stories"),
            developments={
                _key(row): row["n"] for row in rows(_TOTALS, {"seed": "", "storyline": ""})
            },
            alerts={
                (Priority(row["priority"]), bool(row["told"])): row["n"] for row in rows(_ALERTS)
            },
            outbox={state: outbox.get(state, 0) for state in DeliveryState},
            oldest_pending_at=datetime.fromisoformat(oldest) if oldest else None,
            last_poll_at=max(
                (one.last_polled_at for one in feeds if one.last_polled_at), default=None
            ),
            feeds=feeds,
        )

    def _given(self, table: str) -> int:
        """How many rows a table ever had: the highest id given."""
        rows = self._connection.rows(
            "SELECT seq FROM sqlite_sequence WHERE name = :name", {"name": table}
        )
        return int(rows[0]["seq"]) if rows else 0

    def _count(self, span: Span) -> tuple[list[Row], list[Row]]:
        """Items and developments of the span, by storyline, day and source."""
        rows, values = self._connection.rows, _values(span)
        return rows(_ITEMS_BY_DAY, values), rows(_DEVELOPMENTS_BY_DAY, values)

    def _steps(self, where: str, values: Mapping[str, Stored]) -> tuple[Step, ...]:
        rows = self._connection.rows(_STEPS.format(where=where), values)
        wanted = "SELECT * FROM whole_items WHERE id IN (SELECT value FROM json_each(:ids))"
        ids = json_text(sorted({row["item"] for row in rows}))
        items = {row["id"]: row for row in self._connection.rows(wanted, {"ids": ids})}
        return tuple(_step(row, items[row["item"]]) for row in rows)


def _step(row: Row, item: Row) -> Step:
    return Step(
        development=shapes.DEVELOPMENT.read(row),
        item=shapes.ITEM.read(item),
        alert=f"a{row['alert']}" if row["alert"] else "",
        priority=Priority(row["priority"]) if row["priority"] else None,
        items=row["size"],
        sources=tuple(json.loads(row["sources"])),
    )


def _course(
    span: Span, key: Key, total: Row | None, counted: tuple[Days, Days], steps: tuple[Step, ...]
) -> Course:
    """A storyline from its total (None: never a development), its days and its steps."""
    return Course(
        seed=key[0],
        storyline=key[1],
        days=_days(span, counted[0].get(key, {}), counted[1].get(key, {})),
        steps=steps,
        developments=total["n"] if total else 0,
        last_at=datetime.fromisoformat(total["last_at"]) if total else None,
    )


def _by_day(rows: Sequence[Row]) -> Days:
    found: dict[Key, Counter[str]] = {}
    for row in rows:
        found.setdefault(_key(row), Counter())[row["day"]] += row["n"]
    return found


def _rank(items: Sequence[Row], news: Sequence[Row]) -> tuple[SourceCount, ...]:
    carried: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for counts, rows in ((carried, items), (first, news)):
        for row in rows:
            counts[row["source"]] += row["n"]
    ranked = sorted({*carried, *first}, key=lambda name: (-first[name], -carried[name], name))
    return tuple(
        SourceCount(source=name, items=carried[name], developments=first[name]) for name in ranked
    )


def _days(span: Span, items: Mapping[str, int], news: Mapping[str, int]) -> tuple[Day, ...]:
    """Every day of the span, with nothing or something."""
    first, last = span.since.astimezone(UTC).date(), span.until.astimezone(UTC).date()
    dates: Sequence[date] = [
        first + timedelta(days=place) for place in range((last - first).days + 1)
    ]
    return tuple(
        Day(date=day, items=items.get(str(day), 0), developments=news.get(str(day), 0))
        for day in dates
    )


def _key(row: Row) -> tuple[str, str]:
    return row["seed"], row["storyline"]


def _values(span: Span) -> dict[str, Stored]:
    return {"since": time_text(span.since), "seed": span.seed, "storyline": span.storyline}


def _number(shown: str) -> int:
    try:
        return number(shown[:19], "d")
    except ValueError:
        raise NothingFound(f"there is no development {shown}") from None
