"""What decisions see of the past: a working set folded from Outcomes, in memory.

The serial decider reads it and folds every Outcome into it; the store fills it at start, and a
backtest starts it empty. Whoever cannot write an Outcome to the database throws the memory away and
loads it again, so it never knows more than what was applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import dropwhile

from monitor.model import Fact, Item, Outcome, Silence, Story, Telling, Voice
from monitor.store.heard import Heard
from monitor.store.ledger import Ledger

KINDS = ("i", "m", "s", "d", "a", "o")


class Memory:
    """Recent stories with their items, the storylines' ledgers, and what channels ``heard``.

    ``silences`` are those in force or to come when it was loaded.
    """

    def __init__(
        self,
        numbers: Mapping[str, int] | None = None,
        hands: Mapping[tuple[str, str], str] | None = None,
        silences: Iterable[Silence] = (),
    ) -> None:
        """``numbers`` holds the last number given for each kind of id.

        ``hands`` says of items (seed, item) that were put together by hand in which story they
        stood then: those of one belong together, and apart from those of another.
        """
        self.heard = Heard()
        self.silences = tuple(silences)
        self._hands = dict(hands or {})
        self._kept: dict[str, dict[str, str]] = defaultdict(dict)
        self._self = object()
        self._versions: dict[str, int] = defaultdict(int)
        self._numbers = dict.fromkeys(KINDS, 0) | dict(numbers or {})
        self._stories: dict[str, dict[str, Story]] = defaultdict(dict)
        self._members: dict[str, dict[str, Item]] = defaultdict(dict)
        self._tellers: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        self._homes: dict[tuple[str, str], str] = {}
        self._developed: set[tuple[str, str]] = set()
        self._ledgers: dict[str, Ledger] = defaultdict(Ledger)

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

    def version(self, seed: str) -> tuple[object, int]:
        """What changes whenever the stories of a seed do; no two memories have one in common."""
        return self._self, self._versions[seed]

    def placed_by_hand(self, seed: str, item: str) -> tuple[str, frozenset[str]]:
        """The story that an item was put into by hand ("" if none), and those it was kept out of."""
        hand, kept = self._hands.get((seed, item), ""), self._kept[seed]
        if not hand:
            return "", frozenset()
        return kept.get(hand, ""), frozenset(story for h, story in kept.items() if h != hand)

    def items(self, story: Story) -> tuple[Item, ...]:
        """The items of a remembered story, in the order in which they came."""
        return tuple(self._members[story.id].values())

    def ledger(self, seed: str) -> Ledger:
        """What the storylines of a seed know."""
        return self._ledgers[seed]

    def voices(self, story: str, since: str) -> tuple[Voice, ...]:
        """Who tells a story from an item on, each with the first place; none if it is over.

        Whoever told it before said something else: what was new came with that item.
        """
        told = self._members.get(story, {}).values()
        found: dict[str, Voice] = {}
        for item in dropwhile(lambda item: item.id != since, told):
            found.setdefault(item.source, Voice(source=item.source, url=item.url))
        return tuple(found.values())

    def tellers(self, seed: str, storyline: str, subject: str) -> tuple[str, ...]:
        """The remembered stories that gave a figure of a subject."""
        return tuple(self._tellers[seed, storyline, subject])

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
            self._keep(story, items)
        self._developed.update((news.seed, news.storyline) for news in outcome.developments)
        for fact in outcome.facts:
            self._ledgers[fact.seed].add(fact)
        self._note_tellers(outcome.facts)
        self.heard.fold(outcome.alerts, outcome.tellings)

    def _note_tellers(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            home = self.story_of(fact.seed, fact.item)
            if fact.amount is not None and home:
                self._tellers[fact.seed, fact.storyline, fact.subject][home] = None

    def _keep(self, story: Story, items: Mapping[str, Item]) -> None:
        """Take a story in; its cost is that of what is new, however long the story is."""
        self._versions[story.seed] += 1
        known = self._stories[story.seed].get(story.id)
        self._stories[story.seed][story.id] = story
        for item in story.items[len(known.items) if known else 0 :]:
            self._homes[story.seed, item] = story.id
            if hand := self._hands.get((story.seed, item)):
                self._kept[story.seed].setdefault(hand, story.id)
        fewer = items if len(items) < len(story.items) else story.items
        self._members[story.id].update(
            (item, items[item])
            for item in fewer
            if item in items and self._homes.get((story.seed, item)) == story.id
        )

    def forget(self, before: datetime) -> None:
        """Drop stories that ended before a time, and what was told before it; debts stay."""
        self.heard.forget(before)
        for seed, stories in self._stories.items():
            for story in [story for story in stories.values() if story.last_at < before]:
                self._versions[seed] += 1
                kept = self._kept[seed]
                self._kept[seed] = {hand: one for hand, one in kept.items() if one != story.id}
                del stories[story.id]
                del self._members[story.id]
                for item in story.items:
                    self._homes.pop((story.seed, item), None)
                for storyline in story.storylines or ("",):
                    self._ledgers[story.seed].forget(storyline, story.id)
                for tellers in self._tellers.values():
                    tellers.pop(story.id, None)
