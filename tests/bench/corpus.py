"""Invented feeds of many kinds, for when no recorded ones are at hand; always the same ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tests.bench.invention import Invention

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_SIZES = (5, 10, 15, 20, 25, 30, 50, 100)
_FEEDS = 120


def write_corpus(folder: Path, number: int = _FEEDS) -> Path:
    """Write ``number`` feeds into ``folder``: RSS, Atom, RDF; plain, rich and broken ones."""
    folder.mkdir(parents=True)
    for place in range(number):
        (folder / f"{place:04}.xml").write_bytes(a_feed(place))
    return folder


def a_feed(number: int, items: int = 0) -> bytes:
    """One feed of the kind that its number says; ``items`` 0 lets its number say how many."""
    invention = Invention(number)
    kind = _KINDS[number % len(_KINDS)]
    size = items or _SIZES[number // len(_KINDS) % len(_SIZES)]
    parts = [_Part(invention, f"https://n{number}.example/{place}", place) for place in range(size)]
    return kind(parts, f"https://n{number}.example/")


class _Part:
    """The words of one invented item."""

    def __init__(self, invention: Invention, link: str, place: int) -> None:
        self.title = invention.headline()
        self.link = link
        self.summary = invention.text(2)
        paragraphs = (invention.text(3) for _ in range(5))
        self.html = "".join(
            f'<p class="body">{escape(text)} <a href="{link}">more</a></p>' for text in paragraphs
        )
        self.date = f"{1 + place % 27:02} Nov 2025 {place % 24:02}:15:00 +0000"
        self.iso = f"2025-11-{1 + place % 27:02}T{place % 24:02}:15:00Z"


def _rss(parts: Sequence[_Part], home: str, body: Callable[[_Part], str]) -> bytes:
    items = "\n".join(
        f"<item><title>{escape(part.title)}</title><link>{part.link}</link>"
        f"<guid>{part.link}</guid><pubDate>{part.date}</pubDate>{body(part)}</item>"
        for part in parts
    )
    text = (
        f"{_HEAD}{_RSS}<channel><title>Invented</title><link>{home}</link>{items}</channel></rss>"
    )
    return text.encode()


def _plain(parts: Sequence[_Part], home: str) -> bytes:
    return _rss(parts, home, lambda part: f"<description>{escape(part.summary)}</description>")


def _rich(parts: Sequence[_Part], home: str) -> bytes:
    return _rss(
        parts,
        home,
        lambda part: (
            f"<description><![CDATA[<b>{part.summary}</b>]]></description>"
            f"<content:encoded><![CDATA[{part.html}]]></content:encoded>"
        ),
    )


def _escaped(parts: Sequence[_Part], home: str) -> bytes:
    return _rss(parts, home, lambda part: f"<description>{escape(part.html)}</description>")


def _accented(parts: Sequence[_Part], home: str) -> bytes:
    text = _plain(parts, home).decode().removeprefix(_HEAD)
    return f"{_HEAD}{text.replace('e was ', 'é était ').replace('ing', 'ïng')}".encode()


def _atom(parts: Sequence[_Part], home: str) -> bytes:
    items = "\n".join(
        f'<entry><title>{escape(part.title)}</title><link href="{part.link}"/><id>{part.link}</id>'
        f"<updated>{part.iso}</updated><published>{part.iso}</published>"
        f'<summary type="html">{escape(part.html)}</summary></entry>'
        for part in parts
    )
    text = (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>Invented</title>'
        f'<link href="{home}"/><id>{home}</id><updated>2025-11-28T00:00:00Z</updated>{items}</feed>'
    )
    return text.encode()


def _rdf(parts: Sequence[_Part], home: str) -> bytes:
    items = "\n".join(
        f'<item rdf:about="{part.link}"><title>{escape(part.title)}</title><link>{part.link}</link>'
        f"<dc:date>{part.iso}</dc:date><description>{escape(part.summary)}</description></item>"
        for part in parts
    )
    text = (
        f'{_HEAD}{_RDF}<channel rdf:about="{home}"><title>Invented</title><link>{home}</link>'
        f"</channel>{items}</rdf:RDF>"
    )
    return text.encode()


def _ampersands(parts: Sequence[_Part], home: str) -> bytes:
    """Broken in the commonest way: bare ampersands and HTML's entities."""
    return _plain(parts, home).replace(b" of ", b" & ").replace(b" and ", b"&nbsp;and ")


# Of every ten feeds two are rich, one is broken: about what recorded feeds show.
_KINDS = (
    *(_plain, _rich, _atom, _escaped, _plain),
    *(_rdf, _accented, _rich, _atom, _ampersands),
)
