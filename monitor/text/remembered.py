"""What was found out about a word, remembered: news says the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Told = TypeVar("Told")

# Most words of a text are among the most frequent; when so many are known all are let go.
_MOST = 50_000


class Remembered(dict[str, Told]):
    """A table that fills itself, whose look-up is that of a plain dict.

    So a whole text is looked up in one go: ``map(table.__getitem__, words)``. What it holds should
    be made of plain values.
    """

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[str], Told]) -> None:
        """``find`` finds out about a word that is not known yet."""
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Told:
        if len(self) >= _MOST:
            self.clear()
        told = self[word] = self._find(word)
        return told
