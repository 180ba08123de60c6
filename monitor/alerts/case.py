"""What is to be decided: one development, and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model import Development, Item, Match, Silence, Titles
from monitor.scales import Kind, Reason, Relevance

# An edit is no news in itself: only these changes of what an item says may interrupt.
_EDITS_THAT_TELL = frozenset(
    {Reason.FIGURE_MOVED, Reason.CORRECTED, Reason.STATE_CHANGED, Reason.REVERSED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A development, the item and match that brought it, and why it was judged to be one.

    ``baseline`` says that it stood in its feed before the feed was first polled, ``edited`` that
    the item was known in other words. ``sources`` counts the independent ones of its story so far.
    ``silences`` are all that there are, whatever their time.
    """

    development: Development
    item: Item
    match: Match
    grounds: Reason = Reason.STORY_OPENED
    baseline: bool = False
    edited: bool = False
    sources: int = 1
    silences: tuple[Silence, ...] = ()
    titles: Titles = field(default_factory=Titles)

    @property
    def only_reworded(self) -> bool:
        """Whether it rests on an edit that changed nothing that may interrupt."""
        return self.edited and self.grounds not in _EDITS_THAT_TELL

    @property
    def confirms(self) -> bool:
        """Whether it is another voice for what its story tells."""
        return self.development.kind is Kind.CONFIRMATION

    @property
    def takes_back(self) -> bool:
        """Whether whoever was told before now has a wrong version; talk about it does not count."""
        turned = self.development.kind in {Kind.CORRECTION, Kind.REVERSAL}
        return turned and self.development.relevance >= Relevance.R3
