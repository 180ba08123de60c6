"""When two items tell the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Thresholds of likeness, chosen on the events of 98 labelled headlines with summaries.

    Letter likeness serves near-copies only; for retellings the cosine of rare words decides.
    """

    window: timedelta = timedelta(hours=72)
    """How long after its last item a story still takes one in."""

    identical: float = 0.95
    """Letter likeness of two titles above which they are the same text."""

    same_telling: float = 0.3
    """Cosine of rarity-weighted stems (mean of title and whole text, watched names cut) above which
    an item retells."""

    compared: int = 30
    """How many of a story's first, and of its latest, items an item is compared with: so the cost
    of an item stays flat however long a story grows."""

    cohesion: float = 0.5
    """Share of `same_telling` that the mean over the whole story must reach, against chaining."""
