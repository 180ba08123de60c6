"""What an article already tells in figures: ``killed`` = ``80+``, ``reward`` = ``$50 million``."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from monitor.model import Known
from monitor.text import counted, fold_word, stem

# How far a figure may stand from the word that it counts, in words.
_REACH = 5


def find_known(
    sentences: Sequence[str], watched: Sequence[str], countable: Collection[str], language: str
) -> tuple[Known, ...]:
    """The figures that stand beside a watched word, one for each word, the last one counting.

    ``countable`` are the words that figures may count at all: "80 fatalities from strikes on vessels"
    counts fatalities, so it says nothing about vessels.
    """
    words = {stem(fold_word(word)): word for word in (*sorted(countable), *watched)}
    found: dict[str, str] = {}
    for sentence in sentences:
        figures = counted(sentence, words, _REACH, language)
        found.update({word: figures[word].value for word in watched if word in figures})
    return tuple(Known(fact=fact, value=value) for fact, value in found.items())
