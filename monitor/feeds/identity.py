"""A poll and what is known in, arrivals out: which items are new, edited, or seen before. Pure.

Every item has names, strongest first; all are kept, so that it is known again by any of them:

    g:<feed>|<guid>   the guid within its feed; not when it stands on different items of the poll
    l:<link>          the canonical link; not when items with other titles share it
    c:<hash>          the text as this feed gave it; always there

A guid or link that comes back with a text that has nothing in common with the known one, while the
other of the two changed as well, has been used again for something else: that is a new item.
The text names an item only within its feed, and only when it is long enough to be its own and the
dates agree: a daily column under one headline is new each day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from monitor.feeds.links import canonical_link
from monitor.feeds.sources import Style, credited_wire, name_source, read_style
from monitor.model import Arrival, Item, ParsedItem, Poll
from monitor.scales import Freshness
from monitor.text import fold

Known = Callable[[Collection[str]], Mapping[str, Item]]

# Titles below this many letters ("Live", "Weather") name a slot, not an item.
_OWN_TITLE = 20
# The same text within this span is the same item; a column returns after a day.
_SAME_TEXT_FOR = timedelta(hours=18)
# Share of words that two versions of one item have in common at least (of the shorter one).
_KINSHIP = 0.3
# Feeds before this do not exist; earlier dates are placeholders.
_FIRST_FEED = datetime(1995, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An item of the poll in its final wording, and its names ("" where it has none)."""

    parsed: ParsedItem
    source: str
    guid: str
    link: str
    text: str
    keys: tuple[str, ...]


def identify(poll: Poll, known: Known, new_id: Callable[[], str]) -> tuple[Arrival, ...]:
    """The poll's items, each once, in the feed's order.

    ``known`` maps those of the given keys that are known to their items; ``new_id`` gives the id
    of a new item. A seen or edited item keeps its id and ``first_seen_at``.
    """
    style = read_style(poll.feed, poll.items)
    candidates = _name_all(poll, style)
    found = dict(known({key for candidate in candidates for key in candidate.keys}))
    stored = frozenset(found)
    # What answers to its guid or link in this poll cannot also be another of its items.
    taken = {item.id for one in candidates if (item := _by_name(one, found)) is not None}
    arrivals: dict[str, Arrival] = {}
    for candidate in candidates:
        item = _by_name(candidate, found) or _by_text(candidate, found, taken)
        arrival = _arrive(candidate, poll, item, stored, new_id)
        taken.add(arrival.item.id)
        before = arrivals.get(arrival.item.id)
        if before is not None:
            keys = tuple(dict.fromkeys((*before.keys, *arrival.keys)))
            arrival = replace(before, keys=keys)
        arrivals[arrival.item.id] = arrival
        found.update(dict.fromkeys(candidate.keys, arrival.item))
    return tuple(arrivals.values())


def _name_all(poll: Poll, style: Style) -> list[_Candidate]:
    worded = [(item, *name_source(poll.feed, item, style)) for item in poll.items]
    items = [
        item if title == item.title else replace(item, title=title) for item, title, _ in worded
    ]
    titles = [fold(item.title) for item in items]
    links = _only_own([canonical_link(item.url) for item in items], titles)
    guids = _only_own(
        [_plain_guid(item.guid) for item in items],
        [link or title for link, title in zip(links, titles, strict=True)],
    )
    return [
        _candidate(
            item,
            source,
            guid=f"g:{poll.feed.url}|{guid}" if guid else "",
            link=f"l:{link}" if link else "",
            text=_text_key(poll.feed.url, item, title, guid or link),
        )
        for item, title, guid, link, (_, _, source) in zip(
            items, titles, guids, links, worded, strict=True
        )
    ]


def _candidate(item: ParsedItem, source: str, guid: str, link: str, text: str) -> _Candidate:
    keys = tuple(key for key in (guid, link, text) if key)
    return _Candidate(parsed=item, source=source, guid=guid, link=link, text=text, keys=keys)


