"""When two items tell the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Thresholds of likeness.

    Chosen on 102 labelled headlines of one story and held against 70 others, 3,600 headlines of 51
    stories, 740 articles of 35 topics with two look-alike events each, and eight invented streams in
    six languages: each of them loses little by the choice, none is at its own best.
    """

    window: timedelta = timedelta(hours=72)
    """How long after its last item a story still takes one in."""

    identical: float = 0.95
    """Letter likeness of two titles above which they are the same text."""

    same_telling: float = 0.27
    """Likeness (mean of that to the nearest item of a story and that to its near side) above which an
    item retells."""

    cohesion: float = 0.5
    """Share of `same_telling` that the mean over a story must reach, against chaining."""

    title_share: float = 0.35
    """How much the titles count against the whole texts, when words are compared."""

    signs_share: float = 0.35
    """How much figures, countries and like meanings count against words."""

    abroad: float = 0.25
    """Likeness of the signs of two items in different languages that equals `same_telling`."""

    abroad_signs: int = 2
    """Signs that the seed does not watch which two items in different languages must share."""

    abroad_window: timedelta = timedelta(hours=36)
    """How long after its last item a story takes in one in another language."""

    compared: int = 12
    """How many of a story's first, and of its latest, different texts stand for it."""
