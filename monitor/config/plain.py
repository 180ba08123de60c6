"""The configured feeds, read without a library, where everything about them is plain to see."""

from __future__ import annotations

import os

from monitor.config.places import absolute, is_there
from monitor.lines import read_lines
from monitor.spans import parse_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monitor.lines import Document, Fields, Value

FEEDS_FILE = "feeds.toml"  # beside the configuration file, where that names no other

_DIGITS = frozenset("0123456789")
_HOST = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyz.-")
_PATH = _HOST | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_/~%+,@")
_LAST_PORT, _PORT_DIGITS = 65535, 5
_TEXTS = ("title", "source", "language")
_KEYS = frozenset(("url", "every", "paused", *_TEXTS))
_ASKING = str.maketrans("", "", "=&")


def is_plain_address(text: str) -> bool:
    """Whether it is a web address of the usual signs, as nearly all are.

    Nothing can be wrong with such a one, and taking it apart and together again gives the same.
    """
    scheme, _, rest = text.partition("://")
    spot, slash, path = rest.partition("/")
    host, colon, port = spot.partition(":")
    path, question, query = path.partition("?")
    return (
        scheme in {"http", "https"}
        and bool(slash)
        and all(host.split("."))
        and _HOST.issuperset(host)
        and (not colon or _is_plain_port(port))
        and _PATH.issuperset(path)
        and (not question or (bool(query) and _PATH.issuperset(query.translate(_ASKING))))
    )


def _is_plain_port(port: str) -> bool:
    number = len(port) <= _PORT_DIGITS and _DIGITS.issuperset(port) and port[:1] > "0"
    return number and int(port) <= _LAST_PORT


def read_plainly(file: str) -> Document:
    """The tables of a file of plain lines. Raises LookupError when that is not sure."""
    try:
        with open(file, encoding="utf-8", newline="") as opened:
            document = read_lines(opened.read())
    except (OSError, ValueError) as error:
        raise LookupError(file) from error
    if document is None:
        raise LookupError(file)
    return document


def read_feeds_plainly(file: str) -> list[dict[str, str | bool]]:
    """Address, title, source and rest of each feed that `load` would find, in the same order.

    ``file`` is the configuration file. Raises LookupError for whatever is not plain to see, above
    all for what is wrong.
    """
    document = read_plainly(file)
    named = document.get("feeds_file", FEEDS_FILE)
    if not isinstance(named, str) or not _is_line(named):
        raise LookupError(file)
    beside = _beside(absolute(named, os.path.dirname(file)), may_miss="feeds_file" not in document)
    if beside.keys() - {"feeds"}:
        raise LookupError(named)
    feeds = [_feed(row) for tables in (document, beside) for row in _rows(tables)]
    if len({feed["url"] for feed in feeds}) < len(feeds):
        raise LookupError(named)
    return feeds


def _beside(file: str, *, may_miss: bool) -> Document:
    return {} if may_miss and not is_there(file) else read_plainly(file)


def _rows(document: Document) -> list[Fields]:
    rows = document.get("feeds", [])
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if found != rows:
        raise LookupError("feeds")
    return found


def _feed(row: Fields) -> dict[str, str | bool]:
    url, paused, every = row.get("url"), row.get("paused", False), row.get("every", "1h")
    if (
        not _KEYS.issuperset(row)
        or not (isinstance(url, str) and is_plain_address(url))
        or not isinstance(paused, bool)
        or not (isinstance(every, str) and parse_span(every))
    ):
        raise LookupError("feeds")
    title, source, _ = (_line(row.get(name)) for name in _TEXTS)
    return {"url": url, "title": title, "source": source, "paused": paused}


def _line(written: Value | None) -> str:
    if written is None:
        return ""
    if not isinstance(written, str) or not _is_line(written):
        raise LookupError(str(written))
    return written


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()
