"""Days in, the places of bars and dots out; the sheets draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.model import Day

WIDTH, HEIGHT = 300.0, 64.0  # in the units of the drawing, not pixels
_TOP = 14.0  # the dots of developments stand above the bars
_GAP = 0.25  # of a day's width
_LEAST_BAR = 1.5  # one item is seen, however many came on other days
_MOST_DAYS = 92
_LOW_PEAK = 4  # items; below this a full bar would shout of a quiet storyline
_LEAST_DOT, _MOST_DOT = 3.5, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day's items, and the dot of its developments (``dot`` is its radius, 0 for none)."""

    x: float
    y: float
    width: float
    height: float
    centre: float
    dot: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A small drawing, and the same in words for those who cannot see it."""

    bars: tuple[Bar, ...]
    first: date
    last: date
    words: str


def draw(days: Sequence[Day]) -> Chart | None:
    """Items as bars, developments as dots above them; None when nothing happened at all.

    Of a longer time the last three months are drawn: narrower bars could not be told apart.
    """
    days = days[-_MOST_DAYS:]
    if not any(day.items or day.developments for day in days):
        return None
    most = max(_LOW_PEAK, *(day.items for day in days))
    slot = WIDTH / len(days)
    return Chart(
        bars=tuple(_bar(place, day, slot, most) for place, day in enumerate(days)),
        first=days[0].date,
        last=days[-1].date,
        words=_words(days),
    )


def _bar(place: int, day: Day, slot: float, most: int) -> Bar:
    full = HEIGHT - _TOP
    height = max(full * day.items / most, _LEAST_BAR) if day.items else 0.0
    dot = min(_LEAST_DOT + 0.6 * (day.developments - 1), _MOST_DOT) if day.developments else 0.0
    return Bar(
        x=round(slot * (place + _GAP / 2), 2),
        y=round(HEIGHT - height, 2),
        width=round(slot * (1 - _GAP), 2),
        height=round(height, 2),
        centre=round(slot * (place + 0.5), 2),
        dot=min(dot, round(slot / 2, 2)),
    )


def _words(days: Sequence[Day]) -> str:
    items, news = sum(day.items for day in days), sum(day.developments for day in days)
    peak = max(days, key=lambda day: day.items)
    said = f"{counted(items, 'item')} and {counted(news, 'development')} in {len(days)} days"
    if peak.items > 1 and len(days) > 1:
        said += f", most items on {peak.date.day} {peak.date:%B} ({peak.items})"
    return said


def counted(number: int, noun: str) -> str:
    """``1 item``, ``2 stories``, ``1,200 feeds``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"
