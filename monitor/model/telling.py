"""What is told: alerts, what each channel heard, and the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.scales import DeliveryState, Priority, Reason, Standing


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
    """Rendered words for one channel; ``key`` is the same on every attempt.

    ``text`` is for terminals, programs and the plain half of a letter, ``html`` for its other half,
    ``chat`` for services that read markup and mentions in what they are sent; empty: as ``text``.
    """

    key: str
    title: str
    text: str
    html: str
    chat: str = ""


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
