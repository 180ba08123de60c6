"""Developments in, an Atom feed out (RFC 4287), for any feed reader.

Written as a tree and serialised, so it is well-formed whatever the titles hold. Ids are made of
the development and never of the address that it is served at, so a reader keeps what it has read.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET  # writes only; nothing is parsed here

from monitor import __version__
from monitor.model import Step
from monitor.pages.exits import inert, web
from monitor.pages.facts import Names

KIND = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_IDS = uuid.UUID("6f1c3a52-0b7e-5c1e-9d55-2b6d0c8f4a17")  # of this house; drawn once


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a feed is called and where it stands.

    ``path`` leads to the page whose developments these are, the feed itself is ``path`` + .atom;
    ``base`` is the address of the server, without a slash at its end.
    """

    title: str
    path: str
    base: str


def write_atom(head: Head, steps: Sequence[Step], names: Names) -> bytes:
    """A feed of developments, newest first."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _urn("feed", head.path))
    _add(feed, "title", head.title)
    _add(feed, "updated", _time(max((one.development.at for one in steps), default=_EPOCH)))
    _add(feed, "generator", "Story monitor", version=__version__)
    here = quote(f"{head.base}{head.path}", safe="/:[]")
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{here}.atom")
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=here)
    for step in steps:
        _write(ET.SubElement(feed, "entry"), step, names, head.base)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _write(into: ET.Element, step: Step, names: Names, base: str) -> None:
    new, item = step.development, step.item
    loud = f"{step.priority.value.upper()}: " if step.priority and step.alert else ""
    _add(into, "id", _urn(new.seed, new.storyline, new.id, _time(new.at)))
    _add(into, "title", f"{loud}{names.said(step)}")
    _add(into, "updated", _time(new.at))
    _add(into, "published", _time(new.at))
    _add(ET.SubElement(into, "author"), "name", new.source or "unknown source")
    page = f"{base}/show/{new.id}"
    link = {"href": web(item.url) or page, "rel": "alternate"}
    ET.SubElement(into, "link", link)
    if web(item.url):
        ET.SubElement(into, "link", {"href": page, "rel": "related", "title": "In the monitor"})
    for term in (new.storyline, new.kind.value):
        ET.SubElement(into, "category", term=inert(term) or "none")
    _add(into, "summary", _summary(step, names))


def _summary(step: Step, names: Names) -> str:
    new, item = step.development, step.item
    parts = [f"“{inert(new.proof)}”" if new.proof else "", item.title]
    whose = names.storyline(new.seed, new.storyline)
    parts.append(f"{whose}; {step.items} item(s), {len(step.sources)} source(s); {new.id}.")
    return " ".join(part for part in parts if part)


def _add(into: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(into, name, attributes).text = inert(text)


def _urn(*parts: str) -> str:
    return uuid.uuid5(_IDS, "\n".join(inert(part) for part in parts)).urn


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
