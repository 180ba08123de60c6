"""A TOML document in, checked values out: every wrong key is named with its file and place.

Used by whoever reads a file that people write. A `Table` hands out values by key, collects a
`Problem` for each that is missing, mistyped or unknown, and goes on, so that one look at a file
shows all of its faults. Call `finish` on the outermost table when everything has been asked for.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, TypeVar

from monitor.errors import Problem, WrongContent
from monitor.lines import read_lines
from monitor.spans import parse_span

Value = TypeVar("Value")

# Control characters that no text file holds; tabs, line ends and form feeds are fine.
_BINARY = re.compile(r"[\0-\x08\x0e-\x1a]")
_LONGEST_SHOWN = 80
LONGEST_ARTICLE = 1_000_000  # bytes, as long as a book: read in seconds
_NUMBER = re.compile(r"\[[0-9]+\]")
_WORDS: Mapping[type, str] = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2025-11-18",
    list: "a list in [ ]",
    dict: "a table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asked a table for: ``kind`` is a word such as text, texts, span, tables.

    ``place`` is that of the table, with ``[]`` for each of a list; ``key`` is empty when the reader
    said that it had asked for everything it knows.
    """

    place: str
    key: str
    kind: str
    default: object = None
    required: bool = False


_RECORD: ContextVar[list[Asked] | None] = ContextVar("asked", default=None)


@contextmanager
def recorded() -> Iterator[list[Asked]]:
    """All that readers ask of tables within: what a schema of their files is made from."""
    asked: list[Asked] = []
    token = _RECORD.set(asked)
    try:
        yield asked
    finally:
        _RECORD.reset(token)


def suggest(word: str, known: Iterator[str] | list[str]) -> str:
    """``did you mean "x"?`` for a mistyped word, or the empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def _shown(value: object) -> str:
    """A wrong value as a message shows it: cut where it would hide the rest of the sentence."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def read_document(path: Path) -> Table:
    """The TOML file at ``path`` as a table. Raises WrongContent when it is missing or not TOML."""
    text = read_text(path)
    try:
        plain = read_lines(text)
        return Table(tomllib.loads(text) if plain is None else plain, file=str(path))
    except RecursionError:
        what, remedy = "is not valid TOML: nested too deeply", "mend its brackets"
    except ValueError as error:  # also for a whole number of thousands of digits
        what, remedy = f"is not valid TOML: {error}", "mend the named line"
    raise WrongContent([Problem(file=str(path), what=what, remedy=remedy)])


def read_text(path: Path) -> str:
    """The text of a file. Raises WrongContent when it is missing, unreadable or not text."""
    with _readable(path):
        return decode(path.read_bytes(), str(path))


def read_article(path: Path) -> str:
    """The same of a file that holds one article. Raises WrongContent also when it is far too long."""
    with _readable(path), path.open("rb") as file:
        return read_article_from(file, str(path))


def read_article_from(opened: BinaryIO, file: str) -> str:
    """The article that an open file holds; ``file`` is its name."""
    data = opened.read(LONGEST_ARTICLE + 1)
    if len(data) <= LONGEST_ARTICLE:
        return decode(data, file)
    what = f"is longer than {LONGEST_ARTICLE / 1e6:.0f} MB, which no article is"
    raise WrongContent([Problem(file=file, what=what, remedy="give the one article alone")])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What the system refuses, as a problem of the file."""
    try:
        yield
    except FileNotFoundError:
        what, remedy = "there is no such file", "check the path"
    except IsADirectoryError as error:
        what, remedy = f"cannot be read: {error.strerror}", "name a file in it"
    except OSError as error:
        what, remedy = f"cannot be read: {error.strerror}", "check its permissions"
    else:
        return
    raise WrongContent([Problem(file=str(path), what=what, remedy=remedy)])


def decode(data: bytes, file: str) -> str:
    """Bytes of ``file`` as text, without a byte-order mark. Raises WrongContent when they are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        what = "is not UTF-8 text"
    else:
        if not _BINARY.search(text):
            return text
        what = "holds binary data, not text"
    raise WrongContent([Problem(file=file, what=what, remedy="save it as plain text in UTF-8")])


