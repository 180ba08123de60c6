"""Text to words: what stands there, its plain form, and where a sentence begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from monitor.text.fold import fold_word

# Dotted initials ("U.S.", "U.S"), figures ("1,250", "7.3", "15 000"), words with inner apostrophes
# ("Maduro's"), plain words. The plain words of two letters and more, nearly all there are, come first.
_WORD = re.compile(
    r"[^\W\d_][^\W_]+(?:['’][^\W_]+)*"
    r"|[^\W\d_](?:\.[^\W\d_]\b)+\.?(?:['’][sSſ]\b)?"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}| 000)+(?!\d)|\d+(?:[.,]\d+)*"
    r"|[^\W_]+(?:['’][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ELISION = re.compile(r"^(?:[dlnscjmt]|qu|dell|all|nell|sull|un)['’]", re.IGNORECASE)
# A full stop may have up to two closing quotes or brackets behind it.
_STOP = r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’»)\]])|(?<=[.!?…][\"'”’»)\]]{2}))"
_ENDS = re.compile(
    rf"{_STOP}\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-zà-ÿ])|\n\s*\n|{_STOP}[^\S\n]*\n",
)
# Words whose full stop does not end a sentence; one-letter initials are handled by shape.
_SHORT = frozenset(
    "mr mrs ms dr sr sra jr st gen col sgt lt capt gov sen rep prof rev hon pres adm maj vs inc "
    "ltd corp co dept est approx jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n "
    "gral dra ing lic av hr bzw usw etc mme mm".split()
)
# These do so only before a figure: "No. 10", but "He said no. She left."
_SHORT_BEFORE_FIGURE = frozenset("no nos nr num vol art p pp".split())


_LONGEST_SHORT = 12


# A tuple, for it is made a hundred times for every item.
class Token(NamedTuple):
    """A word as written, in plain form, and its place in the text (in characters)."""

    text: str
    folded: str
    start: int
    end: int


# One item's texts are read several times over: for words, figures, meanings, signs.
@lru_cache(maxsize=256)
def tokenise(text: str) -> tuple[Token, ...]:
    """Words and figures of a text in order; possessives and French or Italian elisions go."""
    lowered = text.casefold() if text.isascii() else ""
    found = []
    for match in _WORD.finditer(text):
        written = match[0]
        start, end = match.span()
        if written.isalnum():
            folded = lowered[start:end] if lowered else fold_word(written)
            found.append(_token(Token, (written, folded, start, end)))
        else:
            found.extend(_pared(written, start, end))
    return tuple(found)


# Half the time of the tuple's own constructor, which takes its fields by name.
_token = tuple.__new__


def _pared(written: str, start: int, end: int) -> Iterator[Token]:
    """The word without its stops, elision and possessive; none if nothing is left."""
    if "." in written and not written[0].isdigit():
        written = _POSSESSIVE.sub("", written).replace(".", "")
    elif "'" in written or "’" in written:
        elided = _ELISION.match(written)
        if elided:
            start += elided.end()
            written = written[elided.end() :]
        written = _POSSESSIVE.sub("", written)
    if written:
        yield Token(written, fold_word(written), start, end)


def folded_words(text: str) -> tuple[str, ...]:
    """The plain forms of a text's words, in order."""
    return tuple(token.folded for token in tokenise(text))


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, trimmed; abbreviations and initials do not end one.

    Blank lines part sentences too, single line breaks do not.
    """
    pieces = [piece.strip() for piece in _ENDS.split(text)]
    sentences: list[str] = []
    held: list[str] = []
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece:
            held.append(piece)
        if held and not (following and _goes_on(held[-1], following)):
            sentences.append(" ".join(held))
            held = []
    return tuple(sentences)


def _goes_on(piece: str, following: str) -> bool:
    """Whether the full stop at the end of a piece belongs to its last word."""
    if not piece.endswith("."):
        return False
    last = piece[-_LONGEST_SHORT:].rstrip(".").split()[-1:]
    if not last:
        return False
    word = last[0].lstrip("\"'“‘«([").casefold()
    initial = len(last[0]) == 1 and last[0].isupper()
    return initial or word in _SHORT or (word in _SHORT_BEFORE_FIGURE and following[0].isdigit())
