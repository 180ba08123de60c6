"""Thousands of phrases found in one pass over a text's words.

A phrase is one or more words; a star at a word's end stands for any ending ("negotiat*"). Cost grows
with the words of the text and the phrases that begin there, not with the phrases known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from monitor.text.tokens import folded_words

Owner = TypeVar("Owner")


class PhraseIndex(Generic[Owner]):
    """Phrases and who they belong to. Built once, then only read."""

    def __init__(self) -> None:
        self._whole: dict[str, list[tuple[tuple[str, ...], Owner]]] = defaultdict(list)
        self._begun: dict[str, list[tuple[tuple[str, ...], Owner]]] = defaultdict(list)
        self._longest = 0

    def add(self, phrase: str, owner: Owner) -> None:
        """Know ``phrase`` as one of ``owner``; phrases without a word are passed over."""
        words = tuple(word for part in phrase.split() for word in _words(part))
        if not words:
            return
        first = words[0]
        if first.endswith("*"):
            self._begun[first[:-1]].append((words[1:], owner))
            self._longest = max(self._longest, len(first) - 1)
        else:
            self._whole[first].append((words[1:], owner))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Owner]]:
        """Each place where a phrase stands: first word, the word after its last, its owner."""
        for start, word in enumerate(words):
            for rest, owner in self._whole.get(word, ()):
                if _follows(rest, words, start + 1):
                    yield start, start + 1 + len(rest), owner
            for length in range(1, min(self._longest, len(word)) + 1):
                for rest, owner in self._begun.get(word[:length], ()):
                    if _follows(rest, words, start + 1):
                        yield start, start + 1 + len(rest), owner


def _words(part: str) -> tuple[str, ...]:
    """The words of a part of a phrase; a star stays with the last of them."""
    words = folded_words(part.rstrip("*"))
    return (*words[:-1], f"{words[-1]}*") if words and part.endswith("*") else words


def _follows(rest: tuple[str, ...], words: Sequence[str], place: int) -> bool:
    if place + len(rest) > len(words):
        return False
    return all(
        words[place + offset].startswith(part[:-1])
        if part.endswith("*")
        else words[place + offset] == part
        for offset, part in enumerate(rest)
    )
