"""What pages show: figures by day and source, and things together with what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from monitor.model.arriving import Feed, FeedState, Item
from monitor.model.deciding import Development, Judgement, Match, Story
from monitor.model.telling import Alert, Delivery, Telling
from monitor.scales import DeliveryState, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A window of time, of one seed or storyline, or (empty) of all."""

    since: datetime
    until: datetime
    seed: str = ""
    storyline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Matched items and developments of one UTC day, by the time of the news itself."""

    date: date
    items: int = 0
    developments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One development on a timeline: its item, how loud it was told, who else has the story.

    ``alert`` and ``priority`` are empty when it was never told; ``items`` is the story's size.
    """

    development: Development
    item: Item
    alert: str = ""
    priority: Priority | None = None
    items: int = 1
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one storyline went: its days without a gap, and its developments, newest first.

    ``developments`` counts all that there ever were; ``steps`` may hold fewer.
    """

    seed: str
    storyline: str
    days: tuple[Day, ...] = ()
    steps: tuple[Step, ...] = ()
    developments: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """What a source brought to the seeds: matched items, and the developments it was first with."""

    source: str
    items: int
    developments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A configured feed, how its polls went (None: never polled) and the items it carried."""

    feed: Feed
    state: FeedState | None
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """The monitor in figures that only need indexes; totals count all that ever was.

    ``developments`` by seed and storyline; ``alerts`` by priority and whether they interrupted.
    ``daemon`` is the pid that holds the database, 0 for none; ``size`` is in bytes.
    """

    daemon: int
    schema: int
    size: int
    items: int
    stories: int
    developments: Mapping[tuple[str, str], int]
    alerts: Mapping[tuple[Priority, bool], int]
    outbox: Mapping[DeliveryState, int]
    oldest_pending_at: datetime | None
    last_poll_at: datetime | None
    feeds: tuple[FeedState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An earlier wording of an item, and when it was replaced."""

    replaced_at: datetime
    title: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSheet:
    """An item whole: every verdict on it, what it brought, and what was told of its stories."""

    item: Item
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    developments: tuple[Development, ...]
    alerts: tuple[Alert, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySheet:
    """A story whole; of a very long one the latest items only."""

    story: Story
    items: tuple[Item, ...]
    developments: tuple[Development, ...]
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentSheet:
    """A development whole, with the alerts that tell it."""

    step: Step
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSheet:
    """An alert whole: its items, what each channel has of it, the messages of its first week."""

    alert: Alert
    items: tuple[Item, ...]
    tellings: tuple[Telling, ...]
    deliveries: tuple[Delivery, ...]


Sheet = ItemSheet | StorySheet | DevelopmentSheet | AlertSheet
