"""Who publishes an item, and which agency wrote it: from the item, its link, its title, its feed.

A feed is read as a whole first: whether its links lead to many publishers (an aggregator), and
whether its titles end in the publisher's name (" - Reuters"). One title alone cannot tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from monitor.feeds.links import domain_of, host_of
from monitor.model import Feed, ParsedItem
from monitor.text import fold

_SUFFIX = re.compile(r"(?P<head>.*\S)\s+(?:[-–—|]|::)\s+(?P<tail>\S[^|–—]*)$", re.DOTALL)
_SUFFIX_CHARS, _SUFFIX_WORDS, _HEAD_WORDS = 40, 5, 3
# A house style shows in at least this many titles, and in nearly all of them.
_STYLE_ITEMS, _STYLE_SHARE = 3, 0.8
# Links to this many publishers make an aggregator; fewer are a publisher and its other names.
_AGGREGATED = 3

_AGENCIES = {
    "AP": "AP",
    "Associated Press": "AP",
    "AFP": "AFP",
    "Agence France-Presse": "AFP",
    "Reuters": "Reuters",
    "EFE": "EFE",
    "dpa": "dpa",
    "DPA": "dpa",
    "ANSA": "ANSA",
    "Xinhua": "Xinhua",
    "TASS": "TASS",
    "Interfax": "Interfax",
    "UPI": "UPI",
    "Kyodo": "Kyodo",
    "Yonhap": "Yonhap",
    "Anadolu": "Anadolu",
    "Europa Press": "Europa Press",
    "PTI": "PTI",
    "ANI": "ANI",
    "IANS": "IANS",
    "AAP": "AAP",
    "NTB": "NTB",
    "Ritzau": "Ritzau",
    "Lusa": "Lusa",
    "Belga": "Belga",
    "Bloomberg": "Bloomberg",
}
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_NAMED = re.compile(_NAMES)  # finds nothing in most texts, and much sooner than the whole pattern
_CREDIT_CHARS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a poll's items have in common: where they lead, how their titles end.

    ``home`` is the registered domain that is the feed's own; ``suffixed`` says that titles end in
    a publisher's name, ``varied`` that it is not always the same one.
    """

    aggregator: bool = False
    home: str = ""
    suffixed: bool = False
    varied: bool = False


@cache
def _credit() -> re.Pattern[str]:
    """Where a text names the agency that wrote it. Made when first needed: it takes 40 ms."""
    return re.compile(
        rf"\((?:The )?(?P<a>{_NAMES})\)"
        rf"|\b(?:[Vv]ia|[Ss]ource:|[Bb]y|[Ff]uente:|[Cc]on información de) (?:[Tt]he )?(?P<b>{_NAMES})\b"
        rf"|^(?:The )?(?P<c>{_NAMES}) ?(?:[-–—:/]|\.-)\s"
        rf"|(?:^|[\s(])/(?P<d>{_NAMES})\b"
    )


def read_style(feed: Feed, items: Sequence[ParsedItem]) -> Style:
    """The style of one poll's items."""
    domains = Counter(domain for item in items if (domain := domain_of(item.url)))
    top, count = next(iter(domains.most_common(1)), ("", 0))
    home = top if count > domains.total() / 2 else domain_of(feed.url)
    tails = [fold(parts[1]) for item in items if (parts := _split(item.title))]
    usual = len(tails) >= max(_STYLE_ITEMS, _STYLE_SHARE * len(items))
    # Publishers recur; the ends of plain headlines are all different.
    return Style(
        aggregator=len(domains.keys() - {home}) >= _AGGREGATED,
        home=home,
        suffixed=usual and len(set(tails)) <= _STYLE_SHARE * len(tails),
        varied=len(set(tails)) > 1,
    )


def name_source(feed: Feed, item: ParsedItem, style: Style) -> tuple[str, str]:
    """The title without its publisher's name, and the publisher."""
    title, tail = _split(item.title) or (item.title, "")
    if tail and not (style.suffixed or _is_name(tail, item, feed)):
        title, tail = item.title, ""
    return title, item.source or _publisher(feed, item, style, tail)


def _publisher(feed: Feed, item: ParsedItem, style: Style, tail: str) -> str:
    if style.aggregator and (domain := domain_of(item.url)) not in {"", style.home}:
        return tail or domain
    if style.suffixed and style.varied and tail:
        return tail
    return feed.source or feed.title or tail or style.home or host_of(feed.url)


def _split(title: str) -> tuple[str, str] | None:
    """A title and the short name it ends in, when it may be one."""
    found = _SUFFIX.fullmatch(title)
    if not found:
        return None
    head, tail = found["head"], found["tail"]
    short = len(tail) <= _SUFFIX_CHARS and len(tail.split()) <= _SUFFIX_WORDS
    return (head, tail) if short and len(head.split()) >= _HEAD_WORDS else None


def _is_name(tail: str, item: ParsedItem, feed: Feed) -> bool:
    folded = fold(tail)
    known = {fold(text) for text in (item.source, feed.source, feed.title) if text}
    labels = domain_of(item.url).split(".")
    return folded in known or folded.replace(" ", "") in {labels[0], "".join(labels)}


def credited_wire(title: str, summary: str) -> str:
    """The agency that a title or the beginning of a summary credits, or the empty string."""
    for text in (title, summary[:_CREDIT_CHARS]):
        found = _NAMED.search(text) and _credit().search(text)
        if found:
            return _AGENCIES[next(name for name in found.groups() if name)]
    return ""
