"""A feed's document between the parsers and the cleaning: raw pieces, nothing decided yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.feeds.clean import (
    SUMMARY_CHARS,
    TITLE_CHARS,
    clean_guid,
    clean_language,
    clean_link,
    plain,
)
from monitor.feeds.markup import from_html
from monitor.model import ParsedItem

_SOURCE_CHARS = 100
# A content that begins with so many letters of the summary is the text it was cut from; they lie
# within the glance, whatever the markup.
_SAME = 80
_RAGGED = 40
# Where so many letters of the summary stand in the content as they are, no cleaning of a glance is
# needed to see that the whole is worth it.
_PLAIN = 24
_GLANCES = (600, 2_000)


@dataclass(slots=True, kw_only=True)
class RawItem:
    """One piece as a parser gave it; ``base`` is what its relative links mean."""

    title: str = ""
    link: str = ""
    guid: str = ""
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    source: str = ""
    language: str = ""
    base: str = ""
    markup: bool = True


@dataclass(slots=True, kw_only=True)
class Document:
    """A whole feed; ``ttl`` in minutes, 0 when it names none."""

    items: list[RawItem] = field(default_factory=list)
    link: str = ""
    language: str = ""
    ttl: int = 0

    @property
    def usable(self) -> int:
        """How many items have something to go by."""
        return sum(1 for item in self.items if item.title or item.link or item.guid)


def finish(item: RawItem, base: str) -> ParsedItem:
    """A raw piece cleaned; ``base`` is the address that its relative links are resolved to."""
    clean = from_html if item.markup else plain
    summary = clean(item.summary, SUMMARY_CHARS)
    # Parsers cut a summary out of the content; the whole then says more.
    if _may_say_more(item, summary):
        content = clean(item.content, SUMMARY_CHARS)
        if not summary or (len(content) > len(summary) and content.startswith(summary[:_SAME])):
            summary = content or summary
    return ParsedItem(
        title=clean(item.title, TITLE_CHARS),
        url=clean_link(item.link or _address(item.guid), item.base or base),
        guid=clean_guid(item.guid),
        summary=summary,
        published=item.published,
        updated=item.updated,
        source=from_html(item.source, _SOURCE_CHARS),
        language=clean_language(item.language),
    )


def _may_say_more(item: RawItem, summary: str) -> bool:
    """Whether the content is worth reading whole: its first words say when it tells other things."""
    if not item.content or item.content == item.summary:
        return False
    if summary[:_PLAIN] in item.content[: _GLANCES[0]]:  # an empty one too
        return True
    clean = from_html if item.markup else plain
    for glance in _GLANCES:
        start = item.content[:glance]
        if "<!" in start or "&lt;" in start:
            return True
        # What stands at the cut may be half a tag, an entity or an accent.
        seen = clean(start, _SAME + _RAGGED)
        if len(seen) == _SAME + _RAGGED:
            return seen.startswith(summary[:_SAME])
    return True


def _address(guid: str) -> str:
    """A guid that is an address stands in for a missing link."""
    return guid if guid.startswith(("http://", "https://")) else ""
