"""Bytes in, a document out; runs in a worker process, and only there.

The fast parser reads nearly every feed. Where it fails, finds nothing, or gives what cannot be
trusted, even after the commonest faults are mended, the thorough one and the lenient one are asked,
and what finds most counts. They get bytes and never a name, because they would otherwise open what
looks like a path or an address.
"""

from __future__ import annotations

import re

from monitor.errors import FeedError
from monitor.feeds.clean import clean_link
from monitor.feeds.document import Document
from monitor.feeds.fast import parse_fast
from monitor.feeds.jsonfeed import read_json
from monitor.feeds.mend import ends_within_item, mend

_HEAD = 4096
_BLANKS = b"\xef\xbb\xbf \t\r\n\x00"
_PAGE = re.compile(rb"<(?:!doctype\s+)?(html|rss|feed|rdf:rdf)\b", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_LINK = re.compile(rb"<link\b[^<>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']?([^\"'\s<>]{1,150})", re.IGNORECASE)
_OFFERED = re.compile(rb"application/(?:rss|atom)\+xml|application/feed\+json", re.IGNORECASE)
_PAGE_HEAD = 1 << 18


def parse(body: bytes, url: str, second_try_for: float) -> Document:
    """The feed in ``body``, retrieved from ``url``. Raises FeedError when it is none.

    The thorough parser gets ``second_try_for`` seconds; then the lenient one's result counts.
    """
    head = body[:_HEAD].lstrip(_BLANKS)
    if not head:
        raise FeedError("is empty")
    if head.startswith((b"{", b"[")):
        return read_json(body.lstrip(_BLANKS).rstrip(_BLANKS))
    first = _PAGE.search(head)
    if first and first[1].lower() == b"html":
        raise FeedError(f"is a web page, not a feed{_offer(body, url)}")
    fast = parse_fast(body)
    if fast is not None and not _is_doubtful(fast, body):
        return fast
    if (repaired := mend(body)) != body:
        fast = parse_fast(repaired)
        if fast is not None and not _is_doubtful(fast, repaired):
            return fast
    found = _second_try(repaired, url, second_try_for, fast)
    if found.items and ends_within_item(body):
        del found.items[-1]  # cut short: its words are not what was written
    return found


def _second_try(body: bytes, url: str, seconds: float, doubtful: Document | None) -> Document:
    from monitor.feeds.lenient import parse_lenient
    from monitor.feeds.thorough import parse_thorough

    found = (parse_thorough(body, url, seconds), doubtful or parse_lenient(body))
    known = [document for document in found if document is not None]
    if not known:
        raise FeedError("is not a feed")
    best = max(known, key=lambda document: document.usable)
    if not best.items and doubtful is None and _ITEM.search(body):
        raise FeedError("is a broken feed: its items cannot be read")
    return best


def _is_doubtful(fast: Document, body: bytes) -> bool:
    nameless = sum(1 for item in fast.items if not item.title and not item.link)
    return nameless > len(fast.items) / 2 or (not fast.items and _ITEM.search(body) is not None)


def _offer(body: bytes, url: str) -> str:
    """Where a page says that its feed is."""
    for tag in _LINK.findall(body[:_PAGE_HEAD]):
        href = _HREF.search(tag)
        if href and _OFFERED.search(tag):
            link = clean_link(href[1].decode("utf-8", "replace"), url)
            return f"; it offers one at {link}" if link else ""
    return ""
