"""JSON Feed 1.x in, a document out (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json

from monitor.errors import FeedError
from monitor.feeds.dates import read_date
from monitor.feeds.document import Document, RawItem


def read_json(body: bytes) -> Document:
    """The feed in ``body``. Raises FeedError when it is other JSON, or none."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        raise FeedError("is broken JSON, not a feed") from None
    if not isinstance(whole, dict) or "jsonfeed.org/version/1" not in _text(whole, "version"):
        raise FeedError("is JSON, but not a JSON Feed")
    items = whole.get("items")
    if not isinstance(items, list):
        raise FeedError("is a JSON Feed without items")
    return Document(
        items=[_item(item) for item in items if isinstance(item, dict)],
        link=_text(whole, "home_page_url"),
        language=_text(whole, "language"),
    )


def _item(item: dict[str, object]) -> RawItem:
    marked = _text(item, "content_html")
    return RawItem(
        title=_text(item, "title"),
        link=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        summary=_text(item, "summary"),
        content=marked or _text(item, "content_text"),
        published=read_date(_text(item, "date_published")),
        updated=read_date(_text(item, "date_modified")),
        language=_text(item, "language"),
        markup=bool(marked),
    )


def _text(values: dict[str, object], key: str) -> str:
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
