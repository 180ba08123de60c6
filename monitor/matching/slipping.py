"""Names that somebody wrote with a slip: "Nicolas Madruo", "Machdo", "BoNordvik".

Looked for only where a word looks like none: neither English nor the item's language lists it. One
word of a name may hold one slip, the others must stand as they are; a name of one word has to be long
and keep its first letter, because short ones are one slip away from other people's.

Hardly any word of a text can be such a slip: it has a word of a name beside it, is two words of one
that grew together, or may be a long name alone. What a word may be is found out once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Generic, TypeVar

from monitor.text import UNLISTED, Openings, PhraseIndex, SlipIndex, rarity

Owner = TypeVar("Owner")
Words = tuple[str, ...]

_LEAST_ALONE = 8
# How far from the slip a name may reach; longer ones are found without it.
_REACH = 4
# What a word may be, added up: part of a longer name, a slip by itself, a slip beside such a part.
_PART, _ALONE, _SLIP = 1, 2, 4
# All of that is below this number.
MARKS = 8


def having(marks: int) -> bytes:
    """A pattern for what has all of some marks, and maybe others."""
    every = bytes(one for one in range(256) if one & marks == marks)
    return b"[" + re.escape(every) + b"]"


# A slip by itself, behind a part of a longer name, or before one.
_MAY_SLIP = re.compile(
    b"%(alone)b|(?<=%(part)b)%(slip)b|%(slip)b(?=%(part)b)"
    % {b"alone": having(_SLIP | _ALONE), b"part": having(_PART), b"slip": having(_SLIP)}
)


class Slips(Generic[Owner]):
    """Names found although one slip was made; built once, over the index of all names."""

    def __init__(
        self, names: PhraseIndex[Owner], phrases: Collection[Words], known: Collection[Words]
    ) -> None:
        """``phrases`` are all of the index; those ``known`` may be written with a slip."""
        self._names = names
        self._index = SlipIndex(known)
        self._parts = Openings(word for words in phrases if len(words) > 1 for word in words)
        whole = Openings(words[0] for words in phrases if len(words) == 1)
        alone = [word for word in self._index.words if len(word) >= _LEAST_ALONE and word in whole]
        # One slip leaves the two first letters as they were, or the three last.
        self._heads = frozenset(word[:2] for word in alone)
        self._tails = frozenset(word[0] + word[-3:] for word in alone)

    def find(
        self, words: Sequence[str], chances: bytes, language: str
    ) -> Iterator[tuple[int, int, Owner]]:
        """Each place where a name stands but for one slip; ``chances`` are those of the words.

        They may hold multiples of `MARKS` beside.
        """
        for found in _MAY_SLIP.finditer(chances):
            place = found.start()
            if rarity(words[place], language) >= UNLISTED:
                for meant in self._index.find(words[place]):
                    yield from self._mended(words, place, meant)

    def chance(self, word: str) -> int:
        """What a word may be, below `MARKS`."""
        part = _PART if word in self._parts else 0
        if not self._index.takes(word) or rarity(word) < UNLISTED:
            return part
        alone = word[:2] in self._heads or word[0] + word[-3:] in self._tails
        return part | _SLIP | (_ALONE if alone or self._index.joins(word) else 0)

    def _mended(
        self, words: Sequence[str], place: int, meant: Words
    ) -> Iterator[tuple[int, int, Owner]]:
        """The names that stand around a word once it is what was meant."""
        first = max(0, place - _REACH)
        mended = (*words[first:place], *meant, *words[place + 1 : place + 1 + _REACH])
        longer = len(meant) - 1
        for start, end, owner in self._names.find(mended, before=place - first + 1):
            covers = first + end >= place + len(meant)
            if covers and (end - start > 1 or _is_telling(words[place], meant[0])):
                yield first + start, first + end - longer, owner


def _is_telling(written: str, meant: str) -> bool:
    """Whether one word alone is enough to know who was meant."""
    return len(meant) >= _LEAST_ALONE and written[0] == meant[0]
