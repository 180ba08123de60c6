"""Dates as feeds write them in, aware UTC times out; what cannot be meant is no date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# Before the first feeds, and beyond what anybody plans: placeholders (1970, 9999) fall out.
_FIRST_YEAR, _LAST_YEAR = 1995, 2099
# Parsers fill what a date does not say with today's; so it must at least hold a year and a day.
_WHOLE = re.compile(r"\d{4}|\d\d?[^\d]+\w+[^\d]+\d\d")


def read_date(text: str | None, written: str | None = None) -> datetime | None:
    """An ISO date (with zone, else UTC) as an aware UTC time; None when missing or wild.

    ``written`` is the date as it stands in the feed, when known; a parser's guess from
    something that is no whole date is refused.
    """
    if not text or (written is not None and not _WHOLE.search(written)):
        return None
    try:
        when = datetime.fromisoformat(text.strip())
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def read_struct(parts: object) -> datetime | None:
    """Nine numbers, as feedparser gives a time (UTC), as an aware time; a leap second is the second before."""
    if not isinstance(parts, tuple) or len(parts) < 6:  # noqa: PLR2004 (year to second)
        return None
    year, month, day, hour, minute, second = (int(part) for part in parts[:6])
    try:
        when = datetime(year, month, day, hour, minute, tzinfo=UTC)
        when += timedelta(seconds=min(second, 59))
    except (ValueError, OverflowError):
        return None
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None
