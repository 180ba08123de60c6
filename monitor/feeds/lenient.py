"""The lenient parser: XML that is broken in, what can be read of it as a document out."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from monitor.feeds.document import Document
from monitor.feeds.walk import Walk


def parse_lenient(body: bytes) -> Document | None:
    """The items that stand in ``body`` around its faults; None when there are none."""
    walk = Walk()
    parser = etree.XMLParser(
        target=_Target(walk),  # type: ignore[arg-type]  # its stubs ask for more than lxml does
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
    )
    try:
        etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    document = walk.document()
    return document if document.items else None


class _Target:
    """What the parser tells, told to a walk."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._walk.start(_name(tag), {_name(key): value for key, value in attributes.items()})

    def data(self, text: str) -> None:
        self._walk.text(text)

    def end(self, tag: str) -> None:
        self._walk.end(_name(tag))

    def close(self) -> None:
        """Nothing is left to do."""


def _name(tag: str) -> str:
    """Undeclared prefixes are left out: what stands behind them says what is meant."""
    return tag[1:] if tag.startswith("{") else tag.rpartition(":")[2]
