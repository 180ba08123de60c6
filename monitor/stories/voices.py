"""Who speaks: agencies before those who print them, publishers before their feeds and addresses."""

from __future__ import annotations

import re
from functools import lru_cache

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
    www english-language daily-briefing internacional politica economia welt wirtschaft actualites aktuell ultimas fr de es br it net org co
    """.split()
)
_PARTS = re.compile(r"\s+[-–—|>:»/]+\s+|:\s+|,\s+")
_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/:?#@\s]+)", re.IGNORECASE)
_SECOND_LEVEL = frozenset("co com org net ac gov gob edu or ne go".split())
_SHORT_NAME = 3  # letters: the shortest initials that stand for a house
_COUNTRY = 2


def voice(item: Item) -> str:
    """The name to count an item under: its agency, its source, else its address; "" for nobody."""
    return item.wire or item.source or _host(item.url)


def same_house(one: str, other: str) -> bool:
    """Whether two names are of one publisher: its feeds, its addresses, its initials.

    "BBC News", "BBC World" and "bbc.co.uk" are; "The New York Times", "nytimes.com" and "NYT > World"
    too. Initials tell only beside a name that is written so: "Daily Mail Review" and "Del Mar Record"
    are two.
    """
    mine, theirs = _signs(one), _signs(other)
    return bool(mine[0]) and (mine[0] == theirs[0] or mine[0] in theirs[1] or theirs[0] in mine[1])


@lru_cache(maxsize=20_000)
def _signs(name: str) -> tuple[str, frozenset[str]]:
    """A publisher's name in one word, and how its initials may write it."""
    if _ADDRESS.fullmatch(name.strip()):
        return _bare(_label(name.strip())), frozenset()
    for part in _PARTS.split(name):
        if own := _own_words(part):
            return "".join(own), frozenset(_initials(own))
    return fold(name).replace(" ", ""), frozenset()


def _own_words(part: str) -> list[str]:
    """The words of a name without sections at its ends; none when it is nothing else."""
    words = fold(part).split()
    while words and words[-1] in _SECTIONS:
        words.pop()
    while words and words[0] in {"the", "www"}:
        words.pop(0)
    return words


def _initials(words: list[str]) -> set[str]:
    initials = "".join(word[0] for word in words)
    return {initials, initials[:-1] + words[-1]} if len(initials) >= _SHORT_NAME else set()


def _label(address: str) -> str:
    """What somebody registered, without its ending: ``bbc`` of ``feeds.bbc.co.uk``."""
    labels = address.lower().split(".")
    wide = len(labels) > _COUNTRY and len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVEL
    return labels[-3 if wide else -2]


def _bare(label: str) -> str:
    plain = fold(label).replace(" ", "")
    return plain.removeprefix("the") or plain


def _host(url: str) -> str:
    found = _HOST.match(url)
    return found["host"].lower() if found else ""
