"""A web page or a list of feeds in, feeds and readable text out; never the network, never a file.

`Page` reads HTML that somebody else retrieved, `read_opml` and `render_opml` are the exchange
format of feed readers, `suggest_feeds` picks from the shipped catalogue. lxml is loaded on use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.discovery.catalogue import suggest_feeds

if TYPE_CHECKING:
    from monitor.discovery.opml import read_opml, render_opml
    from monitor.discovery.page import Page

__all__ = ["Page", "read_opml", "render_opml", "suggest_feeds"]


def __getattr__(name: str) -> object:
    if name == "Page":
        from monitor.discovery.page import Page

        return Page
    if name in {"read_opml", "render_opml"}:
        from monitor.discovery import opml

        return getattr(opml, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
