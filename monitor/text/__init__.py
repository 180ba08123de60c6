"""Plain text in, words, numbers, sentences and likeness out; never a decision.

The floor that all rooms stand on, not a room itself; so its door is wider than theirs.
"""

from monitor.text.counting import counted
from monitor.text.countries import Country, find_country, is_city
from monitor.text.deeds import TURNS, Deeds, deeds
from monitor.text.figures import Figure, find_figures
from monitor.text.fold import fold, fold_word
from monitor.text.likeness import Vector, cosine, letter_likeness, weigh
from monitor.text.meanings import find_meanings, find_places
from monitor.text.openings import Openings
from monitor.text.phrases import PhraseIndex, phrase_words
from monitor.text.remembered import Remembered
from monitor.text.slips import SlipIndex
from monitor.text.tokens import (
    Token,
    folded_words,
    split_sentences,
    token_at,
    tokenise,
    word_spans,
)
from monitor.text.words import (
    COMMON,
    LANGUAGES,
    TITLES,
    UNLISTED,
    content_stems,
    guess_language,
    language_code,
    language_spoken,
    rarity,
    stem,
    stems_of,
)

__all__ = [
    "COMMON",
    "LANGUAGES",
    "TITLES",
    "TURNS",
    "UNLISTED",
    "Country",
    "Deeds",
    "Figure",
    "Openings",
    "PhraseIndex",
    "Remembered",
    "SlipIndex",
    "Token",
    "Vector",
    "content_stems",
    "cosine",
    "counted",
    "deeds",
    "find_country",
    "find_figures",
    "find_meanings",
    "find_places",
    "fold",
    "fold_word",
    "folded_words",
    "guess_language",
    "is_city",
    "language_code",
    "language_spoken",
    "letter_likeness",
    "phrase_words",
    "rarity",
    "split_sentences",
    "stem",
    "stems_of",
    "token_at",
    "tokenise",
    "weigh",
    "word_spans",
]
