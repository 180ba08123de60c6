"""What was new, told by storyline: the view of somebody who was away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from monitor.cli.call import now
from monitor.cli.paper import (
    Cell,
    Column,
    ago,
    colour_of,
    coloured,
    exact,
    inert,
    on_terminal,
    say,
    show_table,
    wrapped,
)
from monitor.model import Development
from monitor.scales import Kind

_GAP = "  "
_WHEN = 10  # a date, the longest that a relative time becomes
# What a reader looks for first is loud; the rest is plain.
_BOLD = frozenset({Kind.REVERSAL, Kind.CORRECTION})


def show_developments(
    columns: Sequence[Column], found: Sequence[Development], rows: Sequence[Sequence[Cell]]
) -> None:
    """On a terminal by storyline, the one that moved last first; in a pipe a plain table."""
    if not on_terminal():
        show_table(columns, rows)
        return
    texts = {one.id: str(row[-1]) for one, row in zip(found, rows, strict=True)}
    for place, group in enumerate(by_storyline(found).items()):
        (seed, storyline), developments = group
        if place:
            say()
        say(f"{seed} / {storyline}", bold=True)
        say(
            f"{count(len(developments), 'development')}, {span([one.at for one in developments])}",
            dim=True,
        )
        for one in developments:
            show_development(one, texts[one.id])


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
    indent = max(len(when), _WHEN) + len(_GAP)
    body = wrapped(inert(text), indent)
    below = wrapped(" · ".join(inert(part) for part in tail if part), indent)
    when = when.rjust(_WHEN)
    if coloured():
        when, below = click.style(when, dim=True), click.style(below, dim=True)
        body = click.style(body, fg=colour or None, bold=bold or None)
    click.echo(f"{when}{_GAP}{body}", color=coloured())
    click.echo(f"{' ' * indent}{below}", color=coloured())


def span(times: Sequence[datetime]) -> str:
    """From when to when, in words."""
    today = now()
    first, last = ago(min(times), today), ago(max(times), today)
    return last if first == last else f"{first} to {last}"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 item``, ``2 items``, ``3 stories``."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
