"""What is compared of an item: its letters, its words by rarity, its claims, its signs."""

from __future__ import annotations

from functools import lru_cache

from monitor.model import Item
from monitor.stories.signs import Signs, signs_of
from monitor.stories.vetoes import Claims
from monitor.stories.wording import headline, lead
from monitor.text import Vector, content_stems, fold, guess_language, language_code, weigh


class View:
    """One item as it is compared; items with the same text share one. Never changed once made."""

    __slots__ = ("claims", "language", "letters", "signs", "text", "whole", "words")

    def __init__(self, title: str, text: str, language: str) -> None:
        code = language_code(language or guess_language(f"{title} {text}"))
        self.language = code
        self.letters = fold(title) or fold(text)
        self.text = fold(text)
        self.words: Vector = weigh(content_stems(title, code), code)
        self.whole: Vector = weigh(content_stems(f"{title}\n{text}", code), code)
        self.claims = Claims(title, code)
        self.signs: Signs = signs_of(f"{title}\n{text}", code)


def view(item: Item) -> View:
    """The item as it is compared; the same text gives the same view."""
    return _view(headline(item), lead(item), item.language)


_view = lru_cache(maxsize=5_000)(View)
