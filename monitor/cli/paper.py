"""Words on paper: what people read. A terminal gets colours and tables that fit, a pipe plain text.

Colour only means something: loud for priorities and failures, dim for what is beside the point.
Text from feeds is never read as markup or as terminal control. Nothing here loads a library, so
that a list is on the screen as soon as Python is there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from monitor.cli.clock import now
from monitor.cli.folding import cut, fold, pad, width

Cell = str | int | float | datetime | Sequence[str] | None

_GAP = "  "
_NARROWEST = 20
_ROOMY = 100  # columns of a terminal from which a table shows everything
_TIGHT = 64  # below that a row is a paragraph, because columns would leave no room for words
_LONGEST = 28  # cells of a column that does not wrap
_SHORTEST = 6  # what such a column keeps when there is no room
_OLD = timedelta(days=30)
_STEPS = ((86400, "d"), (3600, "h"), (60, "min"))
_USUAL = 80, 24  # columns and lines of a terminal that does not tell
_SHADES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_CODES = {
    **{name: 30 + place for place, name in enumerate(_SHADES)},
    **{f"bright_{name}": 90 + place for place, name in enumerate(_SHADES)},
}
# The words of all scales that say how something stands, each by its meaning.
_COLOURS = {
    "flash": "bright_red",
    "bulletin": "red",
    "urgent": "yellow",
    "routine": "blue",
    "reversal": "magenta",
    "correction": "magenta",
    "told": "green",
    "owed": "yellow",
    "ok": "green",
    "failing": "red",
    "gone": "red",
    "sent": "green",
    "dead": "red",
    "pending": "yellow",
    "leased": "yellow",
}


class Word(str):
    """A word of a scale: it has a colour by its meaning."""

    __slots__ = ()


class Column:
    """One column: ``wide`` ones stand only where there is room, the one that ``grows`` wraps.

    ``colour`` is for cells that have none by their meaning.
    """

    def __init__(
        self, *, name: str, wide: bool = False, grows: bool = False, colour: str = ""
    ) -> None:
        self.name = name
        self.wide = wide
        self.grows = grows
        self.colour = colour


def screen() -> tuple[int, int]:
    """Columns and lines of the terminal; COLUMNS and LINES speak louder than it does."""
    try:
        size: tuple[int, int] = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr] # a stream that is not there has no size
    except (AttributeError, ValueError, OSError):
        size = _USUAL
    asked = (os.environ.get("COLUMNS", ""), os.environ.get("LINES", ""))
    columns, lines = (
        int(word) if word.isascii() and word.isdigit() and int(word) else found or usual
        for word, found, usual in zip(asked, size, _USUAL, strict=True)
    )
    return columns, lines


def on_terminal() -> bool:
    """Whether people read stdout directly."""
    return sys.stdout.isatty()


def is_narrow() -> bool:
    """Whether people read on a terminal without room for columns."""
    return on_terminal() and screen()[0] < _TIGHT


def coloured() -> bool:
    """Whether stdout may have colours."""
    return on_terminal() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def inert(text: str) -> str:
    """One line without anything that could steer a terminal."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())


