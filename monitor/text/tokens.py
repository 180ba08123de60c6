"""Text to words: what stands there, its plain form, and where a sentence begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
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
# Plain letters become small ones; no word holds anything else of these signs but ' and . and ,
_BLANKED = bytes(
    ord(sign.lower()) if sign.isalnum() or sign in "'.," else ord(" ")
    for sign in map(chr, range(128))
) + bytes(range(128, 256))
# Thousands of a figure, parted by a blank that is not plain.
_GROUPED = re.compile(r"[\u00a0\u202f\u2009]\d{3}")
# The marks that most other texts owe it to that they are not plain.
_QUOTES = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", " "))


# A tuple, for it is made a hundred times for every item.
class Token(NamedTuple):
    """A word as written, in plain form, and its place in the text (in characters)."""

    text: str
    folded: str
    start: int
    end: int


# A word's first letter and the one after its last.
Span = tuple[int, int]


# One item's texts are read several times over: for words, figures, meanings, signs.
@lru_cache(maxsize=256)
def tokenise(text: str) -> tuple[Token, ...]:
    """Words and figures of a text in order; possessives and French or Italian elisions go."""
    lowered = text.casefold() if text.isascii() else ""
    found = []
    for start, end in map(_SPAN, _WORD.finditer(text)):
        written = text[start:end]
        if lowered and written.isalnum():
            found.append(_token(Token, (written, lowered[start:end], start, end)))
        else:
            found.append(token_at(text, (start, end)))
    return tuple(found)


# Whoever wants a few words of a text takes a third of the time with these two.
@lru_cache(maxsize=256)
def word_spans(text: str, number: int) -> tuple[Span, ...]:
    """Where the first ``number`` words of a text stand, with what `tokenise` takes from them."""
    return tuple(map(_SPAN, islice(_WORD.finditer(text), number)))


def token_at(text: str, span: Span) -> Token:
    """The word of a text that has this place among `word_spans`."""
    start, end = span
    written = text[start:end]
    elided, bare = (0, written) if written.isalnum() else _pared(written)
    return _token(Token, (bare, fold_word(bare), start + elided, end))


_SPAN = re.Match.span
# Half the time of the tuple's own constructor, which takes its fields by name.
_token = tuple.__new__


def _pared(written: str) -> tuple[int, str]:
    """The word without its stops, elision and possessive, and how long its elision was.

    A letter always remains: no word begins or ends with an apostrophe.
    """
    if "." in written and not written[0].isdigit():
        return 0, _POSSESSIVE.sub("", written).replace(".", "")
    if "'" not in written and "’" not in written:
        return 0, written
    elision = _ELISION.match(written)
    elided = elision.end() if elision else 0
    return elided, _POSSESSIVE.sub("", written[elided:])


# Nearly all texts are only asked for their words: without places they take a fifth of the time.
@lru_cache(maxsize=256)
def folded_words(text: str) -> tuple[str, ...]:
    """The plain forms of a text's words, in order: those of `tokenise`."""
    plain, is_grouped = text, " 000" in text
    if not text.isascii():
        is_grouped = is_grouped or bool(_GROUPED.search(text))
        for mark, usual in _QUOTES:
            plain = plain.replace(mark, usual)
    # What may hold a word together across blanks is left to the pattern.
    if is_grouped or "_" in text:
        return _words_in.__wrapped__(text)
    raw = plain.encode(errors="surrogatepass").translate(_BLANKED)
    blanked = raw.decode(errors="surrogatepass")
    pieces = f"{blanked} ".replace(", ", " ").replace(". ", " ").split()
    together = "".join(pieces)
    if not (together.isascii() and together.isalpha()):
        pieces = [
            word
            for one in pieces
            for word in ((one,) if one.isascii() and one.isalpha() else _words_in(one))
        ]
    return tuple(pieces)


@lru_cache(maxsize=30_000)
def _words_in(piece: str) -> tuple[str, ...]:
    return tuple(map(fold_word, _bare_words(piece)))


def _bare_words(text: str) -> Iterator[str]:
    for written in _WORD.findall(text):
        yield written if written.isalnum() else _pared(written)[1]


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
