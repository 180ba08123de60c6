"""What is compared of an item: its letters, its words by rarity, its claims, its signs."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter

from monitor.model import Item
from monitor.stories.signs import Signs, signs_of
from monitor.stories.vetoes import Claims, counts_of
from monitor.stories.wording import headline, lead
from monitor.text import Vector, fold, guess_language, language_code, stems_of, tokenise, weigh

_START = attrgetter("start")


class View:
    """One item as it is compared; items with the same text share one. Never changed once made."""

    __slots__ = (
        "_claims",
        "_title",
        "counts",
        "language",
        "letters",
        "signs",
        "text",
        "whole",
        "words",
    )

    def __init__(self, title: str, text: str, language: str) -> None:
        both = f"{title}\n{text}"
        code = language_code(language or guess_language(f"{title} {text}"))
        tokens = tokenise(both)
        words = [token.folded for token in tokens]
        head = bisect_left(tokens, len(title), key=_START)
        self.language = code
        self.text = fold(text)
        self.letters = fold(title) or self.text
        self.words: Vector = weigh(stems_of(words[:head], code), code)
        self.whole: Vector = weigh(stems_of(words, code), code) if self.text else self.words
        self.counts = counts_of(title, code)
        self.signs: Signs = signs_of(both, code)
        self._title = title
        self._claims: Claims | None = None

    @property
    def claims(self) -> Claims:
        """What its headline claims; read when it is asked for, as few are."""
        if self._claims is None:
            self._claims = Claims(self._title, self.language)
        return self._claims


def view(item: Item) -> View:
    """The item as it is compared; the same text gives the same view."""
    return _view(headline(item), lead(item), item.language)


_view = lru_cache(maxsize=5_000)(View)
