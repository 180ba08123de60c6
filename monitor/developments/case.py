"""One case: the item that is to be judged, where it belongs, and what is known there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.developments.ledger import Ledger
from monitor.model import Assignment, Fact, Item, Match, Profile, Story, Storyline

# For so long other words for the same figure, or the same turn, are taken for the same news; outlets
# in other languages follow within a day.
RETOLD_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a judgement rests on: the item, where it belongs, and what is known there.

    ``storylines`` are those that speak in the match, the loudest first; there is always one.
    """

    profile: Profile
    storylines: tuple[Storyline, ...]
    item: Item
    match: Match
    assignment: Assignment
    story: Story
    ledger: Ledger
    told_before: bool
    """Whether the loudest storyline had a development before."""

    @property
    def storyline(self) -> Storyline:
        """The loudest one."""
        return self.storylines[0]


def story_lines(case: Case) -> list[Fact]:
    """What is noted of the story, under whichever storyline its items were judged."""
    slugs = dict.fromkeys((*case.story.storylines, *(one.slug for one in case.storylines)))
    return [line for slug in slugs for line in case.ledger.about(slug, case.story.id)]


def is_alone(case: Case) -> bool:
    """Whether only one source tells the story."""
    return len(case.story.sources) < len(("one", "other"))
