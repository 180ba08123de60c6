"""What decisions see of the past: a working set folded from Outcomes, in memory.

The serial decider reads it and folds every Outcome into it; the store fills it at start, and a
backtest starts it empty. Whoever cannot write an Outcome to the database throws the memory away and
loads it again, so it never knows more than what was applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from monitor.model import Fact, Item, Outcome, Silence, Story, Telling, Voice
from monitor.store.heard import Heard

KINDS = ("i", "m", "s", "d", "a", "o")


class Memory:
    """Recent stories with their items, the storylines' ledgers, and what channels ``heard``.

    ``silences`` are those in force or to come when it was loaded.
    """

    def __init__(
        self, numbers: Mapping[str, int] | None = None, silences: Iterable[Silence] = ()
    ) -> None:
        """``numbers`` holds the last number given for each kind of id."""
        self.heard = Heard()
        self.silences = tuple(silences)
        self._numbers = dict.fromkeys(KINDS, 0) | dict(numbers or {})
        self._stories: dict[str, dict[str, Story]] = defaultdict(dict)
        self._members: dict[str, dict[str, Item]] = defaultdict(dict)
        self._voices: dict[str, dict[str, Voice]] = defaultdict(dict)
        self._tellers: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        self._homes: dict[tuple[str, str], str] = {}
        self._developed: set[tuple[str, str]] = set()
        self._facts: dict[tuple[str, str], list[Fact]] = defaultdict(list)

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

    def knows(self, seed: str, story: str) -> bool:
        """Whether a story is remembered."""
        return story in self._stories[seed]

    def story_of(self, seed: str, item: str) -> str:
        """The id of the remembered story that holds an item, or the empty string."""
        return self._homes.get((seed, item), "")

    def items(self, story: Story) -> tuple[Item, ...]:
        """The items of a remembered story, in the order in which they came."""
        return tuple(self._members[story.id].values())

    def voices(self, story: str) -> tuple[Voice, ...]:
        """Who tells a story, each with the first place where it does; none if it is over."""
        return tuple(self._voices.get(story, {}).values())

    def tellers(self, seed: str, storyline: str, subject: str) -> tuple[str, ...]:
        """The remembered stories that gave a figure of a subject."""
        return tuple(self._tellers[seed, storyline, subject])

    def facts(self, seed: str, storyline: str) -> tuple[Fact, ...]:
        """The ledger of a storyline, oldest first."""
        return tuple(self._facts[seed, storyline])

    def has_development(self, seed: str, storyline: str) -> bool:
        """Whether a storyline ever had a development."""
        return (seed, storyline) in self._developed

    def tellings(self, channel: str) -> tuple[Telling, ...]:
        """What a channel was told lately, waits for or is owed, oldest first."""
        return self.heard.tellings(channel)

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
            self._facts[fact.seed, fact.storyline].append(fact)
        self._note_voices(outcome.items, {story.seed for story in outcome.stories})
        self._note_tellers(outcome.facts)
        self.heard.fold(outcome.alerts, outcome.tellings)

    def _note_voices(self, items: Iterable[Item], seeds: Collection[str]) -> None:
        for item in items:
            for home in filter(None, (self.story_of(seed, item.id) for seed in seeds)):
                voice = Voice(source=item.source, url=item.url)
                self._voices[home].setdefault(item.source, voice)

    def _note_tellers(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            home = self.story_of(fact.seed, fact.item)
            if fact.amount is not None and home:
                self._tellers[fact.seed, fact.storyline, fact.subject][home] = None

    def forget(self, before: datetime) -> None:
        """Drop stories that ended before a time, and what was told before it; debts stay."""
        self.heard.forget(before)
        for stories in self._stories.values():
            for story in [story for story in stories.values() if story.last_at < before]:
                del stories[story.id]
                del self._members[story.id]
                self._voices.pop(story.id, None)
                for item in story.items:
                    self._homes.pop((story.seed, item), None)
                for tellers in self._tellers.values():
                    tellers.pop(story.id, None)
