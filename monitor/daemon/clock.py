"""The wall clock, the only one in the house beside the command line's; and when to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# What nobody announces, such as another process's doings, is noticed this soon; a feed that is due
# earlier is not made to wait for it, but for this long, so that those due together go together.
TICK = timedelta(seconds=0.5)
SOONEST = timedelta(seconds=0.25)


def clock() -> datetime:
    """Now, aware and in UTC."""
    return datetime.now(UTC)


def next_tick(now: datetime, due: datetime | None) -> datetime:
    """When to look again, if the next feed is ``due`` then."""
    return min(now + TICK, max(due, now + SOONEST)) if due else now + TICK
