"""One case: the item that is to be judged, where it belongs, and what is known there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.developments.ledger import Ledger
from monitor.model import Assignment, Fact, Item, Match, Profile, Story, Storyline

# The rest of a story: matched, but under none of its storylines. Any story may have items there.
REST = Storyline(slug="other", title="Other developments")
# For so long other words for the same figure, or the same turn, are taken for the same news; outlets
# in other languages follow within a day.
RETOLD_FOR = timedelta(hours=48)
# So far above its threshold a match leaves no doubt: in eight invented streams 12 of the 15 matches
# without a storyline above it belonged to the seed, and 13 of the 27 below.
_SURE = 1.5
# Below that, so many of the watched names leave little: of the 7 interruptions that items of those
# streams made with fewer 1 belonged, of the 12 with as many 10. A central name in the title is enough.
_NAMES = 2


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


def is_sure(case: Case) -> bool:
    """Whether an item is about the seed, and not only near it.

    A match far above its threshold is; one not so far above is by the words of a storyline with a
    central name in the title, or with two of the watched names anywhere.
    """
    match = case.match
    if match.score >= _SURE * match.threshold:
        return True
    signs = [sign for sign in match.evidence if sign.kind == "entity"]
    central = {one.name for one in case.profile.entities if one.anchor}
    in_title = any(sign.field == "title" and sign.name in central for sign in signs)
    enough = len({sign.name for sign in signs}) >= min(_NAMES, len(case.profile.entities))
    return bool(match.storylines) and (in_title or enough)


def is_alone(case: Case) -> bool:
    """Whether only one source tells the story."""
    return len(case.story.sources) < len(("one", "other"))
