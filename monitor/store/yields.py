"""What each feed is worth: how much it brings, how late, how often it is first, how often it copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from monitor.model import FeedYield
from monitor.scales import Reason
from monitor.store.connection import Connection
from monitor.store.rows import time_text
from monitor.store.sql import Stored

_COPIES = f"('{Reason.COPY.name}', '{Reason.REWORDED.name}')"
# What a feed held when it was first visited says nothing of how late it is.
_BACKLOG = timedelta(days=2)

_ITEMS = "SELECT feed, count(*) AS n FROM sightings WHERE first_seen_at >= :since GROUP BY feed"
_MATCHED = f"""
SELECT s.feed, count(*) AS n,
    sum(NOT EXISTS (SELECT 1 FROM judgements AS j
        WHERE j.item = s.item AND j.reason NOT IN {_COPIES})) AS copies
FROM sightings AS s
WHERE s.first_seen_at >= :since
    AND EXISTS (SELECT 1 FROM judgements AS j WHERE j.item = s.item)
GROUP BY s.feed
"""  # noqa: S608 (our own words)
_FIRSTS = """
SELECT s.feed, count(*) AS n FROM developments AS d JOIN sightings AS s ON s.item = d.item
WHERE d.at >= :since AND s.first_seen_at = (
    SELECT min(o.first_seen_at) FROM sightings AS o WHERE o.item = d.item)
GROUP BY s.feed
"""
_DELAYS = """
SELECT s.feed, s.first_seen_at AS seen, i.published FROM sightings AS s
JOIN items AS i ON i.id = s.item
WHERE s.first_seen_at >= :since AND i.published IS NOT NULL AND i.published <= s.first_seen_at
"""


def yields(connection: Connection, since: datetime) -> Mapping[str, FeedYield]:
    """What each feed brought since then, by its address; a feed that brought nothing is left out."""
    values: dict[str, Stored] = {"since": time_text(since)}
    items = {row["feed"]: row["n"] for row in connection.rows(_ITEMS, values)}
    matched = {row["feed"]: row for row in connection.rows(_MATCHED, values)}
    firsts = {row["feed"]: row["n"] for row in connection.rows(_FIRSTS, values)}
    delays: dict[str, list[float]] = defaultdict(list)
    for row in connection.rows(_DELAYS, values):
        delay = datetime.fromisoformat(row["seen"]) - datetime.fromisoformat(row["published"])
        if delay < _BACKLOG:
            delays[row["feed"]].append(delay.total_seconds())
    from statistics import median  # brings half of Python's mathematics

    return {
        feed: FeedYield(
            items=number,
            matched=matched[feed]["n"] if feed in matched else 0,
            copies=matched[feed]["copies"] if feed in matched else 0,
            firsts=firsts.get(feed, 0),
            late=timedelta(seconds=median(delays[feed])) if delays[feed] else None,
        )
        for feed, number in items.items()
    }
