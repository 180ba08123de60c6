"""The wall clock, the only one in the house beside the command line's; and when to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# What nobody announces, such as another process's doings, is noticed this soon. A feed that is due
# earlier is not made to wait for it; but no tick follows another sooner than the second of these.
TICK = timedelta(seconds=0.5)
SOONEST = timedelta(seconds=0.25)
# Feeds that were visited together are due within so little: none of them shall miss the tick.
_TOGETHER = timedelta(seconds=0.02)


def clock() -> datetime:
    """Now, aware and in UTC."""
    return datetime.now(UTC)


def next_tick(now: datetime, due: datetime | None) -> datetime:
    """When to look again, if the next feed is ``due`` then."""
    return min(now + TICK, max(due + _TOGETHER, now + SOONEST)) if due else now + TICK
