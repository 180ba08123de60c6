"""How alike two texts are: letter by letter, and by the rare words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from operator import mul

from rapidfuzz import fuzz

from monitor.text.words import UNLISTED, language_code, stem_rarities

Vector = Mapping[str, float]

_GRAMMAR = 1.0
_LEAST = 0.1
_UNLISTED = UNLISTED - _GRAMMAR


def letter_likeness(one: str, other: str) -> float:
    """0..1, one for the same letters in the same order (Indel ratio); for near-copies only."""
    return fuzz.ratio(one, other) / 100


def weigh(stems: Iterable[str], language: str = "en") -> Vector:
    """A unit vector of stems, by their rarity above that of grammar and the root of their count.

    Of seven ways to weigh (rarity as it is, less 1, less 1.5, to the power of 1.5 and 2; counts by
    root, logarithm or not at all) the one with the highest mean AP over six labelled sets.
    """
    counts = Counter(stems)
    worths = map(_worths(language_code(language)).get, counts, repeat(_UNLISTED))
    weights = dict(zip(counts, worths, strict=False))
    for word, count in counts.items():
        if count > 1:
            weights[word] *= math.sqrt(count)
    length = math.sqrt(sum(map(mul, weights.values(), weights.values())))
    return {word: weight / length for word, weight in weights.items()} if length else {}


@cache
def _worths(code: str) -> Mapping[str, float]:
    return {word: max(_LEAST, rare - _GRAMMAR) for word, rare in stem_rarities(code)}


def cosine(one: Vector, other: Vector) -> float:
    """0..1, the shared part of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)
