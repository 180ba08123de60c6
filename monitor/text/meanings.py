"""What words mean across languages: the commonest meanings of news, and the countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from monitor.text.countries import countries
from monitor.text.phrases import PhraseIndex
from monitor.text.tokens import Token

# Names in capitals up to this length ("US", "UE") are other words in small letters.
_ACRONYM = 4


def find_meanings(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Each place where words of `meanings.txt` stand: first, the one after the last, the meaning.

    A meaning is named by its first English word ("talk*"); words with two meanings give both.
    """
    yield from _meanings().find([token.folded for token in tokens])


def find_places(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Each place where a country is named, or what belongs to it, and its code ("VE")."""
    for start, end, code in _places().find([token.folded for token in tokens]):
        written = tokens[start].text
        if end - start > 1 or len(written) > _ACRONYM or written.isupper():
            yield start, end, code


@cache
def _places() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for country in countries():
        for form in country.forms():
            index.add(form, country.code)
    return index


@cache
def _meanings() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for line in files("monitor.text").joinpath("meanings.txt").read_text("utf-8").splitlines():
        words = [] if line.startswith("#") else [word.strip() for word in line.split(";")]
        for word in words:
            index.add(word, words[0])
    return index
