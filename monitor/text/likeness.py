"""How alike two texts are: letter by letter, and by the rare words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from monitor.text.words import rarity

Vector = Mapping[str, float]


def letter_likeness(one: str, other: str) -> float:
    """0..1, one for the same letters in the same order (Indel ratio); for near-copies only."""
    return fuzz.ratio(one, other) / 100


def weigh(words: Iterable[str], language: str = "en") -> Vector:
    """A unit vector of words (or stems): each weighs its rarity, a repeated one a little more."""
    counts = Counter(words)
    weights = {
        word: (1 + math.log(count)) * rarity(word, language) for word, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """0..1, the shared part of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)
