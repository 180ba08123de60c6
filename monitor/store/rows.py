"""A noun in, a row out, and back: the fields of the dataclass say how each column is kept.

Times are UTC text of fixed width, so that they sort; spans are seconds; lists and nested nouns are
JSON. An id such as ``i12`` is kept as the integer 12 in ``id`` and in the columns that point to
another table (``item``, ``story`` ...), and as it is inside lists. A `Reason` is kept by its name,
because its value is a sentence for people and may be reworded; every other scale by its word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache, partial
from operator import attrgetter
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from monitor.errors import StoreError
from monitor.scales import Reason
from monitor.store import sql
from monitor.store.columns import KINDS
from monitor.store.sql import Stored

Noun = TypeVar("Noun")
Row = dict[str, Any]
Reading = Callable[[Any], Any]
Writing = Callable[[Any], Stored]


# Rows that are written together mostly share their times.
time_text = lru_cache(maxsize=1_000)(sql.time_text)


# The rows of one item all point to it.
@lru_cache(maxsize=10_000)
def number(shown: str, kind: str) -> int:
    """``i12`` to 12; raises ValueError when it is not an id of this kind."""
    digits = shown[1:]
    if shown[:1] != kind or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{shown!r} is not an id of the kind {kind!r}")
    return int(digits)


def json_text(value: object) -> str:
    """A list or noun as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


class Shape(Generic[Noun]):
    """How one kind of noun lies in its table."""

    def __init__(
        self, noun: type[Noun], table: str, *, kind: str = "", elsewhere: Iterable[str] = ()
    ) -> None:
        """``kind`` is the letter of its ids; fields ``elsewhere`` are read, but not written."""
        self.table = table
        self.kind = kind
        self._noun = noun
        hints = get_type_hints(noun)
        letters = KINDS | {"id": kind}
        self._letters = {name: letters[name] for name in hints if letters.get(name)}
        self._readings = {
            name: _pointer(self._letters[name]) if name in self._letters else _column(hint)
            for name, hint in hints.items()
        }
        self.columns = tuple(name for name in hints if name not in elsewhere)
        names = ", ".join(self.columns)
        places = ", ".join("?" for _ in self.columns)  # bound in half the time that names take
        # The statement that adds a row and fails when it is there already.
        self.insert = " ".join(("INSERT INTO", table, f"({names}) VALUES ({places})"))
        # The columns that are not kept just as they are.
        self._writings = [
            (place, write)
            for place, name in enumerate(self.columns)
            if (write := self._writing(name, hints[name]))
        ]
        self._values = attrgetter(*self.columns)

    def upsert(self, *keys: str, also: str = "") -> str:
        """The statement that adds a row, or brings it up to date when ``keys`` are there."""
        changes = [f"{name} = excluded.{name}" for name in self.columns if name not in keys]
        changes += [also] if also else []
        return f"{self.insert} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(changes)}"

    def write(self, noun: Noun) -> list[Stored]:
        """The ``columns`` of a noun, in order; raises ValueError when its own id is missing."""
        row = list(self._values(noun))
        for place, write in self._writings:
            row[place] = write(row[place])
        if self.kind and row[0] is None:
            raise ValueError(f"a row of {self.table} needs an id: {noun}")
        return row

    def read(self, row: Mapping[str, Any]) -> Noun:
        """The noun of a row. Raises StoreError for a word that this version does not know."""
        try:
            return self._noun(**{name: read(row[name]) for name, read in self._readings.items()})
        except (KeyError, ValueError, TypeError) as error:
            which = row.get("id", "")
            raise StoreError(
                f"a row of {self.table} ({which}) cannot be read ({error!r}): it was written by"
                " another version of the monitor; update this one, or restore a backup"
            ) from error

    def _writing(self, name: str, hint: Any) -> Writing | None:  # noqa: ANN401 (a type hint may be any object)
        letter = self._letters.get(name)
        if letter:
            return partial(_pointed, letter)
        if hint in (str, int, float):
            return None
        if hint in (datetime, datetime | None):
            return lambda value: value and time_text(value)
        return _stored


def _stored(value: object) -> Stored:
    if isinstance(value, tuple) or is_dataclass(value):
        return json_text(value)
    plain: Stored = _plain(value)
    return int(plain) if isinstance(plain, bool) else plain


def _plain(value: object) -> Any:  # noqa: ANN401, PLR0911 (JSON has no narrower type; one case a line)
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Reason):
        return value.name
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _pointed(letter: str, shown: str) -> Stored:
    return number(shown, letter) if shown else None


def _pointer(letter: str) -> Reading:
    return lambda stored: "" if stored is None else f"{letter}{stored}"


def _column(hint: Any) -> Reading:  # noqa: ANN401 (a type hint may be any object)
    reading = _reading(hint)
    if get_origin(hint) is tuple or is_dataclass(hint):
        return lambda stored: reading(json.loads(stored))
    return reading


def _reading(hint: Any) -> Reading:  # noqa: ANN401, PLR0911 (a type hint may be any object; one case a line)
    if get_origin(hint) in (Union, UnionType):
        inner = _reading(next(part for part in get_args(hint) if part is not type(None)))
        return lambda stored: None if stored is None else inner(stored)
    if get_origin(hint) is tuple:
        part = _reading(get_args(hint)[0])
        return lambda stored: tuple(part(value) for value in stored)
    if hint is Reason:
        return lambda stored: Reason[stored]
    if hint is datetime:
        return datetime.fromisoformat
    if hint is timedelta:
        return lambda stored: timedelta(seconds=stored)
    if is_dataclass(hint):
        parts = {name: _reading(kind) for name, kind in get_type_hints(hint).items()}
        noun: Any = hint
        return lambda stored: noun(**{name: read(stored[name]) for name, read in parts.items()})
    if isinstance(hint, type) and issubclass(hint, (Enum, bool)):
        return hint
    return lambda stored: stored
