"""How much one item tells the same as others, 0..1: by words, by signs, across languages."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from monitor.model import Match
from monitor.stories.settings import Settings
from monitor.stories.signs import signs_of
from monitor.stories.view import View
from monitor.text import content_stems, letter_likeness

# What is left of the weight of a name that the seed itself watches: most items of the seed share it
# ("Maduro", "Venezuela"), and two different events of the same people would be one story.
_NAMES_COUNT = 0.5
_CUT = 1 - _NAMES_COUNT**2

Weights = Mapping[str, float]


class Telling:
    """One item held against others; what it needs of itself is worked out once."""

    def __init__(self, view: View, match: Match, settings: Settings) -> None:
        named = {sign.text for sign in match.evidence if sign.kind == "entity"}
        self.view = view
        self.names, self._watched = _watched(frozenset(named), view.language)
        self._settings = settings
        self._words = _cut(view.words, self.names)
        self._whole = _cut(view.whole, self.names) if view.whole is not view.words else self._words
        self._signs = _cut(view.signs, self._watched)
        self._found: dict[View, float] = {}

    def likeness(self, other: View) -> float:
        """0..1 to another item, on the scale of `Settings.same_telling`."""
        found = self._found.get(other)
        if found is None:
            native = other.language == self.view.language
            found = self._found[other] = self._near(other) if native else self._abroad(other)
        return found

    def likenesses(self, others: Iterable[View]) -> list[float]:
        """To each of the others."""
        return [self.likeness(other) for other in others]

    def letters(self, other: View) -> float:
        """Letter likeness of two titles, 0..1; of the texts where there is no title."""
        mine, theirs = self.view.letters, other.letters
        return letter_likeness(mine, theirs) if mine and theirs else 0.0

    def _near(self, other: View) -> float:
        settings = self._settings
        title = whole = _dot(self._words, other.words, self.names)
        if self._whole is not self._words or other.whole is not other.words:
            whole = _dot(self._whole, other.whole, self.names)
        words = settings.title_share * title + (1 - settings.title_share) * whole
        signs = _dot(self._signs, other.signs, self._watched)
        return settings.signs_share * signs + (1 - settings.signs_share) * words

    def _abroad(self, other: View) -> float:
        """Countries, figures, meanings and like-written names; few of them prove nothing."""
        settings = self._settings
        same = sum(s in other.signs for s in self._signs if s not in self._watched)
        if same < settings.abroad_signs:
            return 0.0
        signs = _dot(self._signs, other.signs, self._watched)
        return min(1.0, signs * settings.same_telling / settings.abroad)


@lru_cache(maxsize=5_000)
def _watched(named: frozenset[str], language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems and the signs of names; in the item's language, in which they were found."""
    stems = frozenset(word for name in named for word in content_stems(name, language))
    return stems, frozenset(sign for name in named for sign in signs_of(name, language))


def _cut(vector: Weights, names: Collection[str]) -> Weights:
    """A unit vector made of another one after the weights of ``names`` were cut to a part.

    They are cut once more, for the one that it is multiplied with and that is not cut itself.
    """
    length = math.sqrt(_rest(vector, names)) if vector else 1.0
    cut = _NAMES_COUNT * _NAMES_COUNT
    return {w: x * (cut if w in names else 1.0) / length for w, x in vector.items()}


def _rest(vector: Weights, names: Collection[str]) -> float:
    """The squared length that the cut leaves of a unit vector."""
    return 1 - _CUT * sum([vector[name] ** 2 for name in names if name in vector])


def _dot(mine: Weights, other: Weights, names: Collection[str]) -> float:
    """The cosine of a vector that was cut for both and one that was not yet."""
    shared = mine.keys() & other.keys()
    if not shared:
        return 0.0
    dot = sum([mine[word] * other[word] for word in shared])
    return dot / math.sqrt(_rest(other, names)) if names else dot
