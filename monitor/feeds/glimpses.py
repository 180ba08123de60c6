"""A second look at well-formed XML, for what the fast parser leaves out.

It drops titles that are XHTML, the description of a video, the item's own source and
``xml:base``, and takes a date out of a guid such as ``5``. One quick walk mends them all, and
tells whether the XML is well-formed at all. No tree is built and no entity is ever expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate
from urllib.parse import urljoin

from monitor.feeds.clean import clean_link

_TTL_DIGITS = 6  # two years of minutes
_BASE = "http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MEDIA = "http://search.yahoo.com/mrss/}"
_CAPTION = f"{_MEDIA}description"
_CAPTIONED = frozenset((f"{_MEDIA}group", f"{_MEDIA}content"))
_DATES = frozenset(("pubdate", "published", "issued", "date", "created"))
_CHANGES = frozenset(("updated", "modified", "lastbuilddate"))
# Parts of an item that are of use: those that are read, and what a guid of its own is called.
_NAME = "guid"
_READ = _DATES | _CHANGES | {"title", "source"}
_OF_CHANNEL = frozenset(("ttl", "language"))
_ROOT, _CHANNEL = 1, 2  # how deep they lie
_DECLARED = re.compile(rb"""\s*<\?xml[^<>]{0,100}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_MARKED = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


@dataclass(slots=True, kw_only=True)
class Glimpse:
    """What stands in one item; dates as written, None where there is none.

    ``named`` says that the item has a guid of its own, not one made from its link.
    """

    title: str = ""
    caption: str = ""
    named: bool = False
    source: str = ""
    base: str = ""
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the walk shows: a glimpse of each item, the TTL in minutes (0 for none), the language."""

    glimpses: tuple[Glimpse, ...]
    ttl: int
    language: str


def look(body: bytes) -> Survey | None:
    """The items of ``body`` in short; None when it is not well-formed XML or declares entities."""
    try:
        walk = _Walk(_as_utf8(body.lstrip()))
    except (ExpatError, ValueError, LookupError):
        return None
    ttl = walk.of_channel.get("ttl", "")
    return Survey(
        glimpses=tuple(walk.glimpses),
        ttl=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) <= _TTL_DIGITS else 0,
        language=walk.of_channel.get("language", ""),
    )


def _as_utf8(body: bytes) -> bytes:
    """The body in the one encoding that is always known; one with a byte order mark as it is."""
    declared = _DECLARED.match(body)
    if not declared or body.startswith(_MARKED):
        return body
    named = declared[1].decode().lower()
    if named in ("utf-8", "utf8", "us-ascii"):
        return body
    return body[: declared.start(1)] + b"utf-8" + body[declared.end(1) :].decode(named).encode()


class _Kinds(dict[str, str]):
    """What a part of an item is to us, by its name with its namespace; empty for most."""

    _MOST = 1_024

    def __missing__(self, name: str) -> str:
        bare = _bare(name)
        kind = bare if bare in _READ else ""
        if bare in ("guid", "id"):
            kind = _NAME
        elif not kind and name in _CAPTIONED:
            kind = _CAPTION
        if len(self) < self._MOST:
            self[name] = kind
        return kind


_KINDS = _Kinds()


@lru_cache(maxsize=512)
def _bare(name: str) -> str:
    return name.rpartition("}")[2].lower()


class _EntityDeclared(ValueError):
    """The document brings entities of its own, which nobody here expands."""


class _Walk:
    """One walk through a document. Raises ExpatError where it is not well-formed."""

    def __init__(self, body: bytes) -> None:
        self.glimpses: list[Glimpse] = []
        self.of_channel: dict[str, str] = {}
        self._depth = 0
        self._in_channel = False
        self._item: Glimpse | None = None
        self._part_depth = 0  # of the item's parts; 0 outside of items
        self._bases: list[tuple[int, str]] = []
        self._part = ""  # the part of the item that we are in, if it is of use
        self._part_has_parts = False
        self._text: list[str] = []
        self._text_depth = 0
        parser = ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = _refuse_entity
        self._parser = parser
        parser.Parse(body, True)
        del self._parser, parser  # they hold each other

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if attributes and _BASE in attributes:
            above = self._bases[-1][1] if self._bases else ""
            self._bases.append((depth, urljoin(above, attributes[_BASE])))
        if depth == self._part_depth:
            kind = _KINDS[name]
            if kind:
                self._start_part(kind)
        elif self._item is None:
            self._start_outside(_bare(name), depth, attributes)
        elif self._part:
            self._start_within(name, self._item)

    def _start_outside(self, bare: str, depth: int, attributes: dict[str, str]) -> None:
        # Items lie in the channel, or beside it (RSS 1.0, and some broken RSS 2.0).
        beside = depth == _ROOT + 1 and bare in ("item", "entry")
        if beside or (self._in_channel and depth == _CHANNEL + 1 and bare == "item"):
            base = _base(self._bases[-1][1]) if self._bases else ""
            self._item = Glimpse(base=base, named=_ABOUT in attributes)
            self._part_depth = depth + 1
            self.glimpses.append(self._item)
        elif depth == _CHANNEL:
            self._in_channel = bare == "channel"
        elif self._in_channel and depth == _CHANNEL + 1 and bare in _OF_CHANNEL:
            self._read()

    def _start_part(self, kind: str) -> None:
        item = self._item
        if item is None:
            return
        if kind == _NAME:
            item.named = True
        elif kind == _CAPTION:
            self._part = "" if item.caption else kind
        else:
            self._part, self._part_has_parts = kind, False
            self._read()

    def _start_within(self, name: str, item: Glimpse) -> None:
        """A part of a part: the title of a source, the caption of a video, markup in a title."""
        first, self._part_has_parts = not self._part_has_parts, True
        if self._part == _CAPTION:
            if name == _CAPTION and not item.caption and not self._text_depth:
                self._read()
        elif self._part == "source":
            if first:
                self._note_source(item, self._stop_reading())
            if _bare(name) == "title" and self._depth == self._part_depth + 1:
                self._read()

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if depth == self._text_depth:
            self._end_of_text(name, self._stop_reading())
        if self._bases and self._bases[-1][0] == depth:
            self._bases.pop()
        if depth == self._part_depth:
            self._part = ""
        elif depth < self._part_depth:  # the item's own end
            self._item, self._part_depth = None, 0

    def _end_of_text(self, name: str, text: str) -> None:
        item, part = self._item, self._part
        if item is None:
            self.of_channel.setdefault(_bare(name), text.strip())
        elif part == "title":
            if self._part_has_parts and not item.title:
                item.title = text
        elif part == "source":
            self._note_source(item, text)
        elif part == _CAPTION:
            item.caption = item.caption or text
        elif part in _DATES:
            item.published = text if item.published is None else item.published
        else:
            item.updated = text if item.updated is None else item.updated

    def _note_source(self, item: Glimpse, text: str) -> None:
        """RSS: the element's text. Atom: the title of the feed that the entry came from."""
        if not text.strip().startswith(("http://", "https://")):
            item.source = item.source.strip() or text

    def _read(self) -> None:
        self._text, self._text_depth = [], self._depth
        self._parser.CharacterDataHandler = self._text.append

    def _stop_reading(self) -> str:
        self._text_depth = 0
        self._parser.CharacterDataHandler = None
        return "".join(self._text)


def _refuse_entity(*_declaration: object) -> None:
    raise _EntityDeclared


@lru_cache(maxsize=64)
def _base(written: str) -> str:
    return clean_link(written)
