"""How the pool and its workers talk: a length (four bytes, big-endian), then that many bytes.

A worker that can take requests says so with an empty frame. A request is two frames: JSON with the parameters, then the body. An answer is one frame of JSON:
``{"error": "..."}``, or the feed with its items as lists in the order of `FIELDS`.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime

from monitor.model import ParsedItem

LENGTH = struct.Struct(">I")
READY = LENGTH.pack(0)
# Cleaned text of 50,000 items stays below this; more is a fault.
LONGEST_ANSWER = 256 << 20

Row = Sequence[str | None]


def to_row(item: ParsedItem) -> Row:
    """An item as a JSON list."""
    return (
        item.title,
        item.url,
        item.guid,
        item.summary,
        item.published.isoformat() if item.published else None,
        item.updated.isoformat() if item.updated else None,
        item.source,
        item.language,
    )


def from_row(row: Row, language_of_feed: str) -> ParsedItem:
    """The item in a JSON list; ``language_of_feed`` is the feed's, for an item that names none."""
    title, url, guid, summary, published, updated, source, language = row
    return ParsedItem(
        title=title or "",
        url=url or "",
        guid=guid or "",
        summary=summary or "",
        published=datetime.fromisoformat(published) if published else None,
        updated=datetime.fromisoformat(updated) if updated else None,
        source=source or "",
        language=language or language_of_feed,
    )