class Table:
    """One table of a document and the problems found in it and below it."""

    def __init__(
        self,
        values: Mapping[str, object],
        *,
        file: str,
        place: str = "",
        problems: list[Problem] | None = None,
    ) -> None:
        self.file = file
        self.place = place
        self.problems = [] if problems is None else problems
        self._values = values
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def keys(self) -> tuple[str, ...]:
        """Every key that stands in the table."""
        return tuple(self._values)

    def whole(self) -> Mapping[str, object]:
        """All that stands in the table, for a reader that can be sure of it in its own way."""
        return self._values

    def problem(self, key: str, what: str, remedy: str = "") -> None:
        """Note that ``key`` is wrong; reading goes on."""
        place = f"{self.place}.{key}" if self.place and key else key or self.place
        self.problems.append(Problem(file=self.file, place=place, what=what, remedy=remedy))

    def raw(self, key: str) -> object:
        """Whatever stands under ``key``, unchecked; None when it is absent."""
        self._asked.append(key)
        self._record(key, "any")
        return self._values.get(key)

    def get(self, key: str, kind: type[Value], default: Value) -> Value:
        """The value under ``key``, or ``default`` when it is absent or of the wrong type."""
        self._asked.append(key)
        self._record(key, kind.__name__, default)
        if key not in self._values:
            return default
        value = self._values[key]
        if kind is float and type(value) is int:
            value = float(value)
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.problem(key, f"is {_shown(value)}", f"needs {_WORDS.get(kind, kind.__name__)}")
        return default

    def require(self, key: str, kind: type[Value], default: Value) -> Value:
        """As `get`, but an absent key is a problem."""
        self._record(key, kind.__name__, required=True)
        if key not in self._values:
            self.problem(key, "is missing", f"needs {_WORDS.get(kind, kind.__name__)}")
        return self.get(key, kind, default)

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        self._record(key, "words", default)
        if isinstance(self._values.get(key), str):
            return (self.get(key, str, ""),)
        values = self.get(key, list, list(default))
        if not all(isinstance(value, str) for value in values):
            self.problem(key, "holds something that is not text", 'needs ["a", "b"]')
            return default
        return tuple(values)

    def span(self, key: str, default: timedelta | None, *, zero: bool = False) -> timedelta | None:
        """A duration such as ``30s 5m 4h 7d``, above zero unless ``zero`` allows that too."""
        self._record(key, "span", default)
        text = self.get(key, str, "")
        if not isinstance(self._values.get(key), str):
            return default
        span = parse_span(text)
        if span is None or not (span or zero):
            self.problem(key, f'is "{text}"', "needs a duration such as 30s, 5m, 4h or 7d")
            return default
        return span

    def table(self, key: str) -> Table:
        """The table under ``key``, empty when it is absent."""
        self._record(key, "table")
        return self._below(key, self.get(key, dict, {}))

    def tables(self, key: str) -> list[Table]:
        """The tables under ``[[key]]``, each placed by its number, counted from 1."""
        found = []
        self._record(key, "tables")
        if isinstance(self._values.get(key), dict):
            self._asked.append(key)
            self.problem(key, "is one table, not a list of them", f"write it as [[{key}]]")
            return []
        for number, value in enumerate(self.get(key, list, []), start=1):
            place = f"{key}[{number}]"
            if isinstance(value, dict):
                found.append(self._below(place, value))
            else:
                self.problem(place, "is not a table", f"write it as [[{key}]]")
        return found

    def check_unknown(self) -> None:
        """Note every key that nobody asked for."""
        self._record("", "closed")
        for key in self._values:
            if key not in self._asked:
                known = suggest(key, self._asked) or f"known: {', '.join(sorted(set(self._asked)))}"
                self.problem(key, "is not a known key", known)

    def finish(self) -> None:
        """Raise WrongContent with every problem noted so far, if there is one."""
        if self.problems:
            raise WrongContent(self.problems)

    def _record(
        self, key: str, kind: str, default: object = None, *, required: bool = False
    ) -> None:
        record = _RECORD.get()
        if record is not None:
            place = _NUMBER.sub("[]", self.place)
            record.append(
                Asked(place=place, key=key, kind=kind, default=default, required=required)
            )

    def _below(self, key: str, values: Mapping[str, object]) -> Table:
        place = f"{self.place}.{key}" if self.place else key
        return Table(values, file=self.file, place=place, problems=self.problems)