def ago(at: datetime, today: datetime) -> str:
    """``3 min ago``; further back than a month, the date."""
    span = today - at
    if abs(span) > _OLD:
        return f"{at:%Y-%m-%d}"
    seconds = abs(span.total_seconds())
    size, unit = next((step for step in _STEPS if seconds >= step[0]), (1, "s"))
    words = f"{int(seconds // size)} {unit}"
    return f"{words} ago" if span >= timedelta() else f"in {words}"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 item``, ``2 items``, ``3 stories``."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def exact(at: datetime) -> str:
    """A time to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}Z"


def words(value: Cell, *, relative: bool = False) -> str:
    """A cell as text on one line; what is not there is a dash."""
    if isinstance(value, str):
        return inert(value) or "-"
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return ago(value, now()) if relative else exact(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int):
        return str(value)
    return inert(", ".join(value)) or "-"


def colour_of(value: Cell) -> str:
    """The colour that a value has by its meaning, or none."""
    return _COLOURS.get(value, "") if isinstance(value, str) and type(value) is not str else ""


def styled(text: str, *, bold: bool = False, dim: bool = False, colour: str = "") -> str:
    """The text with the codes of its style, where colours can be seen."""
    codes = [str(_CODES[colour])] if colour else []
    codes += ["1"] if bold else []
    codes += ["2"] if dim else []
    if not (codes and coloured()):
        return text
    return "".join((*(f"\x1b[{code}m" for code in codes), text, "\x1b[0m"))


def say(text: str = "", *, bold: bool = False, dim: bool = False, colour: str = "") -> None:
    """One line on stdout; styled where that can be seen, and wrapped on a terminal."""
    indent = len(text) - len(text.lstrip(" "))
    shown = " " * indent + wrapped(text[indent:], indent)
    put(styled(shown, bold=bold, dim=dim, colour=colour))


def put(text: str) -> None:
    """Whole lines on stdout, at once: whoever reads along need not wait."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def put_bytes(data: bytes) -> None:
    """A whole document on stdout, in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.flush()


def wrapped(text: str, indent: int) -> str:
    """The text at the width of the terminal, all lines but the first indented; words stay whole.

    In a pipe it stays one line.
    """
    if not on_terminal():
        return text
    room = max(screen()[0] - indent, _NARROWEST)
    return f"\n{' ' * indent}".join(fold(text.replace("\n", " "), room, whole=True))


def say_aside(text: str) -> None:
    """A remark that is no result: on stderr."""
    sys.stderr.write(f"{inert(text)}\n")


def show_fields(pairs: Iterable[tuple[str, Cell]]) -> None:
    """Names and values below each other; what is not there is left out."""
    shown = [(name, value) for name, value in pairs if words(value) != "-"]
    longest = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        text = words(value)
        if isinstance(value, datetime):
            since = ago(value, now())
            text = text if text.startswith(since) else f"{text}, {since}"
        text = wrapped(text, longest + len(_GAP))
        label = styled(name.ljust(longest), dim=True)
        put(f"{label}{_GAP}{styled(text, colour=colour_of(value))}")


def show_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """A table: on a terminal as wide as it is, in a pipe plain and never cut."""
    if not on_terminal():
        lines = _plain(columns, rows)
    elif is_narrow():
        lines = _paragraphs(columns, rows)
    else:
        lines = _fitting(columns, rows)
    put("\n".join(lines))


def _paragraphs(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterable[str]:
    """Each row as a line of its short cells, and the long ones wrapped below it."""
    for row in rows:
        cells = [
            (column, words(cell, relative=True), colour_of(cell) or column.colour)
            for column, cell in zip(columns, row, strict=True)
            if not column.wide and words(cell) != "-"
        ]
        short = [
            styled(_named(column, text), colour=colour)
            for column, text, colour in cells
            if not column.grows
        ]
        if short:
            yield _GAP.join(short)
        for column, text, colour in cells:
            if column.grows:
                yield f"{_GAP}{styled(wrapped(text, len(_GAP)), colour=colour)}"


def _named(column: Column, text: str) -> str:
    """The cell, after its column's name if it is a figure: without a heading it would say nothing."""
    return f"{column.name} {text}" if text[0].isdigit() and column.name != "when" else text


def _plain(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterable[str]:
    heads = [column.name for column in columns]
    texts = [list(map(words, cells)) for cells in zip(heads, *rows, strict=True)]
    widths = [max(map(len, cells)) for cells in texts]
    padded = [
        [text.ljust(size) for text in cells] for cells, size in zip(texts, widths, strict=True)
    ]
    return [_GAP.join(line).rstrip() for line in zip(*padded, strict=True)]


def _fitting(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterable[str]:
    """As wide as the terminal at most; columns without anything in them are left out."""
    space = screen()[0]
    texts = [[words(cell, relative=True) for cell in row] for row in rows]
    places = [
        place
        for place, column in enumerate(columns)
        if (space >= _ROOMY or not column.wide) and any(row[place] != "-" for row in texts)
    ]
    heads = [columns[place].name for place in places]
    kept = [[row[place] for place in places] for row in texts]
    natural = [max(map(width, cells)) for cells in zip(heads, *kept, strict=True)]
    widths = _shares([columns[place] for place in places], natural, space)
    yield styled(_GAP.join(map(pad, map(cut, heads, widths), widths)).rstrip(), dim=True)
    for row, cells in zip(rows, kept, strict=True):
        colours = [colour_of(row[place]) or columns[place].colour for place in places]
        lines = [
            fold(text, size) if columns[place].grows else [cut(text, size)]
            for place, text, size in zip(places, cells, widths, strict=True)
        ]
        yield from _side_by_side(lines, widths, colours)


def _shares(columns: Sequence[Column], natural: Sequence[int], space: int) -> list[int]:
    """Cells for each column: those that do not wrap come first, the others share the rest."""
    widths = [
        size if column.grows else min(size, _LONGEST)
        for column, size in zip(columns, natural, strict=True)
    ]
    growing = [place for place, column in enumerate(columns) if column.grows]
    fixed = [place for place, column in enumerate(columns) if not column.grows]
    room = space - len(_GAP) * (len(columns) - 1) - sum(widths[place] for place in fixed)
    least = sum(min(widths[place], _NARROWEST) for place in growing)
    while room < least and fixed:
        widest = max(fixed, key=lambda place: widths[place])
        if widths[widest] <= _SHORTEST:
            break
        widths[widest] -= 1
        room += 1
    for left, place in enumerate(sorted(growing, key=lambda place: widths[place])):
        widths[place] = max(min(widths[place], room // (len(growing) - left)), 1)
        room -= widths[place]
    return widths


def _side_by_side(
    lines: Sequence[Sequence[str]], widths: Sequence[int], colours: Sequence[str]
) -> Iterable[str]:
    """The lines of each cell beside those of its neighbours."""
    for place in range(max(map(len, lines))):
        row, gap = "", ""
        for cell, size, colour in zip(lines, widths, colours, strict=True):
            text = cell[place] if place < len(cell) else ""
            if text:
                row += gap + styled(text, colour=colour)
                gap = ""
            gap += " " * (size - width(text)) + _GAP
        yield row
