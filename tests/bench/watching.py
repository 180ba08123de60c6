"""Invented profiles and items that belong to them: what the parts on matching share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.bench.invention import MATTERS, Invention

if TYPE_CHECKING:
    from monitor.model import Item, Profile

AT = datetime(2025, 11, 20, tzinfo=UTC)
ALIASES = 4  # of each profile
SHARE = len(MATTERS)  # a storyline's term is shared by one profile in so many, as common words are


def names_of(number: int) -> list[str]:
    """All names of so many profiles, four for each, all different."""
    return Invention(6).names(number * ALIASES)


def profiles(number: int) -> tuple[Profile, ...]:
    """Profiles with one storyline and four names each."""
    from monitor.model import Entity, Profile, Storyline

    names = names_of(number)
    return tuple(
        Profile(
            seed=f"seed-{place}",
            title=f"{names[place * ALIASES]} {MATTERS[place % SHARE]}",
            entities=(
                Entity(
                    name=names[place * ALIASES],
                    kind="person",
                    weight=1.0,
                    anchor=True,
                    aliases=tuple(names[place * ALIASES + 1 : (place + 1) * ALIASES]),
                ),
            ),
            storylines=(
                Storyline(
                    slug="thread", title="Thread", terms={"en": (f"{MATTERS[place % SHARE]}*",)}
                ),
            ),
        )
        for place in range(number)
    )


def items(count: int, names: list[str], *, seed: int = 1) -> list[tuple[Item, str]]:
    """Items with the name that each is about; every second one is about nobody watched."""
    from monitor.model import Item

    invention = Invention(seed)
    found = []
    for number in range(count):
        name = names[invention.chance.randrange(len(names))] if number % 2 else ""
        at = AT + timedelta(seconds=number)
        item = Item(
            id=f"i{number + 1}",
            title=invention.headline(name),
            summary=invention.text(2),
            url=f"https://n.example/{number}",
            language="en",
            first_seen_at=at,
            effective_at=at,
        )
        found.append((item, name))
    return found
