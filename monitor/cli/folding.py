"""Texts as wide as a terminal shows them: measured, cut and wrapped by its cells, not by letters."""

from __future__ import annotations

_FIRST_WIDE = "\u0300"  # below this every letter takes one cell


def width(text: str) -> int:
    """How many cells of a terminal the text takes: two for a Chinese sign, none for an accent."""
    if text.isascii() or max(text) < _FIRST_WIDE:
        return len(text)
    return sum(map(_cells, text))


def _cells(letter: str) -> int:
    from unicodedata import category, east_asian_width

    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1


def pad(text: str, cells: int) -> str:
    """The text with spaces behind it, up to so many cells."""
    return text + " " * (cells - width(text))


def cut(text: str, cells: int) -> str:
    """The text where it fits, else its beginning with an ellipsis."""
    return text if width(text) <= cells else f"{_head(text, cells - 1)}…"


def fold(text: str, cells: int, *, whole: bool = False) -> list[str]:
    """The text in lines of at most so many cells; a word that is longer is broken.

    ``whole``: it stands on a line of its own instead, and is longer than that.
    """
    lines: list[str] = []
    line, free = "", cells
    for word in text.split(" "):
        size = width(word)
        if line and size < free:
            line, free = f"{line} {word}", free - size - 1
            continue
        if line:
            lines.append(line)
        while not whole and size > cells:
            head = _head(word, cells)
            folder = head.rfind("/") + 1
            head = head[:folder] if folder > cells // 2 else head  # a path parts between folders
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 (what is left of it)
            size = width(word)
        line, free = word, cells - size
    return [*lines, line]


def _head(text: str, cells: int) -> str:
    """As much of the beginning as fits; one letter at least."""
    for end in range(len(text)):
        cells -= width(text[end])
        if cells < 0:
            return text[: max(end, 1)]
    return text
