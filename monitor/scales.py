"""The words that decisions answer with: scales in rising order, states, and the reasons.

Everything stored or printed carries the word itself, so a word once shipped keeps its meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Scale(StrEnum):
    """Words in rising order; compared by their place, never by their spelling."""

    @property
    def level(self) -> int:
        """Place on the scale, 0 for the lowest."""
        return list(type(self)).index(self)

    def __lt__(self, other: object) -> bool:
        return self.level < _level_of(self, other)

    def __le__(self, other: object) -> bool:
        return self.level <= _level_of(self, other)

    def __gt__(self, other: object) -> bool:
        return self.level > _level_of(self, other)

    def __ge__(self, other: object) -> bool:
        return self.level >= _level_of(self, other)


def _level_of(scale: Scale, other: object) -> int:
    if type(other) is not type(scale):
        msg = f"{type(scale).__name__} cannot be compared with {type(other).__name__}"
        raise TypeError(msg)
    return other.level


class Relevance(Scale):
    """How an item belongs to a storyline: off topic, passing, background, related, advancing."""

    R0 = "R0"
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"


class Novelty(Scale):
    """What an item adds: copy, reworded, new detail, new event, reversal or new thread."""

    N0 = "N0"
    N1 = "N1"
    N2 = "N2"
    N3 = "N3"
    N4 = "N4"


class Significance(Scale):
    """How much it matters: routine, notable, major, critical and irreversible."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Priority(Scale):
    """Loudness of an alert, on the scale of the wire services."""

    ROUTINE = "routine"
    URGENT = "urgent"
    BULLETIN = "bulletin"
    FLASH = "flash"


class Kind(StrEnum):
    """What a development does to its storyline."""

    FIRST = "first"
    ADVANCE = "advance"
    CONFIRMATION = "confirmation"
    REVERSAL = "reversal"
    CORRECTION = "correction"


class Reason(StrEnum):
    """Why a decision fell as it did; the value is the sentence that people read."""

    # matching
    MATCHED = "evidence reaches the threshold"
    BELOW_THRESHOLD = "evidence stays below the threshold"
    NO_ANCHOR = "no central entity of the seed is named and no storyline speaks for it"
    EXCLUDED = "an exclusion of the profile applies"
    NO_EVIDENCE = "nothing of the seed is mentioned"
    # stories
    NEW_STORY = "nothing recent tells the same"
    IDENTICAL_TEXT = "the text is identical to an earlier item"
    SAME_TELLING = "the text tells the same as an earlier item"
    NUMBERS_DIFFER = "similar text, but the numbers differ"
    TURNED = "similar text, but one denies or reverses what the other says"
    ROLES_SWAPPED = "similar text, but who does what to whom is swapped"
    BY_HAND = "put together or apart by hand"
    # developments
    STORY_OPENED = "first item of a new story"
    FIGURE_MOVED = "a watched number moved"
    STATE_CHANGED = "a state changed"
    REVERSED = "a state was reversed or denied"
    CORRECTED = "a figure was taken back"
    COPY = "a copy of what is known"
    REWORDED = "reworded, nothing new"
    NEW_DETAIL = "a new detail of what was told"
    IN_SEED = "what the seed article already tells"
    BACKGROUND = "background, opinion or explainer"
    LAGGED = "older than what is already known"
    # alerts
    INTERRUPTS = "priority reaches the channel's minimum"
    JOINS = "told in a message of its storyline or item that was about to go"
    CORRECTS = "takes back what the channel was told"
    TO_DIGEST = "below what may interrupt"
    NO_DIGEST = "below what may interrupt, and the channel takes no digest"
    BASELINE = "was already there at the first poll"
    SILENCED = "held by a silence"
    EDITED = "an item was edited, but no watched number, state or reversal in it changed"
    STORY_TOLD = "a confirmation of what the channel was told, no louder than before"
    QUIET_HOURS = "held in quiet hours"
    OVER_BUDGET = "today's budget of interruptions is spent"
    UNDELIVERED = "could not be delivered"
    NO_ROUTE = "no channel takes this seed and storyline"


# The reasons of an alert that begins a message of its own, and of all that is told at once.
INTERRUPTING = frozenset({Reason.INTERRUPTS, Reason.CORRECTS})
AT_ONCE = INTERRUPTING | {Reason.JOINS}


class FeedCondition(StrEnum):
    """Health of a feed: what the last polls brought."""

    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    GONE = "gone"


class Freshness(StrEnum):
    """How an item of a poll stands to what was seen before."""

    NEW = "new"
    EDITED = "edited"
    SEEN = "seen"


class PollResult(StrEnum):
    """How a visit to a feed ended."""

    ITEMS = "items"
    NOT_MODIFIED = "not modified"
    SAME_BODY = "same body"
    FAILED = "failed"
    GONE = "gone"
    DEFERRED = "deferred"


class Standing(StrEnum):
    """What a channel has of an alert.

    Told; waiting for others of its storyline, to go in one message; owed, for the next digest; or
    untold for good, because the channel knows it already or takes no digest.
    """

    TOLD = "told"
    WAITING = "waiting"
    OWED = "owed"
    UNTOLD = "untold"


class DeliveryState(StrEnum):
    """Where an outbox row stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"


class Opinion(StrEnum):
    """What a user says of an item that a seed may watch for; ``not-new`` is relevant, but old."""

    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    NOT_NEW = "not-new"


class Hand(StrEnum):
    """What was done to stories by hand."""

    MERGE = "merge"
    SPLIT = "split"
