"""One plain form for every spelling: small letters, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"’": "'"}
)
_GAPS = re.compile(r"[\W_]+")
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


# The same words come again and again.
@lru_cache(maxsize=30_000)
def fold_word(word: str) -> str:
    """A single word in plain form; marks go, so ``Nicolás`` and ``NICOLAS`` are the same."""
    return _bare(word)


def _bare(word: str) -> str:
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold()  # letters of ornamental alphabets come apart into capitals


def fold(text: str) -> str:
    """A text in plain form: folded words with single blanks between them."""
    if text.isascii():  # most are, and take a fourth of the time so
        return " ".join(text.translate(_PLAIN).split())
    return _GAPS.sub(" ", _bare(text)).strip()
