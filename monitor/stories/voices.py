"""Who speaks: agencies before those who print them, publishers before their feeds and addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.model import Item
from monitor.text import fold

# What feeds add to the name of their house: sections, editions and places of business.
_SECTIONS = frozenset(
    """
    the news noticias nouvelles nachrichten noticie notizie online web website digital rss feed feeds
    top latest breaking headlines stories home homepage frontpage front page main live all world
    international global national local us usa uk eu africa asia europe americas america americas
    latin middle east north south west politics political business economy finance markets money
    sport sports tech technology science health culture arts opinion travel life style lifestyle
    entertainment weather video edition english espanol en mundo brasil francais deutsch inc ltd com
    www english-language daily-briefing internacional politica economia monde welt wirtschaft
    """.split()
)
_PARTS = re.compile(r"\s+[-–—|>:»/]+\s+|:\s+|,\s+")  # noqa: RUF001 (dashes of every length stand in names)
_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_SECOND_LEVEL = frozenset("co com org net ac gov gob edu or ne go".split())
_SHORT_NAME = 3  # letters: the shortest initials that stand for a house
_COUNTRY = 2


def voice(item: Item) -> str:
    """The name to count an item under: its agency, its source, else its address; "" for nobody."""
    return item.wire or item.source or _host(item.url)


@lru_cache(maxsize=20_000)
def houses(name: str) -> frozenset[str]:
    """The signs by which a publisher is known again: two names of one house share one.

    "BBC News", "BBC World" and "bbc.co.uk" share ``bbc``; "The New York Times", "nytimes.com" and
    "NYT > World" share ``nytimes`` or ``nyt``.
    """
    if _ADDRESS.fullmatch(name.strip()):
        return frozenset({_bare(_label(name.strip()))})
    for part in _PARTS.split(name):
        if own := _own_words(part):
            return frozenset(_signs(own))
    return frozenset({fold(name)}) if name else frozenset()


def _own_words(part: str) -> list[str]:
    """The words of a name without sections at its ends; none when it is nothing else."""
    words = fold(part).split()
    while words and words[-1] in _SECTIONS:
        words.pop()
    while words and words[0] in {"the", "www"}:
        words.pop(0)
    return words


def _signs(words: list[str]) -> set[str]:
    initials = "".join(word[0] for word in words)
    signs = {"".join(words)}
    if len(initials) >= _SHORT_NAME:
        signs |= {initials, initials[:-1] + words[-1]}
    return signs


def _label(address: str) -> str:
    """What somebody registered, without its ending: ``bbc`` of ``feeds.bbc.co.uk``."""
    labels = address.lower().split(".")
    wide = (
        len(labels) > _COUNTRY and len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVEL
    )
    return labels[-3 if wide else -2]


def _bare(label: str) -> str:
    plain = fold(label).replace(" ", "")
    return plain.removeprefix("the") or plain


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
