"""The parts of an item and what they mean to us: their texts in, a raw piece out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from xml.sax.saxutils import unescape

from monitor.feeds.dates import read_date
from monitor.feeds.document import RawItem
from monitor.feeds.met import Met

# The texts of an item or a channel by what they are; the first one that has words counts.
Parts = dict[str, str]

LINK, ALTERNATE, ADDRESS, ABOUT = "link", "alternate", "address", "about"
ITEMS = frozenset(("item", "entry"))
STRAY = "stray"  # an item where a part of one belongs
# What is looked for, best first. "other": of a namespace that is not the item's own.
_TITLES = ("title", "other title")
_SUMMARIES = ("description", "other description", "summary", "other summary", "caption")
_CONTENTS = ("encoded", "content")
_NAMES = ("guid", "id", ABOUT)
_LINKS = (ALTERNATE, LINK)
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("lastbuilddate", "updated", "modified")
_OF_ANY = frozenset(("encoded", "guid", "source", *_PUBLISHED, *_UPDATED))
_OF_OWN = frozenset(("title", "description", "summary", "content", "id", LINK))
_OF_OTHERS = frozenset(("title", "description", "summary"))
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_MEDIA = "http://search.yahoo.com/mrss/"
# Namespaces whose elements stand in texts; others have no place there.
MARKUP = frozenset(("", "http://www.w3.org/1999/xhtml", _MEDIA, *_ATOM))
# What counts of a part that has parts: the title of a source, the caption of a video.
_WITHIN = {"source": "title", "caption": "description"}


@lru_cache(maxsize=16)
def kinds_of(own: str) -> Mapping[str, str]:
    """What a part is, by its name with its namespace; empty when it is of no use.

    ``own`` is the namespace of the item itself.
    """
    return Met(partial(_kind, own), 1_024)


def _kind(own: str, name: str) -> str:
    space, local = split_name(name)
    if local in ITEMS:
        return STRAY
    if local in _OF_ANY or (space == own and local in _OF_OWN):
        return local
    if space in _ATOM and local in (LINK, "id"):
        return f"other {local}" if local == LINK else local
    if space == _MEDIA and local in ("group", "content"):
        return "caption"
    return f"other {local}" if local in _OF_OTHERS else ""


@lru_cache(maxsize=512)
def split_name(name: str) -> tuple[str, str]:
    """The namespace of an element, and its local name in small letters."""
    space, _, local = name.rpartition("}")
    return space, local.lower()


def note_link(parts: Parts, kind: str, attributes: dict[str, str]) -> None:
    """A link that stands in attributes; of another namespace than the item's only its own page."""
    if attributes.get("rel", ALTERNATE) == ALTERNATE:
        parts.setdefault(ALTERNATE, attributes["href"])
    elif kind == LINK:
        parts.setdefault(ADDRESS, attributes["href"])


def within(kind: str, markup: str) -> str:
    """The text of a part that holds elements: all of it as markup, or the one that counts."""
    name = _WITHIN.get(kind)
    if name is None:
        return markup
    _, _, rest = markup.partition(f"<{name}>")
    text = rest.partition(f"</{name}>")[0]
    return text if "<" in text else unescape(text)


def link_of(parts: Parts) -> str:
    """The page that an item or a channel stands for, as written."""
    return _first(parts, _LINKS) or parts.get(ADDRESS, "")


def piece(parts: Parts, base: str) -> RawItem:
    """The item made of these parts, whose links are relative to ``base``."""
    source = parts.get("source", "")
    return RawItem(
        title=_first(parts, _TITLES),
        link=link_of(parts),
        guid=_first(parts, _NAMES),
        summary=_first(parts, _SUMMARIES),
        content=_first(parts, _CONTENTS),
        published=read_date(_first(parts, _PUBLISHED)),
        updated=read_date(_first(parts, _UPDATED)),
        source="" if source.startswith(("http://", "https://")) else source,
        base=base,
    )


def _first(parts: Parts, kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        if kind in parts:
            return parts[kind]
    return ""
