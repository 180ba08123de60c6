"""How words may begin: whole words, and beginnings of words where a star stands ("negotiat*")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Openings:
    """A set of words and of beginnings; a word is in it if it is one of them or begins so."""

    def __init__(self, words: Iterable[str]) -> None:
        """``words`` are folded; a star at the end of one stands for any ending."""
        every = set(words)
        self._whole = frozenset(word for word in every if not word.endswith("*"))
        self._begun = _shortest(word[:-1] for word in every if word.endswith("*"))

    def __contains__(self, word: str) -> bool:
        if word in self._whole:
            return True
        # Where none begins another, no beginning of a word has one between itself and the word.
        place = bisect_right(self._begun, word)
        return place > 0 and word.startswith(self._begun[place - 1])


def _shortest(beginnings: Iterable[str]) -> tuple[str, ...]:
    """The beginnings in order, without those that another of them begins."""
    kept: list[str] = []
    for one in sorted(beginnings):
        if not kept or not one.startswith(kept[-1]):
            kept.append(one)
    return tuple(kept)
