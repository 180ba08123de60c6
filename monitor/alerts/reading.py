"""What a reader is told of one alert, in parts, before it is set for an exit.

Every part is `plain` and cut to length; where it stands on the page is the business of `render`
and `letter`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from monitor.alerts.wording import LONGEST_NAME, LONGEST_QUOTE, cut, link, plain
from monitor.model import Pending, Voice
from monitor.scales import AT_ONCE, Priority, Reason

# So many sources stand with their links; the others are named.
_LINKED = 5


class Source(NamedTuple):
    """Who says so, and where; the address may be empty."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One alert in words: what is new, what proves it, who says so, and why it is told."""

    id: str
    priority: Priority
    headline: str
    title: str
    quote: str
    sources: tuple[Source, ...]
    also: tuple[str, ...]
    place: str
    why: str
    held: str
    at: datetime


def read(news: Pending, *, under_heading: bool = False) -> Told:
    """The parts of one alert; what the headline says already is not said again.

    ``under_heading``: the storyline's title stands above, so the headline does not begin with it.
    """
    alert, storyline = news.alert, news.titles.storyline
    said = alert.delta or alert.title
    if under_heading and storyline:
        said = said.removeprefix(f"{storyline}: ")
    headline = cut(said) or "untitled"
    title = plain(alert.title)
    quote = plain(alert.proof)
    sources = _sources(news)
    return Told(
        id=alert.id,
        priority=news.telling.priority,
        headline=headline,
        title="" if title in headline else cut(title, LONGEST_QUOTE),
        quote="" if quote == title or quote in headline else cut(quote, LONGEST_QUOTE),
        sources=sources[:_LINKED],
        also=tuple(source.name for source in sources[_LINKED:]),
        place=f"{cut(alert.seed, LONGEST_NAME)} / {cut(alert.storyline, LONGEST_NAME)}",
        why=cut(alert.why),
        held=_held(news.telling.reason),
        at=alert.at,
    )


def _sources(news: Pending) -> tuple[Source, ...]:
    """The alert's own source first, then everyone else who tells what is new."""
    own = Voice(source=news.alert.source, url=news.alert.url)
    voices = {voice.source: voice for voice in reversed((own, *news.voices))}
    ordered = dict.fromkeys(voice.source for voice in (own, *news.voices))
    return tuple(
        Source(cut(name, LONGEST_NAME) or "unknown source", link(voices[name].url))
        for name in ordered
    )


def _held(reason: Reason) -> str:
    """Why something stands in a digest that would have interrupted, in words."""
    ordinary = AT_ONCE | {Reason.TO_DIGEST, Reason.BASELINE}
    return "" if reason in ordinary else reason.value


def chapters(news: Sequence[Pending]) -> Iterator[tuple[str, list[Told]]]:
    """The digest in order: each storyline with its title, the weightiest first."""
    for _, group in groupby(in_order(news), key=lambda one: (one.alert.seed, one.alert.storyline)):
        lines = list(group)
        yield heading(lines[0]), [read(one, under_heading=True) for one in lines]


def titles(news: Sequence[Pending]) -> str:
    """What a digest is about: the stories' titles, the weightiest first."""
    return ", ".join(dict.fromkeys(one.titles.seed or one.alert.seed for one in in_order(news)))


def in_order(news: Sequence[Pending]) -> list[Pending]:
    """As a digest lists it: by the loudest of a seed, then of a storyline, then each for itself, the newest first."""
    loudest: dict[tuple[str, ...], int] = {}
    for one in news:
        for place in ((one.alert.seed,), (one.alert.seed, one.alert.storyline)):
            loudest[place] = max(loudest.get(place, 0), one.telling.priority.level)

    def weight(one: Pending) -> tuple[int, str, int, str, int, float]:
        seed, storyline = one.alert.seed, one.alert.storyline
        heaviest, heavy = -loudest[seed,], -loudest[seed, storyline]
        own = -one.telling.priority.level
        return heaviest, seed, heavy, storyline, own, -one.alert.at.timestamp()

    return sorted(news, key=weight)


def heading(news: Pending) -> str:
    """What the storyline of an alert is called."""
    return cut(news.titles.storyline or f"{news.alert.seed} / {news.alert.storyline}")


def local(at: datetime, timezone: str) -> str:
    """A time as the channel's clock shows it."""
    return f"{at.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"
