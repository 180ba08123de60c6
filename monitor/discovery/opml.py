"""OPML 2.0 in and out: the lists that feed readers exchange.

What OPML has no word for (source, pace) stands in attributes of a namespace of our own, as the
format allows, so that a list comes back as it went out. Headers hold secrets and stay here.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from monitor.errors import Problem, WrongContent
from monitor.model import Feed
from monitor.spans import parse_span, span_text

_OWN = "urn:story-monitor:opml"
_SOURCE, _EVERY = f"{{{_OWN}}}source", f"{{{_OWN}}}every"


def read_opml(data: bytes, file: str) -> tuple[Feed, ...]:
    """The feeds of a list, folders opened, each address once. Raises WrongContent."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise _wrong(file, f"is no XML: {error.msg}") from None
    if etree.QName(root).localname.lower() != "opml":
        raise _wrong(file, f"is no OPML: its first element is <{etree.QName(root).localname}>")
    feeds = [_feed(outline.attrib) for outline in root.iter("outline")]
    return tuple({feed.url: feed for feed in reversed(feeds) if feed.url}.values())[::-1]


def _wrong(file: str, what: str) -> WrongContent:
    remedy = "export it from your feed reader as OPML"
    return WrongContent([Problem(file=file, what=what, remedy=remedy)])


def _feed(said: etree._Attrib) -> Feed:
    words = {str(name).lower(): _line(str(value)) for name, value in said.items()}
    title = words.get("title") or words.get("text", "")
    url = words.get("xmlurl", "")
    return Feed(
        url=url.replace("feed://", "http://", 1) if url.startswith("feed://") else url,
        title="" if title == url else title,
        source=words.get(_SOURCE, ""),
        language=words.get("language", "")[:2].lower(),
        every=parse_span(words.get(_EVERY, "")) or None,
    )


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def render_opml(feeds: Sequence[Feed]) -> str:
    """The list as text; the same feeds always give the same text."""
    root = etree.Element("opml", nsmap={"m": _OWN}, version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds of the story monitor"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        words = {
            "type": "rss",
            "text": feed.title or feed.source or feed.url,
            "title": feed.title,
            "xmlUrl": feed.url,
            "language": feed.language,
            _SOURCE: feed.source,
            _EVERY: span_text(feed.every) if feed.every else "",
        }
        etree.SubElement(body, "outline", {key: value for key, value in words.items() if value})
    written = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written.decode()
