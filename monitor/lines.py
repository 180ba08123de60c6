"""A TOML file of plain lines in, its tables out; None for all that only a whole parser is sure of.

Plain is what people and `feeds add` write: comments, ``[table]``, ``[[table]]``, and one key a line
with a text, a whole number, true or false, or a list of texts. A feeds file of a hundred thousand
entries is read several times as fast as by the parser, and a command that needs one path of a small
file loads no library for it. Whatever is read here, the parser reads in the same way.
"""

from __future__ import annotations

_CONTROL = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_DIGITS = 18

Value = str | int | bool | list[str]
Fields = dict[str, Value]
Document = dict[str, Value | Fields | list[Fields]]


def read_lines(text: str) -> Document | None:
    """The tables of a document by name, or None when a line is not plain."""
    text = text.replace("\r\n", "\n")
    if "\r" in text or not _CONTROL.isdisjoint(text):
        return None
    document: Document = {}
    here: dict[str, object] = document  # type: ignore[assignment] # the part that holds plain values
    for line in text.split("\n"):
        said = line.strip(" \t")
        if not said or said[0] == "#":
            continue
        if said[0] == "[":
            begun = _begin(document, said)
            if begun is None:
                return None
            here = begun
            continue
        key, sign, written = said.partition("=")
        key = key.rstrip(" \t")
        value = _value(written.lstrip(" \t"))
        if not sign or value is None or key in here or not _is_bare(key):
            return None
        here[key] = value
    return document


def _begin(document: Document, line: str) -> dict[str, object] | None:
    """The new table that a heading opens; None for a heading that is not plain, or stands twice."""
    fresh: dict[str, object] = {}
    if line.startswith("[[") and line.endswith("]]"):
        name = line[2:-2]
        rows = document.get(name)
        if rows is None and _is_bare(name):
            rows = document[name] = []
        elif not (isinstance(rows, list) and rows and isinstance(rows[0], dict)):
            return None  # something else has this name, be it an empty list of texts
        rows.append(fresh)  # type: ignore[arg-type] # it fills with plain values
        return fresh
    name = line[1:-1]
    if not line.endswith("]") or name in document or not _is_bare(name):
        return None
    document[name] = fresh  # type: ignore[assignment] # it fills with plain values
    return fresh


def _is_bare(key: str) -> bool:
    return bool(key) and _BARE.issuperset(key)


def _value(written: str) -> Value | None:
    sign = written[:1]
    if sign == '"':
        text, end, rest = written[1:].partition('"')
        return text if end and "\\" not in text and _is_empty(rest) else None
    if sign == "[":
        return _texts(written)
    word = written.partition("#")[0].rstrip(" \t")
    if word in {"true", "false"}:
        return word == "true"
    if (
        word.isascii()
        and word.isdigit()
        and len(word) <= _DIGITS
        and (word[0] != "0" or word == "0")
    ):
        return int(word)
    return None


def _is_empty(rest: str) -> bool:
    """Whether nothing but a remark follows a value."""
    return not rest or rest.lstrip(" \t")[:1] in {"", "#"}


def _texts(written: str) -> list[str] | None:
    """``["a", "b"]`` on one line."""
    if "\\" in written or not written.endswith("]"):
        return None
    pieces = written[1:-1].split('"')  # those at odd places stood in quotes
    between = [piece.strip(" \t") for piece in pieces[::2]]
    plain = len(pieces) % 2 and between[0] == "" and between[-1] in {"", ","}
    if not plain or any(piece != "," for piece in between[1:-1]) or between == [","]:
        return None
    return pieces[1::2]
