"""Words of six languages brought to one sign each, so that items in two languages can be compared.

Countries, figures and the commonest meanings of news (`text/meanings.txt`) get a sign of their own; any
other rare word stands for itself by its first letters, because names and learned words are written
nearly alike everywhere ("Maduro", "designation", "designación").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern

from monitor.text import Token, find_figures, find_meanings, find_places, rarity, tokenise

# Weights on the scale of rarities.
_COUNTRY, _MEANING = 3.0, 3.0
# A small number may count anything; a large one is hardly said twice by chance.
_SMALL, _SMALL_FIGURE, _FIGURE = 9, 2.5, 4.0
_LEAST_FIGURE = 3
# Learned words and names share their beginning across languages; shorter words meet by chance.
_STEM, _LEAST_LETTERS, _LEAST_RARITY = 5, 4, 2.6

Signs = Mapping[str, float]


def signs_of(text: str, language: str) -> Signs:
    """A unit vector of language-free signs: ``=VE``, ``~talk*``, ``#83``, ``madur``."""
    tokens = tokenise(text)
    found: dict[str, float] = {}
    taken: set[int] = set()
    for start, end, sign, weight in _listed(text, tokens, language):
        if taken.isdisjoint(range(start, end)):
            found[sign] = weight
            taken.update(range(start, end))
    for place, token in enumerate(tokens):
        sign, worth = _of_word(token.folded, language)
        if sign and place not in taken and worth > found.get(sign, 0.0):
            found[sign] = worth
    return _unit(found)


# The same words come again and again; and a sign that many items have is kept once.
@lru_cache(maxsize=50_000)
def _of_word(word: str, language: str) -> tuple[str, float]:
    """The sign of a rare word, and its weight; none for other words."""
    worth = rarity(word, language)
    telling = len(word) >= _LEAST_LETTERS and not word.isdigit() and worth >= _LEAST_RARITY
    return (intern(word[:_STEM]), worth) if telling else ("", 0.0)


def _listed(
    text: str, tokens: Sequence[Token], language: str
) -> Iterator[tuple[int, int, str, float]]:
    for start, end, code in find_places(tokens):
        yield start, end, f"={code}", _COUNTRY
    for figure in find_figures(text, language):
        if figure.unit not in {"time", "th"} and figure.amount >= _LEAST_FIGURE:
            worth = _FIGURE if figure.amount > _SMALL else _SMALL_FIGURE
            yield figure.place, figure.after, f"#{figure.amount:g}", worth
    for start, end, meaning in find_meanings(tokens):
        yield start, end, f"~{meaning}", _MEANING


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {sign: weight / length for sign, weight in weights.items()} if length else {}
