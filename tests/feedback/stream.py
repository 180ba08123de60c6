"""The invented ferry's stream, matched: what a user sees before saying anything."""

from __future__ import annotations

from dataclasses import replace

from monitor.matching import Matcher
from monitor.model import Entity, Item, Match, Profile
from tests.invented import NOW, PROFILE, an_item

SKIPPER = replace(
    PROFILE,
    entities=(
        *PROFILE.entities,
        Entity(name="Erik Halvorsen", kind="person", weight=0.8, aliases=("Halvorsen",)),
    ),
)
MATCHED = (
    an_item(1, "Halmar Star ferry: twelve dead, survivors still missing"),
    an_item(2, "Captain of the ferry Halmar Star meets prosecutors in the inquiry"),
    an_item(3, "Nordlys Lines, owner of the ferry Halmar Star, promises help in inquiry"),
)
OTHERS = (
    an_item(11, "Bakery wins prize for rye bread"),
    an_item(12, "Choir tour ends with a gala in the regatta hall"),
    an_item(13, "Rain expected in the north"),
)


def stands(profile: Profile, *items: Item) -> list[tuple[Item, Match | None]]:
    """Each item with how it stands to the profile."""
    matcher = Matcher([profile])
    return [(item, next(iter(matcher.match(item, NOW)), None)) for item in items]
