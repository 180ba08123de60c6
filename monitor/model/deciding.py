"""What is decided of an item: match, story, development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.scales import Hand, Kind, Novelty, Reason, Relevance, Significance


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
class Regrouping:
    """A correction by hand: ``items`` went from the ``others`` into ``story``, or out of it."""

    seed: str
    hand: Hand
    story: str
    others: tuple[str, ...]
    items: tuple[str, ...]
    at: datetime


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