def _only_own(names: Sequence[str], meanings: Sequence[str]) -> list[str]:
    """The names, without those that stand for several meanings in this poll."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for name, meaning in zip(names, meanings, strict=True):
        uses[name].add(meaning)
    return [name if len(uses[name]) == 1 else "" for name in names]


def _plain_guid(guid: str) -> str:
    """A guid that is an address means the same under http and https."""
    return guid.removeprefix("https://").removeprefix("http://")


def _text_key(feed: str, item: ParsedItem, title: str, name: str) -> str:
    day = item.published.isoformat() if item.published else ""
    own = "" if _is_own(title) else name or day
    words = "\n".join((feed, own, title, fold(item.summary)))
    return f"c:{blake2b(words.encode(), digest_size=16).hexdigest()}"


def _is_own(title: str) -> bool:
    return len(title) >= _OWN_TITLE


def _arrive(
    candidate: _Candidate,
    poll: Poll,
    item: Item | None,
    stored: Collection[str],
    new_id: Callable[[], str],
) -> Arrival:
    if item is None:
        fresh = _item(candidate, poll, new_id(), poll.at)
        return Arrival(item=fresh, keys=candidate.keys, freshness=Freshness.NEW)
    feeds = tuple(dict.fromkeys((*item.feeds, poll.feed.url)))
    # This feed gave other words for it before, and has not given these.
    reworded = poll.feed.url in item.feeds and candidate.text not in stored
    if reworded and _differs(item, candidate.parsed):
        edited = _item(candidate, poll, item.id, item.first_seen_at)
        return Arrival(
            item=replace(edited, feeds=feeds), keys=candidate.keys, freshness=Freshness.EDITED
        )
    return Arrival(item=replace(item, feeds=feeds), keys=candidate.keys, freshness=Freshness.SEEN)


def _by_name(candidate: _Candidate, found: Mapping[str, Item]) -> Item | None:
    """The known item of this guid, else of this link, unless it has been used again."""
    parsed = candidate.parsed
    by_guid, by_link = found.get(candidate.guid), found.get(candidate.link)
    if by_guid and (not _moved(by_guid, parsed) or _akin(by_guid, parsed)):
        return by_guid
    if by_link and (not _renamed(by_link, parsed) or _akin(by_link, parsed)):
        return by_link
    return None


def _by_text(
    candidate: _Candidate, found: Mapping[str, Item], taken: Collection[str]
) -> Item | None:
    """The known item of this text, unless the poll lists it under a name of its own."""
    item = found.get(candidate.text)
    if item is None or not _same_time(item, candidate.parsed):
        return None
    nameless = not candidate.guid and not candidate.link
    return item if nameless or item.id not in taken else None


def _moved(item: Item, parsed: ParsedItem) -> bool:
    old, new = canonical_link(item.url), canonical_link(parsed.url)
    return bool(old and new) and old != new


def _renamed(item: Item, parsed: ParsedItem) -> bool:
    old, new = _plain_guid(item.guid), _plain_guid(parsed.guid)
    return bool(old and new) and old != new


def _akin(item: Item, parsed: ParsedItem) -> bool:
    return _share(item.title, parsed.title) or _share(item.summary, parsed.summary)


def _share(one: str, other: str) -> bool:
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return len(mine & theirs) > _KINSHIP * min(len(mine), len(theirs))


def _same_time(item: Item, parsed: ParsedItem) -> bool:
    if item.published is None or parsed.published is None:
        return True
    return abs(item.published - parsed.published) < _SAME_TEXT_FOR


def _differs(item: Item, parsed: ParsedItem) -> bool:
    return fold(item.title) != fold(parsed.title) or fold(item.summary) != fold(parsed.summary)


def _item(candidate: _Candidate, poll: Poll, identity: str, first_seen_at: datetime) -> Item:
    parsed = candidate.parsed
    return Item(
        id=identity,
        title=parsed.title,
        url=parsed.url,
        guid=parsed.guid,
        summary=parsed.summary,
        published=parsed.published,
        updated=parsed.updated,
        first_seen_at=first_seen_at,
        effective_at=_effective(parsed.published or parsed.updated, first_seen_at),
        source=candidate.source,
        language=parsed.language or poll.feed.language,
        wire=credited_wire(parsed.title, parsed.summary),
        feeds=(poll.feed.url,),
    )


def _effective(stated: datetime | None, seen: datetime) -> datetime:
    """The stated time, unless it lies after the item was seen or before there were feeds."""
    return stated if stated is not None and _FIRST_FEED <= stated <= seen else seen
