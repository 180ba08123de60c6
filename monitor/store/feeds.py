"""Feeds as rows: which are configured, which are due, and who is polling them just now.

A lease is a claim with an owner and an end. A feed is free when it has no lease or when that has
ended, so work of a process that died comes back by itself. Applying an Outcome with the feed's
state frees the feed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from monitor.model import Feed, FeedState
from monitor.store.connection import Connection
from monitor.store.rows import json_text, time_text
from monitor.store.shapes import FEED
from monitor.store.sql import Stored

_ADD = f"{FEED.insert} ON CONFLICT (url) DO NOTHING"
_PLACE = "UPDATE feeds SET place = ? WHERE url = ?"
_LEASE = """
UPDATE feeds SET lease_owner = :owner, lease_until = :until WHERE url IN (
    SELECT url FROM feeds
    WHERE place IS NOT NULL AND (lease_until IS NULL OR lease_until <= :now)
        AND (next_poll_at IS NULL OR next_poll_at <= :now OR NOT :due_only)
    ORDER BY next_poll_at, place LIMIT :limit)
RETURNING *
"""
_NEXT_DUE = """
SELECT min(next_poll_at) AS due FROM feeds WHERE place IS NOT NULL AND next_poll_at > :now
"""
_SOONER = "UPDATE feeds SET next_poll_at = :due WHERE url = :url"
_NOW = """
UPDATE feeds SET next_poll_at = :now
WHERE place IS NOT NULL AND url IN (SELECT value FROM json_each(:urls))
"""
_STATES = "SELECT * FROM feeds WHERE place IS NOT NULL ORDER BY place"
_URLS = "SELECT url FROM feeds WHERE place IS NOT NULL ORDER BY place"
_WITH_FAILURES = "SELECT url FROM feeds WHERE place IS NOT NULL AND failures > 0 ORDER BY place"
_FAILING = """
SELECT url FROM feeds WHERE place IS NOT NULL AND state = 'failing' AND next_poll_at > :now
ORDER BY last_polled_at, place LIMIT :limit
"""
# A longer wait than pace and jitter explain was asked for by the server.
_ASKED = 1.2
_RENEW = """
UPDATE feeds SET lease_until = :until WHERE lease_owner = :owner
    AND url IN (SELECT value FROM json_each(:urls))
"""
_RELEASE = "UPDATE feeds SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = :owner"


class Feeds:
    """The rows of `feeds`; a feed that left the configuration keeps its row, and is not polled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def configure(self, feeds: Sequence[Feed], now: datetime) -> None:
        """Make ``feeds`` the configured ones; a new one is due at once."""
        with self._connection.write():
            if [row["url"] for row in self._connection.rows(_URLS)] != [feed.url for feed in feeds]:
                self._place(feeds, now)
            self._connection.run_many(_SOONER, self._sooner(feeds))

    def _place(self, feeds: Sequence[Feed], now: datetime) -> None:
        rows = [FEED.write(FeedState(url=feed.url, next_poll_at=now)) for feed in feeds]
        places = [(place, feed.url) for place, feed in enumerate(feeds, start=1)]
        self._connection.run("UPDATE feeds SET place = NULL")
        self._connection.run_many(_ADD, rows)
        self._connection.run_many(_PLACE, places)

    def _sooner(self, feeds: Sequence[Feed]) -> list[dict[str, Stored]]:
        """New due times of feeds whose pace was shortened since their last visit."""
        paces = {feed.url: feed.every for feed in feeds if feed.every}
        found: list[dict[str, Stored]] = []
        for state in self.states() if paces else ():
            due = _due_at(state, paces.get(state.url))
            if due and state.next_poll_at and due < state.next_poll_at:
                found.append({"url": state.url, "due": time_text(due)})
        return found

    def lease(
        self, now: datetime, *, owner: str, until: datetime, limit: int = 0, due_only: bool = True
    ) -> tuple[FeedState, ...]:
        """Claim free configured feeds, soonest due first; ``limit`` 0 takes all.

        ``due_only`` False ignores due times and backoff, for `poll --all`.
        """
        values: dict[str, Stored] = {
            "now": time_text(now),
            "owner": owner,
            "until": time_text(until),
            "limit": limit or -1,
            "due_only": due_only,
        }
        with self._connection.write(lasting=False):
            rows = self._connection.rows(_LEASE, values)
        rows.sort(key=lambda row: (row["next_poll_at"] or "", row["place"]))
        return tuple(FEED.read(row) for row in rows)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next configured feed is due that is not due yet; None when there is none."""
        (row,) = self._connection.rows(_NEXT_DUE, {"now": time_text(now)})
        return datetime.fromisoformat(row["due"]) if row["due"] else None

    def renew(self, urls: Collection[str], *, owner: str, until: datetime) -> None:
        """Hold on to feeds whose visit is still under way."""
        values: dict[str, Stored] = {
            "owner": owner,
            "until": time_text(until),
            "urls": json_text(sorted(urls)),
        }
        with self._connection.write(lasting=False):
            self._connection.run(_RENEW, values)

    def release(self, owner: str) -> None:
        """Free every feed that ``owner`` holds: at its start and at its end."""
        with self._connection.write(lasting=False):
            self._connection.run(_RELEASE, {"owner": owner})

    def bring_back(self, now: datetime, over: timedelta, limit: int = 0) -> int:
        """Make failing feeds due within a span, evenly, the longest not visited first; how many.

        None is put off by it. ``limit`` 0 takes all.
        """
        rows = self._connection.rows(_FAILING, {"limit": limit or -1, "now": time_text(now)})
        step = over / max(1, len(rows))
        due: list[dict[str, Stored]] = [
            {"url": row["url"], "due": time_text(now + place * step)}
            for place, row in enumerate(rows)
        ]
        with self._connection.write(lasting=False):
            self._connection.run_many(f"{_SOONER} AND next_poll_at > :due", due)
        return len(rows)

    def make_due(self, urls: Collection[str], now: datetime) -> None:
        """Have configured feeds visited now, whatever put them off."""
        values: dict[str, Stored] = {"urls": json_text(sorted(urls)), "now": time_text(now)}
        with self._connection.write():
            self._connection.run(_NOW, values)

    def states(self) -> tuple[FeedState, ...]:
        """Every configured feed, in the order of the configuration."""
        return tuple(FEED.read(row) for row in self._connection.rows(_STATES))

    def with_failures(self) -> tuple[str, ...]:
        """The configured feeds whose last visit failed, in the order of the configuration."""
        return tuple(row["url"] for row in self._connection.rows(_WITH_FAILURES))


def _due_at(state: FeedState, every: timedelta | None) -> datetime | None:
    """When a feed is due by a newly configured pace; None while a failure or its server waits."""
    if not (every and state.every and state.last_polled_at and state.next_poll_at):
        return None
    asked = state.next_poll_at - state.last_polled_at > _ASKED * state.every
    return None if asked or state.failures else state.last_polled_at + every
