"""What each kind of evidence may add to a score, and how much is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Shares of a score of 0..1; the four largest possible gains add up to one.

    The shares were chosen on labelled headlines and articles of 66 stories (business, celebrity,
    crime, politics, one conflict), every second to sixth task of each set, so that one set of figures
    serves headline seeds and long articles alike.
    """

    entities: float = 0.25
    """Gain when every entity is named: 1 - product(1 - weight * field)."""

    anchor: float = 0.15
    """Gain when a central entity is named at all."""

    terms: float = 0.15
    """Most that storyline terms can add."""

    per_rarity: float = 0.01
    """What a term adds for each point of its rarity (0.25..6)."""

    vocabulary: float = 0.45
    """Most that shared words (cosine, which counts in full up to here) can add."""

    alone: float = 0.5
    """Share of the names' gain that is lost when nothing of the story stands beside them ..."""

    company: float = 0.1
    """... and the gain of terms and other shared words at which nothing is lost any more."""

    second_name: float = 0.05
    """What a second name counts as company."""

    summary: float = 0.6
    """What a mention in the summary is worth beside one in the title."""

    summary_reach: int = 1500
    """Characters of the summary that are read: longer texts wander off their story."""

    threshold: float = 0.27
    """Least score of a match for an item of ten words ..."""

    brief_threshold: float = 0.21
    """... if the seed is a headline or little more, because it offers little to be touched ..."""

    item_growth: float = 0.1
    """... and what is asked in addition for each e-fold of the item's length: a long one touches
    more by chance. Chosen together on those sets and on eight invented streams: of settings with
    equal F1 (.81 in the mean) the one with the higher precision."""

    near: float = 0.7
    """A score above this share of the threshold is kept as a near miss."""
