"""Spans of time as people write them, in and out; loads no library."""

from __future__ import annotations

from datetime import timedelta

_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = timedelta(days=36500)  # beyond a century it is a slip, and overflows a date
_DIGITS = 9


def parse_span(text: str) -> timedelta | None:
    """``30s 5m 4h 7d`` to a span; None when the text is not one, or beyond a century."""
    written = text.strip()
    digits, unit = written[:-1], written[-1:]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS and unit in _UNIT):
        return None
    seconds = int(digits) * _UNIT[unit]
    return timedelta(seconds=seconds) if seconds <= _LONGEST.total_seconds() else None


def span_text(span: timedelta) -> str:
    """A span of whole seconds as people write it, in the largest unit that divides it: ``4h``."""
    seconds = int(span.total_seconds())
    unit = next(unit for unit in reversed(_UNIT) if seconds % _UNIT[unit] == 0) if seconds else "s"
    return f"{seconds // _UNIT[unit]}{unit}"
