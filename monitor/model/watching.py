"""What the operator wants: what a seed watches, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from monitor.scales import Priority
from monitor.secret import Secret


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
    """One thread to follow; ``terms`` by language, ``*`` at the end stands for any ending.

    ``topic`` names the shipped topic whose terms stand among them, in the languages that the
    profile does not list; empty when all of them are its own.
    """

    slug: str
    title: str
    topic: str = ""
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
