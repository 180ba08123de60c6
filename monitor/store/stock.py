"""The store in figures, and what in it has gone quiet without failing; loads no library.

Every statement reads an index, or a table that is small beside the items.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.store.sql import time_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from monitor.store.sql import Ask, Stored

# A feed this many of its intervals behind its due time was forgotten, not delayed. One that was
# never visited has no interval yet; an hour is the longest that a pace becomes by itself.
_LATE, _UNPACED = 3, 3600
# How often a seed's feeds bring anything is learnt from a month. Half a day is the least that is
# called silence: every newsroom sleeps. Beyond that, twenty times the usual distance of two items.
_HABIT = timedelta(days=30)
_LEAST_SILENCE, _SILENCE = timedelta(hours=12), 20
_ENOUGH = int(_SILENCE * (_HABIT / _LEAST_SILENCE))  # items from which on half a day is enough

_FEEDS = """
SELECT state, count(*) AS n, sum(gaps) AS gaps, max(last_polled_at) AS last_at,
    place IS NOT NULL AS configured
FROM feeds GROUP BY configured, state
"""
_COUNTS = {
    # One short row for each item that is searchable: the same number, without reading the items.
    "items": "SELECT count(*) AS n FROM items_fts_docsize",
    "matches": "SELECT count(*) AS n FROM matches WHERE verdict = 1",
    "stories": "SELECT count(*) AS n FROM stories",
    "developments": "SELECT count(*) AS n FROM developments",
    "alerts": "SELECT count(*) AS n FROM alerts",
}
_OUTBOX = "SELECT state, count(*) AS n FROM deliveries GROUP BY state"
_OLDEST = "SELECT min(created_at) AS at FROM deliveries WHERE state IN ('pending', 'leased')"
_SIZE = "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()"
_KEPT_BY = "SELECT value FROM notes WHERE key = 'kept_by'"
_DUE = f"""
SELECT url FROM feeds
WHERE place IS NOT NULL AND next_poll_at < :now AND
    (julianday(:now) - julianday(next_poll_at)) * 86400 > {_LATE} * coalesce(every, {_UNPACED})
ORDER BY place
"""  # noqa: S608 (two numbers)
# The feeds in which the items of a seed stood, but for seeds of which something was heard lately:
# when each last brought anything, and how much (as far as that matters) since the month began.
_HEARD = """
WITH RECURSIVE known (seed) AS (  -- each seed by one step in the index
    SELECT min(seed) FROM matches
    UNION ALL SELECT (SELECT min(seed) FROM matches WHERE seed > known.seed) FROM known
    WHERE known.seed IS NOT NULL),
met AS (
    SELECT DISTINCT m.seed, s.feed FROM matches AS m JOIN sightings AS s ON s.item = m.item
    WHERE m.verdict = 1 AND m.at >= :since AND m.seed IN (
        SELECT seed FROM known WHERE :lately > (
            SELECT max(l.at) FROM matches AS l WHERE l.seed = known.seed AND l.verdict = 1))),
heard AS MATERIALIZED (
    SELECT feed, (SELECT max(s.first_seen_at) FROM sightings AS s WHERE s.feed = f.feed) AS last_at,
        (SELECT count(*) FROM (SELECT 1 FROM sightings AS s
            WHERE s.feed = f.feed AND s.first_seen_at >= :since LIMIT :enough)) AS items
    FROM (SELECT DISTINCT feed FROM met) AS f)
SELECT met.seed AS seed, max(heard.last_at) AS last_at, sum(heard.items) AS items
FROM met JOIN heard ON heard.feed = met.feed GROUP BY met.seed
"""


def figures(ask: Ask) -> dict[str, Any]:
    """How many there are of everything; times as they are kept, or None."""
    feeds = list(ask(_FEEDS, {}))
    here = [row for row in feeds if row["configured"]]
    return {name: _first(ask, sql)["n"] for name, sql in _COUNTS.items()} | {
        "feeds": {row["state"]: row["n"] for row in here},
        "gaps": sum(row["gaps"] for row in here),
        "last_poll_at": max((row["last_at"] for row in feeds if row["last_at"]), default=None),
        "outbox": {row["state"]: row["n"] for row in ask(_OUTBOX, {})},
        "oldest_pending_at": _first(ask, _OLDEST)["at"],
        "size": _first(ask, _SIZE)["n"],
        "by_passes": any(row["value"] == "poll" for row in ask(_KEPT_BY, {})),
    }


def find_quiet(ask: Ask, now: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Feeds late by three of their intervals, and seeds whose every feed is silent unusually long."""
    values: dict[str, Stored] = {
        "since": time_text(now - _HABIT),
        "lately": time_text(now - _LEAST_SILENCE),
        "enough": _ENOUGH,
    }
    late = tuple(row["url"] for row in ask(_DUE, {"now": time_text(now)}))
    return late, tuple(row["seed"] for row in ask(_HEARD, values) if _is_silent(row, now))


def _is_silent(row: Mapping[str, Any], now: datetime) -> bool:
    span = now - datetime.fromisoformat(row["last_at"])
    return bool(span > max(_LEAST_SILENCE, _SILENCE * _HABIT / max(1, row["items"])))


def _first(ask: Ask, sql: str) -> Mapping[str, Any]:
    return next(iter(ask(sql, {})))
