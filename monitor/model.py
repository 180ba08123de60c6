"""The nouns: frozen types that cross rooms, one word per thing.

Nothing here decides, reads or writes. Times are aware and in UTC and end in ``_at``; spans are
``timedelta``. Ids are short and carry their kind: ``i`` item, ``m`` match, ``s`` story,
``d`` development, ``a`` alert, ``o`` delivery (outbox row). Scales and reasons: see `scales`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from monitor.scales import (
    DeliveryState,
    FeedCondition,
    Freshness,
    Kind,
    Novelty,
    PollResult,
    Priority,
    Reason,
    Relevance,
    Significance,
    Standing,
)
from monitor.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One polled address, as the operator configured it."""

    url: str
    title: str = ""
    source: str = ""
    language: str = ""
    every: timedelta | None = None
    headers: Mapping[str, Secret] = field(default_factory=dict)


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
class Entity:
    """Who or what to watch; ``namesakes`` are longer names that are somebody else."""

    name: str
    kind: str = "other"
    weight: float = 0.5
    anchor: bool = False
    aliases: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fact that the seed article already gives, such as ``killed`` = ``80+``."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyline:
    """One thread to follow; ``terms`` by language, ``*`` at the end stands for any ending."""

    slug: str
    title: str
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    watch_numbers: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a seed watches; ``article`` is the text it was built from, empty when not at hand."""

    seed: str
    title: str
    published: date | None = None
    languages: tuple[str, ...] = ("en",)
    entities: tuple[Entity, ...] = ()
    storylines: tuple[Storyline, ...] = ()
    exclude: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One signal of a match: what it is, where it stands, what it adds to the score."""

    kind: str
    name: str
    text: str
    field: str
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How an item stands to a seed: ``verdict`` is the yes or no, ``score`` lies in 0..1."""

    id: str = ""
    item: str
    seed: str
    score: float
    threshold: float
    verdict: bool
    reason: Reason
    storylines: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A matched item goes to a story; ``similarity`` 0..1 to the nearest item in it."""

    item: str
    seed: str
    story: str
    opened: bool
    similarity: float
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The matched items that tell the same thing; wire copies count as one voice."""

    id: str
    seed: str
    title: str
    storylines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a storyline's ledger: a figure (``amount`` set) or a state, and who said it."""

    seed: str
    storyline: str
    subject: str
    value: str
    amount: float | None = None
    item: str = ""
    source: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a matched item brings to its storyline; ``kind`` and ``priority`` are None if nothing."""

    item: str
    seed: str
    storyline: str
    story: str
    relevance: Relevance
    novelty: Novelty
    significance: Significance
    kind: Kind | None = None
    delta: str = ""
    proof: str = ""
    facts: tuple[Fact, ...] = ()  # what the ledger learns
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """A story brings something new to a storyline; ``delta`` says in words what changed."""

    id: str
    seed: str
    storyline: str
    story: str
    item: str
    kind: Kind
    delta: str
    proof: str
    relevance: Relevance
    novelty: Novelty
    significance: Significance
    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What we decided to tell; ``channels`` name who is interrupted or gets it in the digest."""

    id: str
    seed: str
    storyline: str
    priority: Priority
    title: str
    delta: str
    proof: str
    why: str
    story: str
    development: str
    items: tuple[str, ...]
    channels: tuple[str, ...]
    reason: Reason
    source: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """A daily span in local time; it may pass midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A configured destination and what it wants to hear."""

    name: str
    url: Secret
    seeds: tuple[str, ...] = ("*",)
    storylines: tuple[str, ...] = ("*",)
    min_priority: Priority = Priority.URGENT
    digest: tuple[time, ...] = (time(8, 0),)
    quiet_hours: QuietHours | None = None
    timezone: str = "UTC"
    budget_per_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A channel's own memory of one alert."""

    channel: str
    alert: str
    seed: str
    storyline: str
    story: str
    priority: Priority
    standing: Standing
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Rendered words for one channel; ``key`` is the same on every attempt."""

    key: str
    title: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One outbox row: one message for one channel, telling the named alerts."""

    id: str
    channel: str
    alerts: tuple[str, ...]
    message: Message
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    created_at: datetime
    next_attempt_at: datetime
    sent_at: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Result of one attempt; ``permanent`` means that trying again cannot help."""

    delivery: str
    at: datetime
    ok: bool
    permanent: bool = False
    detail: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that one poll (or digest) changes: applied in one transaction, whole or not at all."""

    at: datetime
    feed: FeedState | None = None
    items: tuple[Item, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    matches: tuple[Match, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    stories: tuple[Story, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    facts: tuple[Fact, ...] = ()
    developments: tuple[Development, ...] = ()
    alerts: tuple[Alert, ...] = ()
    tellings: tuple[Telling, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
