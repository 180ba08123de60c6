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


# The alphabets of the world are below; no feed shall fill the table with a million signs beyond.
_REMEMBERED = 0x3000


class _Markless(dict[int, int | None]):
    """Every letter as it is, without marks; nearly each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        found = None if unicodedata.combining(chr(code)) else code
        if code < _REMEMBERED:
            self[code] = found
        return found


_MARKLESS = _Markless()
_GAPS = re.compile(r"[\W_]+")
# The same for plain letters: every byte that is no letter or digit is a blank.
_BLANKED = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)


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
    # Letters of ornamental alphabets come apart into capitals.
    return apart.translate(_MARKLESS).casefold()


def fold(text: str) -> str:
    """A text in plain form: folded words with single blanks between them."""
    bare = _bare(text)
    if bare.isascii():
        return b" ".join(bare.encode().translate(_BLANKED).split()).decode()
    return _GAPS.sub(" ", bare).strip()
