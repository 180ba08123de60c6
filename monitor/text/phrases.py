"""Thousands of phrases found in one pass over a text's words.

A phrase is one or more words; a star at a word's end stands for any ending ("negotiat*"). Cost grows
with the words of the text and the different phrases that begin there, not with the phrases known
nor with those who share one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from operator import itemgetter
from typing import Generic, TypeVar

from monitor.text.openings import Openings
from monitor.text.remembered import Remembered
from monitor.text.tokens import folded_words

Owner = TypeVar("Owner")
Rest = tuple[str, ...]
# The letters known of its first word if that has a star, its number, its other words, whose it is.
_Phrase = tuple[int, int, Rest, Owner]
_ORDER = itemgetter(0, 1)


class PhraseIndex(Generic[Owner]):
    """Phrases and who they belong to. Built once, then only read."""

    def __init__(self) -> None:
        # By the first word, where the phrase ends with it or goes on with a star; by the first two.
        self._whole: dict[str, list[_Phrase[Owner]]] = defaultdict(list)
        self._pairs: dict[tuple[str, str], list[_Phrase[Owner]]] = defaultdict(list)
        self._begun: dict[str, list[_Phrase[Owner]]] = defaultdict(list)
        self._lengths: tuple[int, ...] = ()
        self._count = count()
        self._openings: Openings | None = None
        self._known = Remembered(self._look_up)

    def add(self, phrase: str, owner: Owner) -> None:
        """Know ``phrase`` as one of ``owner``; phrases without a word are passed over."""
        self.add_words(phrase_words(phrase), owner)

    def add_words(self, words: Rest, owner: Owner) -> None:
        """Know a phrase by its words, as `phrase_words` gives them."""
        if not words:
            return
        first, rest = words[0], words[1:]
        length = len(first) - 1 if first.endswith("*") else 0
        if length:
            alike = self._begun[first[:-1]]
            if length not in self._lengths:
                self._lengths = tuple(sorted((*self._lengths, length)))
        else:
            alike = self._whole[first]  # also where none stands in it: so it is known to begin some
            if rest and not rest[0].endswith("*"):
                alike = self._pairs[first, rest[0]]
        alike.append((length, next(self._count), rest, owner))
        self._openings = None
        self._known.clear()

    def find(
        self, words: Sequence[str], before: int | None = None
    ) -> Iterator[tuple[int, int, Owner]]:
        """Each place where a phrase stands: first word, the word after its last, its owner.

        ``before`` some word, if that is given, a phrase has to begin.
        """
        known = map(self._known.__getitem__, words[:before])
        return self.find_at(
            words, [place for place, begun in enumerate(known) if begun is not None]
        )

    def begins(self, word: str) -> bool:
        """Whether any phrase begins with a word."""
        if self._openings is None:
            starred = (f"{beginning}*" for beginning in self._begun)
            self._openings = Openings((*self._whole, *starred))
        return word in self._openings

    def find_at(
        self, words: Sequence[str], places: Iterable[int]
    ) -> Iterator[tuple[int, int, Owner]]:
        """`find`, for phrases that begin at some places."""
        for start in places:
            found = self._known[words[start]] or ()
            goes_on = start + 1 < len(words)
            pair = self._pairs.get((words[start], words[start + 1])) if goes_on else None
            if pair:
                found = sorted((*found, *pair), key=_ORDER) if found else pair
            for *_, rest, owner in found:
                if not rest or _follows(rest, words, start + 1):
                    yield start, start + 1 + len(rest), owner

    def _look_up(self, word: str) -> Sequence[_Phrase[Owner]] | None:
        """The phrases that a word begins, but for pairs; None where there are not even those.

        Whole words come first, then the shortest beginning.
        """
        if not self.begins(word):
            return None
        found = list(self._whole.get(word, ()))
        for length in self._lengths[: bisect_right(self._lengths, len(word))]:
            found += self._begun.get(word[:length], ())
        return found


# Thousands of profiles say the same terms.
@lru_cache(maxsize=50_000)
def phrase_words(phrase: str) -> Rest:
    """The folded words of a phrase, with their stars."""
    return tuple(word for part in phrase.split() for word in _words(part))


def _words(part: str) -> tuple[str, ...]:
    """The words of a part of a phrase; a star stays with the last of them."""
    words = folded_words(part.rstrip("*"))
    return (*words[:-1], f"{words[-1]}*") if words and part.endswith("*") else words


def _follows(rest: Rest, words: Sequence[str], place: int) -> bool:
    if place + len(rest) > len(words):
        return False
    for offset, part in enumerate(rest, place):
        word = words[offset]
        if word != part and not (part.endswith("*") and word.startswith(part[:-1])):
            return False
    return True
