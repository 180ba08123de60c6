"""The configured feeds, read without a library, where everything about them is plain to see."""

from __future__ import annotations

import os

from monitor.config.places import absolute, is_there
from monitor.lines import read_lines
from monitor.spans import parse_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from monitor.lines import Document, Fields

FEEDS_FILE = "feeds.toml"  # beside the configuration file, where that names no other

_HOST = b"abcdefghijklmnopqrstuvwxyz0123456789.-"
_PATH = _HOST + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_/~%+,@"
_QUERY = _PATH + b"=&"
_LAST_PORT, _PORT_DIGITS = 65535, 5
_PIECES = 4  # of an address: scheme, nothing, host with port, and the rest
_TEXTS = ("title", "source", "language")
# Every field of a feed as it is where nobody wrote it; what may be written in plain lines, and how.
_USUAL: dict[str, Any] = {
    "url": "",
    **dict.fromkeys(_TEXTS, ""),
    "every": None,
    "headers": {},
    "paused": False,
}
_KINDS = {"url": str, **dict.fromkeys(_TEXTS, str), "every": str, "paused": bool}


def are_plain_addresses(texts: Sequence[str]) -> bool:
    """Whether all are web addresses of the usual signs, as nearly all are.

    Nothing can be wrong with such a one, and taking it apart and together again gives the same.
    They are looked at together, column by column: one by one takes ten times as long.
    """
    pieces = [text.split("/", _PIECES - 1) for text in texts]
    if set(map(len, pieces)) - {_PIECES}:
        return False
    spots = [piece[2] for piece in pieces]
    hosts = [spot.partition(":")[0] for spot in spots]
    ways = [piece[3].split("?", 1) for piece in pieces]
    queries = [way[1] for way in ways if len(way) > 1]
    return (
        {("http:", ""), ("https:", "")}.issuperset((piece[0], piece[1]) for piece in pieces)
        and ".." not in f".{'.'.join(hosts)}."
        and _holds_only("".join(hosts), _HOST)
        and all(_is_plain_port(spot.partition(":")[2]) for spot in spots if ":" in spot)
        and _holds_only("".join([way[0] for way in ways]), _PATH)
        and all(queries)
        and _holds_only("".join(queries), _QUERY)
    )


def is_plain_address(text: str) -> bool:
    """The same of one."""
    return are_plain_addresses((text,))


def _holds_only(text: str, signs: bytes) -> bool:
    return text.isascii() and not text.encode().translate(None, signs)


def _is_plain_port(port: str) -> bool:
    number = len(port) <= _PORT_DIGITS and port.isascii() and port.isdigit() and port[0] > "0"
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


def read_feeds_plainly(file: str) -> list[dict[str, Any]]:
    """Every field of each feed that `load` would find, in the same order; ``every`` in seconds.

    ``file`` is the configuration file. Raises LookupError for whatever is not plain to see, above
    all for what is wrong.
    """
    document = read_plainly(file)
    named = document.get("feeds_file", FEEDS_FILE)
    if not isinstance(named, str) or not _are_lines((named,)):
        raise LookupError(file)
    beside = _beside(absolute(named, os.path.dirname(file)), may_miss="feeds_file" not in document)
    if beside.keys() - {"feeds"}:
        raise LookupError(named)
    return take_feeds([*_rows(document), *_rows(beside)])


def take_feeds(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every field of each feed that is written so; see `read_feeds_plainly`."""
    _refuse_unsure(rows)
    feeds: list[dict[str, Any]] = [{**_USUAL, **row} for row in rows]
    for feed in feeds:
        if feed["every"] is not None:
            feed["every"] = _seconds(feed["every"])
    return feeds


def _beside(file: str, *, may_miss: bool) -> Document:
    return {} if may_miss and not is_there(file) else read_plainly(file)


def _rows(document: Document) -> list[Fields]:
    rows = document.get("feeds", [])
    if not isinstance(rows, list) or set(map(type, rows)) - {dict}:
        raise LookupError("feeds")
    return rows  # type: ignore[return-value] # see above


def _refuse_unsure(rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise LookupError when any of the feeds is not plain, or stands twice."""
    columns: dict[str, list[Any]] = {
        key: [row[key] for row in rows if key in row] for key in _KINDS
    }
    sure = (
        _KINDS.keys() >= set().union(*rows)
        and all({kind}.issuperset(map(type, columns[key])) for key, kind in _KINDS.items())
        and len(set(columns["url"])) == len(rows)
        and are_plain_addresses(columns["url"])
        and all(_are_lines(columns[key]) for key in _TEXTS)
    )
    if not sure:
        raise LookupError("feeds")


def _are_lines(texts: Sequence[str]) -> bool:
    return all(map(str.strip, texts)) and "".join(texts).isprintable()


def _seconds(written: str) -> float:
    span = parse_span(written)
    if not span:
        raise LookupError(written)
    return span.total_seconds()
