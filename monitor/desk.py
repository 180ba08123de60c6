"""The decider's desk: the profiles, channels and memory it works with, and each seed's stories laid out.

What lies on it changes only by what was decided: `Memory` takes in each Outcome, the shelves follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor import alerts, feeds, matching, stories
from monitor.model import Channel, Item, Profile, Story, Titles
from monitor.store import Memory

# Stories and what was told of them are remembered a little longer than a story takes items in.
REMEMBER = timedelta(days=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The rooms' settings, as the configuration composed them."""

    polling: feeds.Settings = field(default_factory=feeds.Settings)
    matching: matching.Settings = field(default_factory=matching.Settings)
    stories: stories.Settings = field(default_factory=stories.Settings)
    alerts: alerts.Settings = field(default_factory=alerts.Settings)


@dataclass(slots=True, kw_only=True)
class Shelved:
    """A seed's stories laid out for finding, and as of which version of the memory they are."""

    shelf: stories.Shelf
    version: tuple[object, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the decider works with: the profiles (compiled), the channels, the memory."""

    profiles: Mapping[str, Profile]
    matcher: matching.Matcher
    channels: tuple[Channel, ...]
    memory: Memory
    settings: Settings
    shelves: dict[str, Shelved] = field(default_factory=dict)

    def shelf(self, seed: str) -> stories.Shelf:
        """A seed's stories for finding; laid out anew when the memory changed without our doing."""
        shelved = self.shelves.get(seed)
        if shelved is None or shelved.version != self.memory.version(seed):
            shelf = stories.Shelf(self.settings.stories)
            for story in self.memory.stories(seed):
                shelf.put(story, self.memory.items(story))
            shelved = Shelved(shelf=shelf, version=self.memory.version(seed))
            self.shelves[seed] = shelved
        return shelved.shelf

    def shelve(self, told: Iterable[Story], item: Item) -> None:
        """Lay the item with the stories that it joined or opened, once the memory has them."""
        for story in told:
            shelved = self.shelves[story.seed]
            shelved.shelf.put(story, [item])
            shelved.version = self.memory.version(story.seed)

    def forget(self, before: datetime) -> None:
        """Let go of stories that ended before a time."""
        current = [
            (seed, shelved)
            for seed, shelved in self.shelves.items()
            if shelved.version == self.memory.version(seed)
        ]
        self.memory.forget(before)
        for seed, shelved in current:
            shelved.shelf.forget(before)
            shelved.version = self.memory.version(seed)

    def titles(self, seed: str, storyline: str) -> Titles:
        """What people call a seed and its storyline; empty where the profile is gone."""
        profile = self.profiles.get(seed)
        if profile is None:
            return Titles()
        named = {one.slug: one.title for one in profile.storylines}
        return Titles(seed=profile.title, storyline=named.get(storyline, ""))
