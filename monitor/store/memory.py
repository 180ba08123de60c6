"""What decisions see of the past: a working set folded from Outcomes, in memory.

The serial decider reads it and folds every Outcome into it; the store fills it at start, and a
backtest starts it empty. Whoever cannot write an Outcome to the database throws the memory away and
loads it again, so it never knows more than what was applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from monitor.model import Item, Outcome, Story, Telling
from monitor.store.ledger import Ledger

KINDS = ("i", "m", "s", "d", "a", "o")


class Memory:
    """Recent stories with their items, the storylines' ledgers, and what channels were told."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        """``numbers`` holds the last number given for each kind of id."""
        self._numbers = dict.fromkeys(KINDS, 0) | dict(numbers or {})
        self._stories: dict[str, dict[str, Story]] = defaultdict(dict)
        self._members: dict[str, dict[str, Item]] = defaultdict(dict)
        self._homes: dict[tuple[str, str], str] = {}
        self._developed: set[tuple[str, str]] = set()
        self._ledgers: dict[str, Ledger] = defaultdict(Ledger)
        self._tellings: dict[str, dict[str, Telling]] = defaultdict(dict)

    def new_id(self, kind: str) -> str:
        """The next id of ``kind``, never given before."""
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def stories(self, seed: str) -> tuple[Story, ...]:
        """The remembered stories of a seed, oldest first."""
        return tuple(self._stories[seed].values())

    def story(self, seed: str, story: str) -> Story:
        """One remembered story."""
        return self._stories[seed][story]

    def story_of(self, seed: str, item: str) -> str:
        """The id of the remembered story that holds an item, or the empty string."""
        return self._homes.get((seed, item), "")

    def items(self, story: Story) -> tuple[Item, ...]:
        """The items of a remembered story, in the order in which they came."""
        return tuple(self._members[story.id].values())

    def ledger(self, seed: str) -> Ledger:
        """What the storylines of a seed know."""
        return self._ledgers[seed]

    def has_development(self, seed: str, storyline: str) -> bool:
        """Whether a storyline ever had a development."""
        return (seed, storyline) in self._developed

    def tellings(self, channel: str) -> tuple[Telling, ...]:
        """What a channel was told or is owed, oldest first."""
        return tuple(self._tellings[channel].values())

    def fold(self, outcome: Outcome) -> None:
        """Take in what an Outcome adds or changes."""
        items = {item.id: item for item in outcome.items}
        for story in outcome.stories:
            self._stories[story.seed][story.id] = story
            self._homes.update(((story.seed, item), story.id) for item in story.items)
            told = {item: items[item] for item in story.items if item in items}
            self._members[story.id].update(told)
        self._developed.update((news.seed, news.storyline) for news in outcome.developments)
        for fact in outcome.facts:
            self._ledgers[fact.seed].add(fact)
        for telling in outcome.tellings:
            self._tellings[telling.channel][telling.alert] = telling

    def forget(self, before: datetime) -> None:
        """Drop stories that ended before a time; ledgers and debts stay."""
        for stories in self._stories.values():
            for story in [story for story in stories.values() if story.last_at < before]:
                del stories[story.id]
                del self._members[story.id]
                for item in story.items:
                    self._homes.pop((story.seed, item), None)
                for storyline in story.storylines or ("",):
                    self._ledgers[story.seed].forget(storyline, story.id)
