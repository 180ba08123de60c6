"""What was new, told by storyline: the view of somebody who was away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from monitor.cli.call import Call, now
from monitor.cli.paper import (
    ago,
    colour_of,
    coloured,
    count,
    exact,
    inert,
    is_narrow,
    on_terminal,
    say,
    wrapped,
)
from monitor.errors import WrongContent
from monitor.model import Development
from monitor.scales import Kind

_GAP = "  "
_WHEN = 10  # a date, the longest that a relative time becomes
# What a reader looks for first is loud; the rest is plain.
_BOLD = frozenset({Kind.REVERSAL, Kind.CORRECTION})


def titles_of_storylines(call: Call) -> Mapping[tuple[str, str], str]:
    """The title of each storyline, by seed and slug; none when the profiles cannot be read."""
    from monitor.app import read_profiles

    try:
        profiles = read_profiles(call.load().seeds_folder)
    except WrongContent:
        return {}
    return {(one.seed, line.slug): line.title for one in profiles for line in one.storylines}


def show_developments(
    found: Sequence[Development],
    texts: Mapping[str, str],
    titles: Mapping[tuple[str, str], str],
) -> None:
    """By storyline, the one that moved last first; what a heading says is not said again."""
    for place, ((seed, storyline), developments) in enumerate(by_storyline(found).items()):
        if place:
            say()
        title = titles.get((seed, storyline), "")
        say(f"{title or storyline}", bold=True)
        times = span([one.at for one in developments])
        say(f"{seed}/{storyline} · {count(len(developments), 'development')}, {times}", dim=True)
        for one in developments:
            show_development(one, texts[one.id].removeprefix(f"{title}: "))


def by_storyline(
    found: Sequence[Development],
) -> Mapping[tuple[str, str], list[Development]]:
    """The developments under their seed and storyline, both in the order that they are given in."""
    groups: dict[tuple[str, str], list[Development]] = {}
    for one in found:
        groups.setdefault((one.seed, one.storyline), []).append(one)
    return groups


def show_development(one: Development, text: str) -> None:
    """One entry of a timeline: when, what is new, who says so, and its id."""
    colour = colour_of(one.kind)
    show_line(one.at, text, (one.source, one.kind.value, one.id), colour, bold=one.kind in _BOLD)


def show_line(
    at: datetime, text: str, tail: Sequence[str], colour: str = "", *, bold: bool = False
) -> None:
    """When and what, wrapped; below it, dim, who says so and where to read on."""
    when = ago(at, now()).removesuffix(" ago") if on_terminal() else exact(at)
    narrow = is_narrow()
    indent = len(_GAP) if narrow else max(len(when), _WHEN) + len(_GAP)
    body = wrapped(inert(text), indent)
    below = wrapped(
        " · ".join(inert(part) for part in ((when, *tail) if narrow else tail) if part), indent
    )
    start = "" if narrow else when.rjust(_WHEN)
    if coloured():
        start, below = click.style(start, dim=True), click.style(below, dim=True)
        body = click.style(body, fg=colour or None, bold=bold or None)
    click.echo(f"{start}{_GAP}{body}", color=coloured())
    click.echo(f"{' ' * indent}{below}", color=coloured())


def span(times: Sequence[datetime]) -> str:
    """From when to when, in words."""
    today = now()
    first, last = ago(min(times), today), ago(max(times), today)
    return last if first == last else f"{first} to {last}"
