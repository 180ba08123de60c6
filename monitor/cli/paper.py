"""Words for people on stdout: tables on a terminal, plain columns in a pipe, nothing that bites.

Text from feeds is inert: no control or bidi characters, no markup. Colour only on a terminal that
wants it; rich is loaded only there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from shutil import get_terminal_size
from textwrap import wrap

import click

from monitor.cli.call import now
from monitor.scales import DeliveryState, FeedCondition, Kind, Priority, Standing

Cell = str | int | float | datetime | Enum | Sequence[str] | None

_GAP = "  "
_NARROWEST = 20
_ROOMY = 100  # columns of a terminal from which a table shows everything
_TIGHT = 64  # below that a row is a paragraph, because columns would leave no room for words
_OLD = timedelta(days=30)
_STEPS = ((86400, "d"), (3600, "h"), (60, "min"))
_COLOURS: dict[Enum, str] = {
    Priority.FLASH: "bright_red",
    Priority.BULLETIN: "red",
    Priority.URGENT: "yellow",
    Priority.ROUTINE: "blue",
    Kind.REVERSAL: "magenta",
    Kind.CORRECTION: "magenta",
    Standing.TOLD: "green",
    Standing.OWED: "yellow",
    FeedCondition.OK: "green",
    FeedCondition.FAILING: "red",
    FeedCondition.GONE: "red",
    DeliveryState.SENT: "green",
    DeliveryState.DEAD: "red",
    DeliveryState.PENDING: "yellow",
    DeliveryState.LEASED: "yellow",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``wide`` ones stand only where there is room, the one that ``grows`` wraps.

    ``colour`` is for cells that have none by their meaning.
    """

    name: str
    wide: bool = False
    grows: bool = False
    colour: str = ""


def on_terminal() -> bool:
    """Whether people read stdout directly."""
    return sys.stdout.isatty()


def is_narrow() -> bool:
    """Whether people read on a terminal without room for columns."""
    return on_terminal() and get_terminal_size().columns < _TIGHT


def coloured() -> bool:
    """Whether stdout may have colours."""
    return on_terminal() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def inert(text: str) -> str:
    """One line without anything that could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def ago(at: datetime, today: datetime) -> str:
    """``3 min ago``; further back than a month, the date."""
    span = today - at
    if abs(span) > _OLD:
        return f"{at:%Y-%m-%d}"
    seconds = abs(span.total_seconds())
    size, unit = next((step for step in _STEPS if seconds >= step[0]), (1, "s"))
    words = f"{int(seconds // size)} {unit}"
    return f"{words} ago" if span >= timedelta() else f"in {words}"


def count(number: int, noun: str) -> str:
    """``1 item``, ``2 items``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def exact(at: datetime) -> str:
    """A time to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}Z"


def words(value: Cell, *, relative: bool = False) -> str:
    """A cell as text on one line; what is not there is a dash."""
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return ago(value, now()) if relative else exact(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, str | int):
        return inert(str(value)) or "-"
    return inert(", ".join(value)) or "-"


def colour_of(value: Cell) -> str:
    """The colour that a value has by its meaning, or none."""
    return _COLOURS.get(value, "") if isinstance(value, Enum) else ""


def say(text: str = "", *, bold: bool = False, dim: bool = False, colour: str = "") -> None:
    """One line on stdout; styled where that can be seen, and wrapped on a terminal."""
    indent = len(text) - len(text.lstrip(" "))
    text = wrapped(text[indent:], indent)
    styled = " " * indent + text
    if coloured() and (bold or dim or colour):
        styled = click.style(styled, bold=bold or None, dim=dim or None, fg=colour or None)
    click.echo(styled, color=coloured())


def wrapped(text: str, indent: int) -> str:
    """The text at the width of the terminal, all lines but the first indented; words stay whole.

    In a pipe it stays one line.
    """
    if not on_terminal():
        return text
    width = max(get_terminal_size().columns - indent, _NARROWEST)
    lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return f"\n{' ' * indent}".join(lines)


def say_aside(text: str) -> None:
    """A remark that is no result: on stderr."""
    click.echo(inert(text), err=True)


def show_fields(pairs: Iterable[tuple[str, Cell]]) -> None:
    """Names and values below each other; what is not there is left out."""
    shown = [(name, value) for name, value in pairs if words(value) != "-"]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        label, text, colour = name.ljust(width), words(value), colour_of(value)
        if isinstance(value, datetime):
            since = ago(value, now())
            text = text if text.startswith(since) else f"{text}, {since}"
        text = wrapped(text, width + len(_GAP))
        if coloured():
            label, text = click.style(label, dim=True), click.style(text, fg=colour or None)
        click.echo(f"{label}{_GAP}{text}", color=coloured())


def show_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """A table: on a terminal as wide as it is, in a pipe plain and never cut."""
    if not on_terminal():
        _show_plain(columns, rows)
    elif is_narrow():
        _show_paragraphs(columns, rows)
    else:
        _show_on_terminal(columns, rows)


def _show_paragraphs(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Each row as a line of its short cells, and the long ones wrapped below it."""
    for row in rows:
        cells = [
            (column, words(cell, relative=True), colour_of(cell) or column.colour)
            for column, cell in zip(columns, row, strict=True)
            if not column.wide and words(cell) != "-"
        ]
        short = [
            _styled(_named(column, text), colour)
            for column, text, colour in cells
            if not column.grows
        ]
        if short:
            click.echo(_GAP.join(short), color=coloured())
        for column, text, colour in cells:
            if column.grows:
                click.echo(f"{_GAP}{_styled(wrapped(text, len(_GAP)), colour)}", color=coloured())


def _named(column: Column, text: str) -> str:
    """The cell, after its column's name if it is a figure: without a heading it would say nothing."""
    return f"{column.name} {text}" if text[0].isdigit() and column.name != "when" else text


def _styled(text: str, colour: str) -> str:
    return click.style(text, fg=colour) if colour and coloured() else text


def _show_plain(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    lines = [[column.name for column in columns], *([words(cell) for cell in row] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        cells = [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _show_on_terminal(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(markup=False, emoji=False, highlight=False)
    roomy = console.width >= _ROOMY
    places = [
        place
        for place, column in enumerate(columns)
        if (roomy or not column.wide) and any(words(row[place]) != "-" for row in rows)
    ]
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim" if coloured() else ""
    )
    for place in places:
        column = columns[place]
        table.add_column(
            column.name,
            no_wrap=not column.grows,
            overflow="fold" if column.grows else "ellipsis",
            ratio=1 if column.grows else None,
            max_width=None if column.grows else 28,
        )
    for row in rows:
        table.add_row(
            *(
                Text(
                    words(row[place], relative=True),
                    colour_of(row[place]) or columns[place].colour,
                )
                for place in places
            )
        )
    console.print(table)
