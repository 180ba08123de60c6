"""A source and what it shows in, the bytes of its feed out: RSS 2.0, Atom or JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from monitor.demo.story import Piece, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A piece as a feed shows it: under its guid, with the times that the feed gives."""

    guid: str
    link: str
    piece: Piece
    published: datetime
    updated: datetime


def write(source: Source, shown: Sequence[Printed], address: str) -> tuple[str, bytes]:
    """Content type and body of the feed at ``address``; ``shown`` is newest first."""
    kind, body = _WRITERS[source.format](source, shown, address)
    return kind, body.encode()


def _rss(source: Source, shown: Sequence[Printed], address: str) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(one.piece.title)}</title><link>{escape(one.link)}</link>"
        f'<guid isPermaLink="false">{escape(one.guid)}</guid>'
        f"<pubDate>{format_datetime(one.published, usegmt=True)}</pubDate>"
        f"<description>{escape(one.piece.summary)}</description></item>\n"
        for one in shown
    )
    return "application/rss+xml; charset=utf-8", (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(source.name)}</title><link>{escape(_home(source))}</link>"
        f"<description>{escape(source.name)}</description><language>{source.language}</language>"
        f"<docs>{escape(address)}</docs>\n{items}</channel></rss>\n"
    )


def _atom(source: Source, shown: Sequence[Printed], address: str) -> tuple[str, str]:
    items = "".join(
        f"<entry><title>{escape(one.piece.title)}</title>"
        f'<link rel="alternate" href="{escape(one.link)}"/><id>urn:demo:{escape(one.guid)}</id>'
        f"<published>{one.published.isoformat()}</published>"
        f"<updated>{one.updated.isoformat()}</updated>"
        f"<summary>{escape(one.piece.summary)}</summary></entry>\n"
        for one in shown
    )
    changed = max(one.updated for one in shown).isoformat() if shown else "2025-01-01T00:00:00Z"
    return "application/atom+xml; charset=utf-8", (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source.language}">'
        f"<title>{escape(source.name)}</title><id>{escape(address)}</id>"
        f"<author><name>{escape(source.name)}</name></author>"
        f'<link rel="self" href="{escape(address)}"/><link href="{escape(_home(source))}"/>'
        f"<updated>{changed}</updated>\n{items}</feed>\n"
    )


def _json(source: Source, shown: Sequence[Printed], address: str) -> tuple[str, str]:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": source.name,
        "home_page_url": _home(source),
        "feed_url": address,
        "language": source.language,
        "items": [
            {
                "id": one.guid,
                "url": one.link,
                "title": one.piece.title,
                "content_text": one.piece.summary,
                "date_published": one.published.isoformat(),
                "date_modified": one.updated.isoformat(),
            }
            for one in shown
        ],
    }
    return "application/feed+json; charset=utf-8", json.dumps(document, ensure_ascii=False)


def _home(source: Source) -> str:
    return f"https://{source.slug}.example/"


_WRITERS = {"rss": _rss, "atom": _atom, "json": _json}
