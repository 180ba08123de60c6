"""How much two items tell the same: identical text, retelling, or a veto by their numbers."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.model import Item, Match
from monitor.text import (
    Vector,
    content_stems,
    cosine,
    find_figures,
    fold,
    guess_language,
    letter_likeness,
    stem,
    tokenise,
    weigh,
)

_REACH = 600
# What is left of the weight of a name that the seed itself watches.
NAMES_COUNT = 0.5
# Longer titles are texts that lost their title; beyond this they are compared by their beginning.
_TITLE_REACH = 400


@dataclass(frozen=True, slots=True)
class View:
    """What is compared of one item."""

    letters: str
    words: Vector
    whole: Vector
    counts: Mapping[str, frozenset[float]]


def names_in(match: Match) -> frozenset[str]:
    """The stems of the watched names that an item mentions."""
    named = (sign.text for sign in match.evidence if sign.kind == "entity")
    return frozenset(word for text in named for word in content_stems(text))


def view(item: Item) -> View:
    """The item as it is compared; the same text gives the same view, so views are remembered."""
    return _view(item.title[:_TITLE_REACH], item.summary[:_REACH], item.language)


@lru_cache(maxsize=20_000)
def _view(title: str, summary: str, language: str) -> View:
    code = language or guess_language(title)
    return View(
        letters=fold(title) or fold(summary),
        words=weigh(content_stems(title, code), code),
        whole=weigh(content_stems(f"{title}\n{summary}", code), code),
        counts=_counts(title, code),
    )


def _counts(title: str, language: str) -> Mapping[str, frozenset[float]]:
    """What a title counts: the unit or the noun behind each figure, with the amounts."""
    tokens = tokenise(title)
    found: dict[str, set[float]] = {}
    for figure in find_figures(title, language):
        after = (token.folded for token in tokens[figure.after : figure.after + 2])
        noun = next((stem(word, language) for word in after if word.isalpha()), "")
        unit = "" if figure.unit == "time" else figure.unit
        found.setdefault(unit or noun, set()).add(figure.amount)
    return {noun: frozenset(amounts) for noun, amounts in found.items()}


def identical(one: View, other: View) -> float:
    """Letter likeness of two titles, 0..1; of the summaries where there is no title."""
    return letter_likeness(one.letters, other.letters) if one.letters and other.letters else 0.0


def telling(one: View, other: View, names: Collection[str]) -> float:
    """0..1: the mean of how alike the titles and the whole texts are.

    ``names`` are stems that most items of the seed share ("Maduro", "Venezuela"): they count for
    less, or two different events of the same people would be one story.
    """
    return (_alike(one.words, other.words, names) + _alike(one.whole, other.whole, names)) / 2


def _alike(one: Vector, other: Vector, names: Collection[str]) -> float:
    """The cosine of two unit vectors after the weights of ``names`` were cut to a part."""
    cut = 1 - NAMES_COUNT**2
    dot = cosine(one, other) - cut * sum(one.get(n, 0.0) * other.get(n, 0.0) for n in names)
    sizes = ((1 - cut * sum(v.get(n, 0.0) ** 2 for n in names)) for v in (one, other))
    return dot / math.sqrt(math.prod(sizes)) if one and other else 0.0


def numbers_differ(one: View, other: View) -> bool:
    """Whether both count the same noun, and no amount of it is common to both."""
    return any(
        noun in one.counts and not (amounts & one.counts[noun])
        for noun, amounts in other.counts.items()
    )
