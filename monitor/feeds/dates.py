"""Dates as feeds write them in, aware UTC times out; what cannot be meant is no date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

# Before the first feeds, and beyond what anybody plans: placeholders (1970, 9999) fall out.
_FIRST_YEAR, _LAST_YEAR = 1995, 2099
_LONGEST = 200  # letters; nothing longer is a date, and guessing takes its time
# A guess fills what a date does not say with today's; so it must at least hold a year and a day.
_WHOLE = re.compile(r"\d{4}|\d\d?[^\d]+\w+[^\d]+\d\d")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
# As RSS has it (RFC 822).
_MAIL = re.compile(
    r"(?:\w{3},\s+)?(\d\d?)\s+(\w{3})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)\s+"
    r"(?:([+-]\d\d)(\d\d)|([A-Z]{2,5}))",
    re.ASCII,
)
# Hours east of Greenwich. Where a name stands for several zones, the one with the most feeds.
_ZONES = {
    **dict.fromkeys(("UTC", "UT", "GMT", "WET", "Z"), 0.0),
    **dict.fromkeys(("WEST", "BST", "CET"), 1.0),
    **dict.fromkeys(("CEST", "EET"), 2.0),
    **dict.fromkeys(("EEST", "MSK"), 3.0),
    "IST": 5.5,
    **dict.fromkeys(("SGT", "SST", "AWST"), 8.0),
    **dict.fromkeys(("JST", "KST"), 9.0),
    "ACST": 9.5,
    "AEST": 10.0,
    "ACDT": 10.5,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
    "EDT": -4.0,
    **dict.fromkeys(("EST", "CDT"), -5.0),
    **dict.fromkeys(("CST", "MDT"), -6.0),
    **dict.fromkeys(("MST", "PDT"), -7.0),
    **dict.fromkeys(("PST", "AKDT"), -8.0),
    **dict.fromkeys(("AKST", "HADT"), -9.0),
    **dict.fromkeys(("HST", "HAST"), -10.0),
}


def read_date(text: str) -> datetime | None:
    """A date as an aware UTC time; one without a zone is in UTC. None when missing or wild."""
    text = text.strip()
    if not text or len(text) > _LONGEST or not _WHOLE.search(text):
        return None
    try:
        when = _read(text)
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def _read(text: str) -> datetime:
    """Raises ValueError or OverflowError when it is no date."""
    found = _MAIL.match(text)
    if found is None:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return _guess(text)
    day, month, year, hour, minute, second, hours, minutes, zone = found.groups()
    number = _MONTHS.get(month.lower())
    if number is None or (zone and zone not in _ZONES):
        return _guess(text)
    if zone:
        east = timedelta(hours=_ZONES[zone])
    else:
        east = timedelta(hours=int(hours), minutes=int(hours[0] + minutes))
    return datetime(
        int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=timezone(east)
    )


def _guess(text: str) -> datetime:
    """Any other way to write a date; English where it has words."""
    from dateutil import parser  # for a few feeds only

    try:
        when: datetime = parser.parse(text, tzinfos=_zone)
    except (ArithmeticError, TypeError) as error:  # a number that no part of a date can be
        raise ValueError(text) from error
    return when


def _zone(name: str | None, offset: int | None) -> int | None:
    """The seconds east of Greenwich; None, which is UTC then, where the name is unknown."""
    if offset is not None or name not in _ZONES:
        return offset
    return int(_ZONES[name] * 3600)


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
