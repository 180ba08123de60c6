"""The fast parser's view of a feed: bytes in, a document out, with its soundness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import fastfeedparser

from monitor.feeds.dates import read_date
from monitor.feeds.document import Document, RawItem
from monitor.feeds.glimpses import Glimpse, look


@dataclass(frozen=True, slots=True, kw_only=True)
class FastView:
    """``sound``: the XML is well-formed and holds exactly the items that were found."""

    document: Document
    sound: bool


def parse_fast(body: bytes) -> FastView | None:
    """What fastfeedparser finds, completed by a second look; None when it gives up."""
    try:
        found = fastfeedparser.parse(
            body, include_tags=False, include_media=False, include_enclosures=False
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None  # it answers broken feeds with any of these
    entries: Sequence[Mapping[str, object]] = found.get("entries") or []
    channel: Mapping[str, object] = found.get("feed") or {}
    seen = look(body)
    sound = seen is not None and len(seen.glimpses) == len(entries)
    glimpses = seen.glimpses if seen is not None and sound else repeat(None, len(entries))
    document = Document(
        items=[_item(entry, glance) for entry, glance in zip(entries, glimpses, strict=True)],
        link=_text(channel, "link"),
        language=_text(channel, "language") or (seen.language if seen else ""),
        ttl=seen.ttl if seen else 0,
    )
    return FastView(document=document, sound=sound)


def _item(entry: Mapping[str, object], glance: Glimpse | None) -> RawItem:
    published, updated = _text(entry, "published"), _text(entry, "updated")
    item = RawItem(
        title=_text(entry, "title"),
        link=_text(entry, "link"),
        guid=_text(entry, "id"),
        summary=_text(entry, "description"),
        content=_content(entry),
    )
    if glance is None:
        item.published, item.updated = read_date(published), read_date(updated)
        return item
    item.title = item.title or glance.title
    item.summary = item.summary or glance.caption
    item.source, item.base = glance.source, glance.base
    item.guid = item.guid if glance.named else ""
    # It makes dates up: out of a guid, by filling a fragment with today's, and one from the other.
    item.published = read_date(published, glance.published or "")
    updated = updated or ("" if glance.published else published)
    item.updated = read_date(updated, glance.updated or "")
    return item


def _content(entry: Mapping[str, object]) -> str:
    parts = entry.get("content")
    if isinstance(parts, list) and parts and isinstance(parts[0], Mapping):
        return _text(parts[0], "value")
    return ""


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
