"""All phrases that say something of a profile, found in one pass over the words of a text.

Nearly no word of a text begins a name or a term, or may be a name with a slip. What a word may be is
found out once and told by one small number, so that a text is looked up in one go, and only the
places that matter are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from monitor.matching.slipping import MARKS, Slips, having
from monitor.text import PhraseIndex, Remembered

Owner = TypeVar("Owner")
_Place = tuple[int, int, Owner]

# Added to what a word may be as a slip.
_NAME, _TERM = MARKS, 2 * MARKS
_NAMES, _TERMS = re.compile(having(_NAME)), re.compile(having(_TERM))


class Spotted(NamedTuple, Generic[Owner]):
    """What stands in a text: names, terms, names with a slip; each with its place and its owner.

    A place is the first word of a phrase and the one after its last.
    """

    names: tuple[_Place[Owner], ...]
    terms: tuple[_Place[Owner], ...]
    slips: tuple[_Place[Owner], ...]


class Phrasebook(Generic[Owner]):
    """Names, terms and slips, read together; built once they are complete."""

    def __init__(
        self, names: PhraseIndex[Owner], terms: PhraseIndex[Owner], slips: Slips[Owner]
    ) -> None:
        """``slips`` are those of ``names``."""
        self._names = names
        self._terms = terms
        self._slips = slips
        self._marks = Remembered(self._mark)

    def spot(self, words: Sequence[str], language: str) -> Spotted[Owner]:
        """All that stands in the folded words of a text in a language."""
        marks = bytes(map(self._marks.__getitem__, words))
        names, terms = _places(_NAMES, marks), _places(_TERMS, marks)
        return Spotted(
            names=tuple(self._names.find_at(words, names)) if names else (),
            terms=tuple(self._terms.find_at(words, terms)) if terms else (),
            slips=tuple(self._slips.find(words, marks, language)),
        )

    def _mark(self, word: str) -> int:
        """What a word may be."""
        name = _NAME if self._names.begins(word) else 0
        term = _TERM if self._terms.begins(word) else 0
        return name | term | self._slips.chance(word)


def _places(mark: re.Pattern[bytes], marks: bytes) -> list[int]:
    return [found.start() for found in mark.finditer(marks)]
