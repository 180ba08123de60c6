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
from itertools import compress
from typing import Generic, TypeVar

from monitor.text.remembered import Remembered
from monitor.text.tokens import folded_words

Owner = TypeVar("Owner")
Rest = tuple[str, ...]


class PhraseIndex(Generic[Owner]):
    """Phrases and who they belong to. Built once, then only read."""

    def __init__(self) -> None:
        self._whole: dict[str, list[tuple[Rest, Owner]]] = defaultdict(list)
        self._begun: dict[str, list[tuple[Rest, Owner]]] = defaultdict(list)
        self._lengths: tuple[int, ...] = ()
        self._known = Remembered(self._look_up)

    def add(self, phrase: str, owner: Owner) -> None:
        """Know ``phrase`` as one of ``owner``; phrases without a word are passed over."""
        self.add_words(phrase_words(phrase), owner)

    def add_words(self, words: Rest, owner: Owner) -> None:
        """Know a phrase by its words, as `phrase_words` gives them."""
        if not words:
            return
        first = words[0]
        if first.endswith("*"):
            self._begun[first[:-1]].append((words[1:], owner))
            if len(first) - 1 not in self._lengths:
                self._lengths = tuple(sorted((*self._lengths, len(first) - 1)))
        else:
            self._whole[first].append((words[1:], owner))
        self._known.clear()

    def find(
        self, words: Sequence[str], before: int | None = None
    ) -> Iterator[tuple[int, int, Owner]]:
        """Each place where a phrase stands: first word, the word after its last, its owner.

        ``before`` some word, if that is given, a phrase has to begin.
        """
        begun = tuple(map(self._known.__getitem__, words[:before]))
        return self.find_at(words, compress(range(len(begun)), begun))

    def begins(self, word: str) -> bool:
        """Whether any phrase begins with a word."""
        begun = self._begun
        return word in self._whole or any(word[:length] in begun for length in self._lengths)

    def find_at(
        self, words: Sequence[str], places: Iterable[int]
    ) -> Iterator[tuple[int, int, Owner]]:
        """`find`, for phrases that begin at some places."""
        for start in places:
            for rest, owner in self._known[words[start]]:
                if not rest or _follows(rest, words, start + 1):
                    yield start, start + 1 + len(rest), owner

    def _look_up(self, word: str) -> tuple[tuple[Rest, Owner], ...]:
        """The phrases that a word begins; whole words first, then the shortest beginning."""
        found = list(self._whole.get(word, ()))
        for length in self._lengths[: bisect_right(self._lengths, len(word))]:
            found += self._begun.get(word[:length], ())
        return tuple(found)


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
