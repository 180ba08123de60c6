"""The thorough parser's view of a feed, broken ones included: bytes in, a document out."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import feedparser

from monitor.feeds.dates import read_struct
from monitor.feeds.document import Document, RawItem


def parse_thorough(body: bytes, url: str, seconds: float) -> Document | None:
    """What feedparser finds; None when this is no feed, or it takes longer than ``seconds``."""
    try:
        with _limit(seconds):
            found = feedparser.parse(
                io.BytesIO(body),
                response_headers={"content-location": url},
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError):
        return None  # it answers hostile feeds with any of these
    except TimeoutError:
        return None
    if not found.get("version"):
        return None
    channel = found.get("feed") or {}
    ttl = _text(channel, "ttl").strip()
    return Document(
        items=[_item(entry) for entry in found.get("entries") or []],
        link=_text(channel, "link"),
        language=_text(channel, "language"),
        ttl=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else 0,  # noqa: PLR2004 (years)
    )


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _item(entry: Mapping[str, object]) -> RawItem:
    source = entry.get("source")
    return RawItem(
        title=_text(entry, "title"),
        link=_text(entry, "link"),
        guid=_text(entry, "id"),
        summary=_text(entry, "summary"),
        content=_content(entry),
        published=read_struct(entry.get("published_parsed") or entry.get("created_parsed")),
        updated=read_struct(entry.get("updated_parsed")) if "updated_parsed" in entry else None,
        source=_text(source, "title") if isinstance(source, Mapping) else "",
    )


def _content(entry: Mapping[str, object]) -> str:
    parts = entry.get("content")
    if isinstance(parts, list) and parts and isinstance(parts[0], Mapping):
        return _text(parts[0], "value")
    return ""


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
