"""HTML in; the feeds that it names, and the article that it tells.

Why not trafilatura: it brings 12 more packages (Babel, dateparser, pytz, regex among them), one of
them (tld) under MPL, GPL or LGPL only. A seed needs a headline, running text and a date, which news
pages give in a few known places; whoever is not pleased with the text corrects it before it is saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from monitor.model import Feed

_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
)
_FEED_WORDS = ("/feed", "/rss", "/atom", ".xml", "feed.json", ".rss", ".atom")
# Where the common publishing systems keep theirs (WordPress, Ghost, Hugo, Jekyll, Drupal, Arc).
_USUAL_PLACES = (
    *("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json"),
    "arc/outboundfeeds/rss/?outputType=xml",
)
_MOST_LINKS = 20
# Far more than a page of news has; it bounds the work on a hostile one.
_MOST_BYTES = 4 << 20
# Text around an article that is not of it.
_ASIDE = (
    "script style noscript template nav aside footer form button iframe svg figure figcaption select"
).split()
_PARAGRAPHS = ("p", "h2", "h3", "li", "blockquote")
# A sentence of a news text has about 20 words; what is shorter than this is a caption or a button.
_SHORTEST = 40
_LEAST_TEXT = 200
_MOST_LINKED = 0.5  # of a paragraph's letters: above it is a list of links
_ARTICLE_TYPES = frozenset(("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The article of a page: ``text`` is empty when none was found; the date may be unknown."""

    title: str = ""
    text: str = ""
    published: date | None = None
    language: str = ""


class Page:
    """One HTML page, retrieved from ``url``; broken HTML is read as browsers do."""

    def __init__(self, body: bytes, url: str) -> None:
        self.url = url
        self._root = _parse(body[:_MOST_BYTES])

    def feeds(self) -> tuple[Feed, ...]:
        """Feeds that the page names in its head, else links that look like one; at most 20."""
        named = [
            Feed(url=urljoin(self.url, link.get("href", "")), title=_line(link.get("title", "")))
            for link in self._root.iter("link")
            if "alternate" in link.get("rel", "").lower().split()
            and link.get("type", "").lower().strip() in _FEED_TYPES
            and link.get("href")
        ]
        linked = [
            Feed(url=urljoin(self.url, link.get("href", "")), title=_line(link.text_content()))
            for link in self._root.iter("a")
            if any(word in link.get("href", "").lower() for word in _FEED_WORDS)
        ]
        found = {one.url: one for one in reversed(named or linked) if _is_web(one.url)}
        return tuple(reversed(found.values()))[:_MOST_LINKS]

    def usual_places(self) -> tuple[str, ...]:
        """Addresses where a feed of this page, or of its host, often stands."""
        parts = urlsplit(self.url)
        folder = parts.path.rsplit("/", 1)[0] + "/"
        bases = dict.fromkeys((f"{parts.scheme}://{parts.netloc}{folder}", urljoin(self.url, "/")))
        return tuple(urljoin(base, place) for base in bases for place in _USUAL_PLACES)

    def article(self) -> Reading:
        """The article that the page tells."""
        told = next(_linked_data(self._root), {})
        body = _lines_of(str(told.get("articleBody") or ""))
        text = body if len(body) >= _LEAST_TEXT else _running_text(self._root)
        title = _line(str(told.get("headline") or "")) or self._title()
        if title and text and not text.startswith(title):
            text = f"{title}\n\n{text}"
        return Reading(
            title=title,
            text=text,
            published=_day(str(told.get("datePublished") or "")) or self._day(),
            language=self._root.get("lang", "")[:2].lower(),
        )

    def _title(self) -> str:
        for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
            for found in _select(self._root, path):
                text = _line(found if isinstance(found, str) else found.text_content())
                if text:
                    return text
        return ""

    def _day(self) -> date | None:
        paths = (
            "//meta[@property='article:published_time']/@content",
            "//meta[@itemprop='datePublished']/@content",
            "//meta[@name='date' or @name='pubdate' or @name='dc.date']/@content",
            "//*[@itemprop='datePublished']/@datetime",
            "//article//time/@datetime",
        )
        found = (_day(str(text)) for path in paths for text in _select(self._root, path))
        return next((day for day in found if day), None)


def _parse(body: bytes) -> Any:  # noqa: ANN401 (lxml's elements have no public type)
    encoding: str | None = "utf-8"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start < _MOST_BYTES - 4:  # not just a cut through the last letter
            encoding = None  # what the page says of itself, else Latin-1
    parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True)
    try:
        return html.document_fromstring(body or b"<html/>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return html.document_fromstring(b"<html/>")


def _select(root: Any, path: str) -> list[Any]:  # noqa: ANN401 (lxml's elements)
    return list(root.xpath(path))


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _lines_of(text: str) -> str:
    """Paragraphs with an empty line between them."""
    return "\n\n".join(line for line in (_line(part) for part in text.splitlines()) if line)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 (lxml's elements)
    """Articles that the page describes as JSON-LD (schema.org)."""
    for script in _select(root, "//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        rows = found if isinstance(found, list) else [found]
        nested = [row.get("@graph") for row in rows if isinstance(row, dict)]
        rows += [one for graph in nested if isinstance(graph, list) for one in graph]
        for row in rows:
            kinds = row.get("@type") if isinstance(row, dict) else ()
            if _ARTICLE_TYPES & {
                str(kind) for kind in ([kinds] if isinstance(kinds, str) else kinds or ())
            }:
                yield row


def _running_text(root: Any) -> str:  # noqa: ANN401 (lxml's elements)
    """The paragraphs of the element that holds the most running text of its own."""
    for name in _ASIDE:
        for element in list(root.iter(name)):
            element.drop_tree()
    weights: dict[Any, int] = {}
    for paragraph in root.iter("p"):
        text = _own_text(paragraph)
        for above, share in zip(paragraph.iterancestors(), (1.0, 0.5), strict=False):
            weights[above] = weights.get(above, 0) + int(len(text) * share)
    if not weights:
        return ""
    best = max(weights, key=lambda element: weights[element])
    texts = [_own_text(element) for element in best.iter(*_PARAGRAPHS)]
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _own_text(element: Any) -> str:  # noqa: ANN401 (lxml's elements)
    """The text of a paragraph, empty when it is short or mostly links."""
    text = _line(element.text_content())
    linked = sum(len(_line(link.text_content())) for link in element.iter("a"))
    return text if len(text) >= _SHORTEST and linked <= _MOST_LINKED * len(text) else ""
