"""The clock was set: what waits for a time of day keeps the wait that it was given.

Due times are stored as times, because they must outlive a restart. A wait is a span, though: when
the clock jumps, every open due time jumps with it, so no feed is asked twice and none is forgotten.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.store.connection import Connection
from monitor.store.rows import time_text
from monitor.store.sql import Stored

# No pace, backoff or wish of a server reaches further than a day.
_FAR = timedelta(days=2)
_FEEDS = "SELECT url, next_poll_at, lease_until FROM feeds"
_SHIFT_FEED = (
    "UPDATE feeds SET next_poll_at = :next_poll_at, lease_until = :lease_until WHERE url = :url"
)
_OPEN = """
SELECT id, created_at, next_attempt_at, lease_until FROM deliveries
WHERE state IN ('pending', 'leased')
"""
_SHIFT_DELIVERY = """
UPDATE deliveries SET created_at = :created_at, next_attempt_at = :next_attempt_at,
    lease_until = :lease_until WHERE id = :id
"""
_AHEAD = """
SELECT url, every, last_polled_at, next_poll_at FROM feeds WHERE last_polled_at > :now
    OR next_poll_at > :far
"""
_DUE = (
    "UPDATE feeds SET next_poll_at = :due, lease_owner = NULL, lease_until = NULL WHERE url = :url"
)
_SEND = """
UPDATE deliveries SET created_at = :now, next_attempt_at = :now, lease_until = NULL,
    lease_owner = NULL, state = 'pending'
WHERE state IN ('pending', 'leased') AND created_at > :now
"""


def shift(connection: Connection, span: timedelta) -> None:
    """Move every open due time and lease by what the clock was moved."""
    with connection.write():
        connection.run_many(
            _SHIFT_FEED,
            [
                {
                    name: value if name == "url" else _moved(value, span)
                    for name, value in row.items()
                }
                for row in connection.rows(_FEEDS)
            ],
        )
        connection.run_many(
            _SHIFT_DELIVERY,
            [
                {
                    name: value if name == "id" else _moved(value, span)
                    for name, value in row.items()
                }
                for row in connection.rows(_OPEN)
            ],
        )


def catch_up(connection: Connection, now: datetime) -> int:
    """Bring near what a clock that ran ahead put off, at a start; how many feeds that were.

    A feed that was visited in what is now the future is due within one pace, as after a visit now.
    """
    found = connection.rows(_AHEAD, {"now": time_text(now), "far": time_text(now + _FAR)})
    feeds: list[dict[str, Stored]] = []
    for row in found:
        pace = timedelta(seconds=row["every"]) if row["every"] else timedelta()
        asked, last = row["next_poll_at"], row["last_polled_at"]
        if asked and last:
            pace = min(pace, datetime.fromisoformat(asked) - datetime.fromisoformat(last))
        feeds.append({"url": row["url"], "due": time_text(now + pace)})
    with connection.write():
        connection.run_many(_DUE, feeds)
        connection.run(_SEND, {"now": time_text(now)})
    return len(feeds)


def _moved(stored: Stored, span: timedelta) -> Stored:
    if not isinstance(stored, str):
        return stored
    try:
        return time_text(datetime.fromisoformat(stored) + span)
    except OverflowError:
        return stored
