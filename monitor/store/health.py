"""What has gone quiet without failing: feeds that nobody visits, seeds of which nothing is heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.store.connection import Connection
from monitor.store.rows import time_text

# A feed this many of its intervals behind its due time was forgotten, not delayed.
_LATE = 3
# How often a seed's feeds bring anything is learnt from a month. Half a day is the least that is
# called silence: every newsroom sleeps. Beyond that, twenty times the usual distance of two items.
_HABIT = timedelta(days=30)
_LEAST_SILENCE, _SILENCE = timedelta(hours=12), 20

_DUE = """
SELECT url, next_poll_at, every FROM feeds
WHERE place IS NOT NULL AND next_poll_at < :now ORDER BY place
"""
_HEARD = """
SELECT m.seed AS seed, max(s.first_seen_at) AS last_at,
    sum(s.first_seen_at >= :since) AS items
FROM (SELECT DISTINCT matches.seed AS seed, sightings.feed AS feed FROM matches
    JOIN sightings ON sightings.item = matches.item
    WHERE matches.verdict = 1 AND matches.at >= :since) AS m
JOIN sightings AS s ON s.feed = m.feed GROUP BY m.seed
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """``late`` feeds, by address; ``silent`` seeds, whose every feed has brought nothing for long."""

    late: tuple[str, ...]
    silent: tuple[str, ...]


def find_quiet(connection: Connection, every: timedelta, now: datetime) -> Quiet:
    """What is late or silent; ``every`` is the pace of a feed that has none yet."""
    values = {"now": time_text(now), "since": time_text(now - _HABIT)}
    late = [
        str(row["url"])
        for row in connection.rows(_DUE, {"now": values["now"]})
        if now - datetime.fromisoformat(row["next_poll_at"])
        > _LATE * (timedelta(seconds=row["every"]) if row["every"] else every)
    ]
    silent = [
        str(row["seed"])
        for row in connection.rows(_HEARD, {"since": values["since"]})
        if now - datetime.fromisoformat(row["last_at"])
        > max(_LEAST_SILENCE, _SILENCE * _HABIT / max(1, row["items"]))
    ]
    return Quiet(late=tuple(late), silent=tuple(silent))
