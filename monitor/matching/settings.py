"""What each kind of evidence may add to a score, and how much is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Shares of a score of 0..1; the five largest possible gains add up to one.

    The shares were chosen on labelled headlines and articles of 66 stories (business, celebrity,
    crime, politics, one conflict), every second to sixth task of each set, so that one set of figures
    serves headline seeds and long articles alike.
    """

    entities: float = 0.2
    """Gain when every entity is named: 1 - product(1 - weight * field)."""

    slip: float = 0.3
    """Share of that gain that is lost when the name is written with a slip: it is a guess then."""

    anchor: float = 0.12
    """Gain when a central entity is named at all."""

    terms: float = 0.15
    """Most that storyline terms can add."""

    per_rarity: float = 0.01
    """What a term adds for each point of its rarity (0.25..6)."""

    together: float = 0.03
    """Gain when a title holds two terms of one storyline beside a name."""

    foreign_terms: float = 2.0
    """How much more terms add beside a name in another language than the article's, for there they
    stand for the words that cannot be shared."""

    vocabulary: float = 0.43
    """Most that shared words (cosine, which counts in full up to here) can add."""

    named_word: float = 0.3
    """What a shared word counts that belongs to a name found: names gain for themselves. In full
    for a seed that is a headline."""

    alone: float = 0.5
    """Share of the names' gain that is lost when nothing of the story stands beside them ..."""

    company: float = 0.1
    """... and the gain of terms and other shared words at which nothing is lost any more."""

    second_name: float = 0.05
    """What a second name counts as company."""

    full_name: float = 0.05
    """What a central person's full name counts as company: hardly anybody shares it."""

    summary: float = 0.6
    """What a mention in the summary is worth beside one in the title."""

    summary_reach: int = 1500
    """Characters of the summary that are read: longer texts wander off their story."""

    threshold: float = 0.18
    """Least score of a match for an item of ten words ..."""

    brief_threshold: float = 0.16
    """... if the seed is a headline or little more, because it offers little to be touched ..."""

    item_growth: float = 0.1
    """... and what is asked in addition for each e-fold of the item's length: a long one touches
    more by chance. Chosen together on those sets and on eight invented streams; the best F1 (.83 in
    the mean) is a flat hilltop: .02 more or less of each changes it by less than .002."""

    learned: float = 0.1
    """Most that words learned from confident matches can add; 0 switches learning off, for one
    profile by ``[thresholds] learned = 0``. Chosen on those sets as the highest that costs the
    single-event articles among them nothing; it lifts AP on the stories that grow (.938 -> .952)
    and on headline seeds (.778 -> .804)."""

    learned_margin: float = 0.03
    """How far above the threshold a match is confident; it also has to name a central entity ..."""

    learned_alone: float = 0.08
    """... and its names may have lost so much at most for want of company (they lose up to .16)."""

    learned_prior: float = 2.0
    """Confident matches at which half of the gain is trusted."""

    learned_decay: float = 0.98
    """What remains of a learned weight with each further confident match: half after 34."""

    learned_words: int = 100
    """Learned words that count ..."""

    learned_memory: int = 600
    """... and words that wait for a second use."""

    akin: float = 0.06
    """Most that likeness to one confident match can add; where nothing is learned, neither is this.
    Together with what is learned it stays below the threshold. Chosen on those sets and on four more
    streams of free retellings: F1 rises on the conflict (.937 -> .948) and by .03 on two of the four,
    and falls on none. Names count as little in it as among shared words: whoever is named is likely to
    be named again, in whatever business."""

    akin_share: float = 0.5
    """What each point of that likeness (a cosine) adds ..."""

    akin_from: float = 0.15
    """... above this one."""

    akin_memory: int = 40
    """Confident matches that are remembered whole."""

    near: float = 0.7
    """A score above this share of the threshold is kept as a near miss."""
