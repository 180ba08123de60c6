"""What comes in: feeds, polls and the items that they bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.scales import FeedCondition, Freshness, PollResult
from monitor.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One polled address, as the operator configured it; ``paused`` ones are not visited."""

    url: str
    title: str = ""
    source: str = ""
    language: str = ""
    every: timedelta | None = None
    headers: Mapping[str, Secret] = field(default_factory=dict)
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls. Validators are kept byte-exact."""

    url: str
    location: str = ""
    state: FeedCondition = FeedCondition.NEW
    failures: int = 0
    error: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    every: timedelta | None = None
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    next_poll_at: datetime | None = None
    gaps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedItem:
    """One piece as a feed gave it, cleaned, not yet identified."""

    title: str
    url: str = ""
    guid: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    source: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One normalised piece. ``published`` and ``updated`` are the feed's word, never clamped.

    ``effective_at`` is the feed time clamped to what is plausible; order and age rest on it.
    ``wire`` names the agency credited in the text, if any; ``feeds`` every address that carried it.
    """

    id: str
    title: str
    url: str = ""
    guid: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    first_seen_at: datetime
    effective_at: datetime
    source: str = ""
    language: str = ""
    wire: str = ""
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What one visit to one feed brought; ``wait_at_least`` is what the server asked for."""

    feed: Feed
    at: datetime
    result: PollResult
    items: tuple[ParsedItem, ...] = ()
    location: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    error: str = ""
    wait_at_least: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An identified item and how fresh it is; ``keys`` are all its known names."""

    item: Item
    keys: tuple[str, ...]
    freshness: Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An item was seen in a feed, under these keys (guid, link, content hash)."""

    item: str
    feed: str
    keys: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedFeed:
    """A feed worth trying: its group in the catalogue, the words that speak for it, its origin."""

    feed: Feed
    group: str
    because: tuple[str, ...]
    origin: str
