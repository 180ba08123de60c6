"""One plain form for every spelling: small letters, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from monitor.text.remembered import Remembered

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"’": "'"}
)

# Signs beyond plain letters, so few at a time that what they become can be remembered. Each becomes
# what it becomes alone: marks are the only signs whose order depends on others, and they go.
_RUN = re.compile(r"[^\x00-\x7f]{1,16}")
_GAPS = re.compile(r"[\W_]+")
# The same for plain letters: every byte that is no letter or digit is a blank.
_BLANKED = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)


def _plain_run(run: str) -> str:
    apart = unicodedata.normalize("NFKD", run.translate(_LETTERS))
    markless = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return markless.casefold()  # letters of ornamental alphabets come apart into capitals


_PLAIN = Remembered(_plain_run)
_SPACED = Remembered(lambda run: _GAPS.sub(" ", _PLAIN[run]))


# The same words come again and again.
@lru_cache(maxsize=30_000)
def fold_word(word: str) -> str:
    """A single word in plain form; marks go, so ``Nicolás`` and ``NICOLAS`` are the same."""
    lowered = word.casefold()
    return lowered if lowered.isascii() else _RUN.sub(lambda run: _PLAIN[run[0]], lowered)


def fold(text: str) -> str:
    """A text in plain form: folded words with single blanks between them."""
    bare = text.casefold()
    if not bare.isascii():
        bare = _RUN.sub(lambda run: _SPACED[run[0]], bare)
    if bare.isascii():
        return b" ".join(bare.encode().translate(_BLANKED).split()).decode()
    return _GAPS.sub(" ", bare).strip()
