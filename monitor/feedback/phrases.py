"""The phrases of an item that say something, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.feedback.settings import Settings
from monitor.model import Item
from monitor.text import COMMON, PhraseIndex, Token, guess_language, language_code, rarity, tokenise

_SHORTEST = 4  # letters of a word that may stand alone
_SHORTEST_END = 3  # of one that ends a phrase: "de" and "el" are rare in English
_GAPS = (" ", "-")
_JOINING = frozenset("and or y e et ou o und oder as with vs".split())  # they part two names
# A name or short form: "(CDLS)", "(Cartel of the Suns)".
_BRACKET = re.compile(r"\s\(([^\W\d_a-z][^()\d,;:]{1,40})\)")

Run = Sequence[Token]


def language_of(item: Item) -> str:
    """The code of the language that the item is written in, as far as it has a word table."""
    return language_code(item.language or guess_language(f"{item.title}\n{item.summary}"[:300]))


def phrases_of(
    item: Item, settings: Settings, known: PhraseIndex[str] | None = None
) -> dict[str, str]:
    """Telling phrases by their plain form, each as it is written; none with a ``known`` one in it."""
    language = language_of(item)
    found: dict[str, str] = {}
    for text in _texts(item, settings):
        for run in _runs(text, _without(tokenise(text), known)):
            for words in _pieces(run, settings.longest):
                if _tells(words, language, settings):
                    found.setdefault(_plain(words), _written(words, text))
    return found


def names_of(
    item: Item, settings: Settings, known: PhraseIndex[str] | None = None
) -> dict[str, str]:
    """Phrases in capitals by their plain form; none where most words have a capital.

    Parts of a ``known`` phrase are left out where it stands whole.
    """
    language = language_of(item)
    found: dict[str, str] = {}
    for text in _texts(item, settings):
        tokens = tokenise(text)
        if not _is_headline(tokens):
            for run in _runs(text, _without(tokens, known)):
                for words in _pieces(run, settings.longest + 1):
                    if _is_name(words, language):
                        found.setdefault(_plain(words), _written(words, text))
    return found


def in_brackets(item: Item, known: PhraseIndex[str], settings: Settings) -> dict[str, str]:
    """What stands in brackets behind a known phrase, as written; and the owner of the phrase."""
    found: dict[str, str] = {}
    for text in _texts(item, settings):
        tokens = tokenise(text)
        for _, after, owner in known.find([token.folded for token in tokens]):
            bracket = _BRACKET.match(text, tokens[after - 1].end)
            if bracket:
                found.setdefault(bracket[1], owner)
    return found


def holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, both in plain form."""
    return f" {phrase} " in f" {text} "


def _texts(item: Item, settings: Settings) -> tuple[str, str]:
    return item.title, item.summary[: settings.reach]


def _without(tokens: Run, known: PhraseIndex[str] | None) -> Run:
    places = known.find([token.folded for token in tokens]) if known else ()
    covered = {place for start, end, _ in places for place in range(start, end)}
    return [token for place, token in enumerate(tokens) if place not in covered]


def _runs(text: str, tokens: Run) -> Iterator[Run]:
    """Words that no punctuation parts."""
    run: list[Token] = []
    for token in tokens:
        if run and text[run[-1].end : token.start] not in _GAPS:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _pieces(run: Run, longest: int) -> Iterator[Run]:
    for start in range(len(run)):
        for end in range(start + 1, min(start + longest, len(run)) + 1):
            yield run[start:end]


def _tells(words: Run, language: str, settings: Settings) -> bool:
    """Whether a phrase is no grammar, no figure, and rare enough to mean something."""
    rarities = [rarity(word.folded, language) for word in words]
    if min(rarities[0], rarities[-1]) < settings.ends or max(rarities) < settings.rare:
        return False
    if any(not word.folded.isalpha() for word in words):
        return False
    shortest = min(len(words[0].folded), len(words[-1].folded))
    return shortest >= (_SHORTEST if len(words) == 1 else _SHORTEST_END)


def _is_name(words: Run, language: str) -> bool:
    """Capitals at both ends, and small letters only in grammar words between ("Cartel de los Soles")."""
    if not (words[0].text[0].isupper() and words[-1].text[0].isupper()):
        return False
    if len(words[-1].text) == 1 or not words[-1].text.isalpha():  # an initial is no end
        return False
    inner = words[1:-1]
    return all(
        word.text[0].isupper()
        or (rarity(word.folded, language) < COMMON and word.folded not in _JOINING)
        for word in inner
    )


def _plain(words: Run) -> str:
    return " ".join(word.folded for word in words)


def _written(words: Run, text: str) -> str:
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [text[before.end : word.start], word.text]
    return "".join(parts)


def _is_headline(tokens: Run) -> bool:
    """Whether most words are capitalised, so that capitals say nothing."""
    letters = [token for token in tokens if token.text[0].isalpha()]
    return 2 * sum(token.text[0].isupper() for token in letters) > len(letters)
