"""A walk through a feed's elements, one after the other; their starts, texts and ends in, a document out.

RSS, Atom and RDF are read alike: the parts of an item count by their local names, those of its own
namespace first. Names come as ``namespace}local``.
"""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from monitor.feeds.clean import clean_link
from monitor.feeds.document import Document
from monitor.feeds.parts import (
    ABOUT,
    ITEMS,
    LINK,
    MARKUP,
    STRAY,
    Parts,
    kinds_of,
    link_of,
    note_link,
    piece,
    split_name,
    within,
)

_XML = "http://www.w3.org/XML/1998/namespace"
_BASE, _LANGUAGE = f"{_XML}}}base", f"{_XML}}}lang"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_FEEDS = frozenset(("rss", "feed", "rdf"))
_OF_CHANNEL = frozenset(("ttl", "language", LINK))
_ROOT, _BESIDE, _INSIDE = 1, 2, 3  # how deep they lie: items beside the channel or inside of it
_TTL_DIGITS = 6  # two years of minutes


class Walk:
    """Hears of each element in the document's order.

    ``is_feed``: there is one. ``has_strays``: there are items where no items belong. A part of an
    item is read as its text, or as markup without attributes when it holds elements.
    """

    def __init__(self) -> None:
        self.is_feed = self.has_strays = False
        self._items: list[tuple[Parts, str]] = []
        self._channel: Parts = {}
        self._depth = 0
        self._in_channel = False
        self._bases: list[tuple[int, str]] = []
        self._parts = self._channel
        self._part_depth = 0  # of the item's parts; 0 outside of items
        self._kinds = kinds_of("")
        self._kind = ""
        self._text: list[str] = []
        self._text_depth = 0  # of the part that is read; 0 between them
        self._is_markup = False

    def document(self) -> Document:
        """What was found up to now; the last item may be incomplete."""
        ttl = self._channel.get("ttl", "")
        return Document(
            items=[piece(parts, base) for parts, base in self._items],
            link=link_of(self._channel),
            language=self._channel.get("language", ""),
            ttl=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) <= _TTL_DIGITS else 0,
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises ValueError when its base is no address."""
        self._depth = depth = self._depth + 1
        if depth == self._part_depth:
            kind = self._kinds[name]
            if kind == STRAY:
                self._start_item(name, attributes)
            elif kind:
                self._start_part(kind, attributes)
        elif not self._part_depth and not self._text_depth:
            self._start_outside(name, attributes)
        elif split_name(name)[1] in ITEMS:  # one that never ended holds the next one
            self._text_depth = 0
            self._start_item(name, attributes)
        elif self._text_depth:
            self._start_within(name)

    def text(self, text: str) -> None:
        """Text stands here, whole or in pieces."""
        if self._text_depth:
            self._text.append(escape(text) if self._is_markup else text)

    def entity(self, name: str, _is_parameter: object = None) -> None:
        """An entity that only a DTD elsewhere declares: one of HTML's, as their names go."""
        self.text(unescape(f"&{name};"))

    def end(self, name: str) -> None:
        """The element that began last ends."""
        depth = self._depth
        self._depth = depth - 1
        if depth == self._text_depth:
            self._end_part()
        elif self._text_depth:
            self._note_tag("/", name)
        elif depth < self._part_depth or not self._part_depth:
            self._parts, self._part_depth = self._channel, 0
            if self._bases and self._bases[-1][0] == depth:
                self._bases.pop()

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        depth, local = self._depth, split_name(name)[1]
        if attributes and _BASE in attributes:
            above = self._bases[-1][1] if self._bases else ""
            self._bases.append((depth, urljoin(above, attributes[_BASE])))
        if local in ITEMS:
            self._start_item(name, attributes)
        elif depth == _ROOT or (depth == _BESIDE and local == "channel"):
            self.is_feed = self.is_feed or local in _FEEDS
            self._in_channel = depth == _BESIDE
            if _LANGUAGE in attributes:
                self._channel["language"] = attributes[_LANGUAGE]
        elif local in _OF_CHANNEL and depth == (_INSIDE if self._in_channel else _BESIDE):
            self._start_part(local, attributes)

    def _start_item(self, name: str, attributes: dict[str, str]) -> None:
        space, local = split_name(name)
        # They lie in the channel, or beside it (RSS 1.0, and some broken RSS 2.0).
        inside = self._in_channel and self._depth == _INSIDE and local == "item"
        if self._part_depth or not (inside or self._depth == _BESIDE):
            self.has_strays = True
        self._parts = {ABOUT: attributes[_ABOUT]} if _ABOUT in attributes else {}
        self._part_depth = self._depth + 1
        self._kinds = kinds_of(space)
        self._items.append((self._parts, _base(self._bases[-1][1]) if self._bases else ""))

    def _start_part(self, kind: str, attributes: dict[str, str]) -> None:
        if "href" in attributes:
            note_link(self._parts, kind, attributes)
        elif kind not in self._parts:
            self._kind, self._text, self._is_markup = kind, [], False
            self._text_depth = self._depth

    def _start_within(self, name: str) -> None:
        if not self._is_markup:
            self._is_markup = True
            self._text = [escape(text) for text in self._text]
        self._note_tag("", name)

    def _note_tag(self, slash: str, name: str) -> None:
        space, local = split_name(name)
        if space in MARKUP:
            self._text.append(f"<{slash}{local}>")

    def _end_part(self) -> None:
        self._text_depth = 0
        text = "".join(self._text)
        if self._is_markup:
            text = within(self._kind, text)
        if text := text.strip():
            self._parts[self._kind] = text


@lru_cache(maxsize=64)
def _base(written: str) -> str:
    return clean_link(written)
