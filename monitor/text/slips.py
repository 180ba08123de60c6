"""Words written with one slip: a letter left out, put in, taken for another, or two of them swapped.

Two words that are one slip apart become the same when the right letter is left out of each (Mor and
Garbe 2004), so a word is found by the forms that it has without one letter. These are kept as sorted
numbers, for as many strings would take twenty times the memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from monitor.text.remembered import Remembered

# Shorter words are one slip away from too many others.
_LEAST = 6
# A slip leaves the beginning or the end of a word as it was.
_HEAD, _TAIL = 2, 3
_BITS = 32
# Bytes of the sieve for each form, at least.
_ROOM = 4
_MASK = (1 << _BITS) - 1

Words = tuple[str, ...]


class SlipIndex:
    """Words, and names of several words, found although one slip was made. Built once."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        """Know the words of ``names`` (folded), and each name with the blank forgotten."""
        whole = list(dict.fromkeys(tuple(name) for name in names))
        words = {word for name in whole for word in name}
        self.words = sorted(word for word in words if _is_long(word))
        self._joined = {"".join(name): name for name in whole if len(name) > 1}
        self._heads = frozenset(word[:_HEAD] for word in self.words)
        self._tails = frozenset(word[-_TAIL:] for word in self.words)
        self._forms = array(
            "Q",
            sorted(
                _numbered(form) | number
                for number, word in enumerate(self.words)
                for form in _forms(word)
            ),
        )
        self._sieve = self._made_sieve()
        self._known = Remembered(self._look_up)

    def find(self, word: str) -> tuple[Words, ...]:
        """What else may be meant by a folded word."""
        return self._known[word]

    def takes(self, word: str) -> bool:
        """Whether a folded word is of the kind that anything is found for."""
        return len(word) >= _LEAST - 1 and word.isalpha()

    def joins(self, word: str) -> bool:
        """Whether a folded word is a name of several, written as one."""
        return word in self._joined

    def _look_up(self, word: str) -> tuple[Words, ...]:
        if not self.takes(word):
            return ()
        joined = self._joined.get(word)
        near = [(one,) for one in self._near(word) if OSA.distance(word, one) == 1]
        return (joined, *near) if joined else tuple(near)

    def _made_sieve(self) -> bytes:
        """A mark where the hash of a form points: nearly every other form is told by one look."""
        size = 1 << (_ROOM * len(self._forms)).bit_length()
        marks = bytearray(size)
        for form in self._forms:
            marks[form >> _BITS & size - 1] = 1
        return bytes(marks)

    def _near(self, word: str) -> Iterator[str]:
        """Words that have a form without one letter in common with ``word``."""
        if word[:_HEAD] not in self._heads and word[-_TAIL:] not in self._tails:
            return
        seen: set[int] = set()
        last = len(self._sieve) - 1
        for form in _forms(word):
            if not self._sieve[hash(form) & last]:
                continue
            least = _numbered(form)
            place = bisect_left(self._forms, least)
            while place < len(self._forms) and self._forms[place] | _MASK == least | _MASK:
                seen.add(self._forms[place] & _MASK)
                place += 1
        yield from (self.words[number] for number in sorted(seen))


def _is_long(word: str) -> bool:
    return len(word) >= _LEAST and word.isalpha()


def _forms(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _numbered(form: str) -> int:
    """A number for a form, with room for that of a word; two forms may share one by chance."""
    return (hash(form) & _MASK) << _BITS
