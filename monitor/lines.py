"""A TOML file of plain lines in, its tables out; None for all that only a whole parser is sure of.

Plain is what people and `feeds add` write: comments, ``[table]``, ``[[table]]``, and one key a line
with a text, a whole number, true or false, or a list of texts. A feeds file of a hundred thousand
entries is read many times as fast as by the parser, and a command that needs one path of a small
file loads no library for it. Whatever is read here, the parser reads in the same way.

What stands in quotes decides nothing here, and what stands outside of them is the same in thousands
of entries. So a file is cut at its headings, and each part at its quotes: a *form*, the part without
its texts, is read line by line once, and then filled with the texts of every part that has it.
"""

from __future__ import annotations

_CONTROL = bytes((*range(9), 11, 12, *range(13, 32), 127))
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_DIGITS = 18

Value = str | int | bool | list[str]
Fields = dict[str, Value]
Document = dict[str, Value | Fields | list[Fields]]


class _Form:
    """What a part is without its texts: its heading, and each key with its value.

    A text in a value is the number of a text of the part.
    """

    def __init__(self, heading: str, fields: Fields, lines: int) -> None:
        self.heading = heading
        self.lines = lines
        self._fields = fields
        self._in_order = list(fields.values()) == [str(place) for place in range(len(fields))]

    def fill(self, texts: list[str]) -> Fields:
        """The keys and values of a part with these texts."""
        if self._in_order:
            # Half again as fast as `dict`. A remark may hold further texts.
            return {key: text for key, text in zip(self._fields, texts, strict=False)}  # noqa: C416
        return {key: _filled(value, texts) for key, value in self._fields.items()}


def read_lines(text: str) -> Document | None:
    """The tables of a document by name, or None when a line is not plain."""
    text = text.replace("\r\n", "\n")
    data = text.encode()
    if "\\" in text or len(data.translate(None, _CONTROL)) < len(data):
        return None
    document: Document = {}
    forms: dict[str, _Form | None] = {}
    lines = 0
    for part in f"\n{text}".replace("\n[", "\n\0[").split("\n\0"):
        pieces = part.split('"')
        between = '"'.join(pieces[::2])
        if between not in forms:
            forms[between] = _form(between)
        form = forms[between]
        if not form or len(pieces) % 2 == 0:
            return None
        lines += form.lines
        fields = form.fill(pieces[1::2])
        if not form.heading:
            document |= fields
        elif not _put(document, form.heading, fields):
            return None
    # A text that goes on in the next line is none: its quotes are those of two remarks.
    return document if lines == text.count("\n") + 2 else None


def _form(between: str) -> _Form | None:
    """The form of a part that is this between its texts; None when it is not plain."""
    first, *rest = between.split('"')
    numbered = first + "".join(f'"{place}"{piece}' for place, piece in enumerate(rest))
    fields: Fields = {}
    heading = ""
    for number, line in enumerate(numbered.split("\n")):
        said = line.strip(" \t")
        if not said or said[0] == "#":
            continue
        if said[0] == "[" and number == 0:
            heading = said
            continue
        key, sign, written = said.partition("=")
        key = key.rstrip(" \t")
        value = _value(written.lstrip(" \t"))
        if not sign or value is None or key in fields or not _is_bare(key):
            return None
        fields[key] = value
    return _Form(heading, fields, between.count("\n") + 1)


def _filled(value: Value, texts: list[str]) -> Value:
    if isinstance(value, str):
        return texts[int(value)]
    return [texts[int(place)] for place in value] if isinstance(value, list) else value


def _put(document: Document, heading: str, fields: Fields) -> bool:
    """Put a table where its heading says; False where that is not plain, or has a name twice."""
    if heading.startswith("[[") and heading.endswith("]]"):
        name = heading[2:-2]
        rows = document.get(name)
        if rows is None and _is_bare(name):
            rows = document[name] = []
        elif not (isinstance(rows, list) and rows and isinstance(rows[0], dict)):
            return False  # something else has this name, be it an empty list of texts
        rows.append(fields)
        return True
    name = heading[1:-1]
    if not heading.endswith("]") or name in document or not _is_bare(name):
        return False
    document[name] = fields
    return True


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
