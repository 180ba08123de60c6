"""How rare a word is, and the stem under which its forms meet."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import Stemmer

from monitor.text.remembered import Remembered
from monitor.text.tokens import folded_words

LANGUAGES = MappingProxyType(
    {
        "en": "english",
        "es": "spanish",
        "fr": "french",
        "de": "german",
        "pt": "portuguese",
        "it": "italian",
    }
)
# A word that no table lists is about ten times rarer than the last one listed (zipf 2.95).
UNLISTED = 6.0
# Words more frequent than zipf 5.3 ("house", "american") say little; above 5.9 they are grammar.
COMMON = 2.1
# Words more frequent than zipf 5 tell languages apart.
_GRAMMATICAL = 3.0
# Bits for one language's part of a sum over all words of a text.
_SCORE = 40
# How much more than the usual language another has to be spoken.
_CLEARLY = 1.2
# Words before a name that say what somebody is; they end one name and announce another.
TITLES = frozenset(
    "president presidente presidenta minister ministro ministra secretary senator senador general "
    "pope papa king queen prince princess judge justice chancellor governor mayor ceo chairman "
    "chairwoman director captain colonel commander chief sheriff mr mrs ms dr sir lord lady prof "
    "professor representative congressman congresswoman ambassador envoy admiral spokesman "
    "spokeswoman premier prime vice coach actor actress singer officer sergeant lieutenant".split()
)


@lru_cache(maxsize=1_000)
def language_code(language: str) -> str:
    """``es-VE`` and ``ES`` to ``es``; unknown and empty ones to ``en``."""
    code = language[:2].lower()
    return code if code in LANGUAGES else "en"


@cache
def _frequencies(language: str) -> dict[str, float]:
    text = files("monitor.text").joinpath(f"frequency/{language}.txt").read_text("utf-8")
    table: dict[str, float] = {}
    for line in text.splitlines():
        zipf, *words = line.split()
        table.update(dict.fromkeys(words, 8.0 - int(zipf) / 100))
    return table


def rarity(word: str, language: str = "en") -> float:
    """How rare a folded word is in running text: 0.25 ("the") to 6 (in no table).

    The scale is 8 minus the zipf value, that is 8 - log10 of its occurrences in a thousand million
    words (tables: `frequency/NOTICE.md`).
    """
    return _frequencies(language_code(language)).get(word, UNLISTED)


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language], 0)  # its own memory costs thrice what it saves


@lru_cache(maxsize=100_000)
def stem(word: str, language: str = "en") -> str:
    """The stem of a folded word (Snowball): "strikes" and "striking" meet in "strike"."""
    return str(_stemmer(language_code(language)).stemWord(word))


def stem_rarities(code: str) -> Iterator[tuple[str, float]]:
    """How rare all words of each stem are together, on the scale of `rarity`; others are UNLISTED.

    ``code`` is one of `LANGUAGES`. Counted anew each time, which takes some 30 ms.
    """
    rarities = _frequencies(code)
    shares = {rare: 10**-rare for rare in set(rarities.values())}
    occurrences: dict[str, float] = defaultdict(float)
    stems = _stemmer(code).stemWords(list(rarities))
    for stemmed, rare in zip(stems, rarities.values(), strict=True):
        occurrences[stemmed] += shares[rare]
    return ((stemmed, -math.log10(share)) for stemmed, share in occurrences.items())


def content_stems(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of a text's words in order, without grammar words and single letters."""
    return stems_of(folded_words(text), language)


def stems_of(words: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """The stems of folded words in order, without grammar words and single letters."""
    return tuple(filter(None, map(_telling_stems(language_code(language)).__getitem__, words)))


@cache
def _telling_stems(code: str) -> Remembered[str]:
    """The stems of the words that say something; an empty one for others."""
    rarities, stemmer = _frequencies(code), _stemmer(code)

    def found(word: str) -> str:
        telling = len(word) > 1 and rarities.get(word, UNLISTED) >= COMMON
        return str(stemmer.stemWord(word)) if telling else ""

    return Remembered(found)


@cache
def _grammar() -> dict[str, int]:
    """The most frequent words: how much each speaks for which languages, in hundredths.

    One number for all languages, `_SCORE` bits for each, so that a text's words are simply added up.
    """
    telling: dict[str, int] = defaultdict(int)
    for place, code in enumerate(LANGUAGES):
        for word, rare in _frequencies(code).items():
            if rare < _GRAMMATICAL:
                telling[word] += round(100 * (_GRAMMATICAL - rare)) << place * _SCORE
    return dict(telling)


@lru_cache(maxsize=20_000)
def guess_language(text: str, default: str = "en") -> str:
    """The language whose grammar words a short text uses most; ``default`` when it uses none."""
    return language_spoken(folded_words(text), default)


def language_spoken(words: Iterable[str], default: str = "en") -> str:
    """`guess_language`, from the folded words of the text."""
    speaking = sum(filter(None, map(_grammar().get, words)))
    if not speaking:
        return default
    scores = {
        code: speaking >> place * _SCORE & (1 << _SCORE) - 1 for place, code in enumerate(LANGUAGES)
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > scores.get(default, 0) * _CLEARLY else default
