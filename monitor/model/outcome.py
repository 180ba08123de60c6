"""All that one poll changes, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model.arriving import FeedState, Item, Sighting
from monitor.model.deciding import Assignment, Development, Fact, Judgement, Match, Story
from monitor.model.telling import Alert, Delivery, Telling


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
