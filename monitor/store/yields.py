"""How each feed is and what it is worth: what it brings, how late, how often first, how often copies.

Loads no library but the words of our scales.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.store.columns import time_told
from monitor.store.sql import time_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from monitor.store.columns import Told
    from monitor.store.sql import Ask, Stored

    ByFeed = Mapping[str, Mapping[str, Told]]  # by address, each field by its name

# What a feed held when it was first visited says nothing of how late it is.
_BACKLOG = timedelta(days=2).total_seconds()

_STATES = """
SELECT url, location, state, failures, error, every, last_polled_at, last_ok_at, next_poll_at, gaps,
    place IS NOT NULL AS configured
FROM feeds
"""
# Every feed by one step in the index, and of each only what lies in the span: a large database holds
# a hundred times as much before it.
_KNOWN = """
WITH RECURSIVE known (feed) AS (
    SELECT min(feed) FROM sightings
    UNION ALL SELECT (SELECT min(feed) FROM sightings WHERE feed > known.feed) FROM known
    WHERE known.feed IS NOT NULL)
"""
_ITEMS = f"""
{_KNOWN}
SELECT s.feed, count(*) AS n FROM known CROSS JOIN sightings AS s
WHERE s.feed = known.feed AND s.first_seen_at >= :since GROUP BY s.feed
"""  # noqa: S608 (our own words, here and below)
_MATCHED = """
SELECT s.feed, count(*) AS n, sum(judged.copied) AS copies
FROM (SELECT item, min(reason IN (:copy, :reworded)) AS copied FROM judgements GROUP BY item)
    AS judged CROSS JOIN sightings AS s ON s.item = judged.item
WHERE s.first_seen_at >= :since GROUP BY s.feed
"""
_FIRSTS = """
SELECT s.feed, count(*) AS n FROM developments AS d CROSS JOIN sightings AS s ON s.item = d.item
WHERE d.at >= :since AND s.first_seen_at = (
    SELECT min(o.first_seen_at) FROM sightings AS o WHERE o.item = d.item)
GROUP BY s.feed
"""
_DELAYS = f"""
{_KNOWN}
SELECT s.feed, s.first_seen_at AS seen, i.published FROM known CROSS JOIN sightings AS s
JOIN items AS i ON i.id = s.item
WHERE s.feed = known.feed AND s.first_seen_at >= :since
    AND i.published IS NOT NULL AND i.published <= s.first_seen_at
"""  # noqa: S608
_TIMES = ("last_polled_at", "last_ok_at", "next_poll_at")


def health(ask: Ask, resting: Collection[str], since: datetime) -> tuple[ByFeed, ByFeed]:
    """How each feed is and what it brought since then: `_states` and `_yields`."""
    return _states(ask, resting), _yields(ask, since)


def _states(ask: Ask, resting: Collection[str]) -> ByFeed:
    """How each configured feed is, by its address, as it is told out; ``resting`` ones if known.

    Times are ISO 8601 texts, spans seconds. What the store keeps for itself is left out.
    """
    return {
        row["url"]: _state(row)
        for row in ask(_STATES, {})
        if row["configured"] or row["url"] in resting
    }


def _state(row: Mapping[str, Told]) -> dict[str, Told]:
    state = {name: value for name, value in row.items() if name != "configured"}
    for name in _TIMES:
        at = state[name]
        state[name] = time_told(str(at)) if at else None
    return state


def _yields(ask: Ask, since: datetime) -> ByFeed:
    """What each feed brought since then, by its address; a feed that brought nothing is left out.

    ``late`` is the median from publication to our first sight of an item, in seconds. ``matched``
    items belong to a seed; ``copies`` of these told nothing new; ``firsts`` counts developments
    whose item stood in this feed before it stood in another.
    """
    from monitor.scales import Reason

    values: dict[str, Stored] = {"since": time_text(since)}
    copies = {"copy": Reason.COPY.name, "reworded": Reason.REWORDED.name}
    items = {row["feed"]: row["n"] for row in ask(_ITEMS, values)}
    matched = {row["feed"]: row for row in ask(_MATCHED, values | copies)}
    firsts = {row["feed"]: row["n"] for row in ask(_FIRSTS, values)}
    delays = _delays(ask(_DELAYS, values))
    return {
        feed: {
            "items": number,
            "matched": matched[feed]["n"] if feed in matched else 0,
            "copies": matched[feed]["copies"] if feed in matched else 0,
            "firsts": firsts.get(feed, 0),
            "late": _median(delays[feed]) if feed in delays else None,
        }
        for feed, number in items.items()
    }


def _delays(rows: Iterable[Mapping[str, str]]) -> dict[str, list[float]]:
    delays: dict[str, list[float]] = {}
    for row in rows:
        passed = datetime.fromisoformat(row["seen"]) - datetime.fromisoformat(row["published"])
        if (delay := passed.total_seconds()) < _BACKLOG:
            delays.setdefault(row["feed"], []).append(delay)
    return delays


def _median(values: list[float]) -> float:
    """The middle one, to the microsecond; `statistics` would bring half of Python's mathematics."""
    values.sort()
    half = len(values) // 2
    return round(values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2, 6)
