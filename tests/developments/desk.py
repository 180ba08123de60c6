"""A storyline with its ledger, for tests: tell it titles, get judgements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from monitor.developments import Case, judge
from monitor.model import (
    Assignment,
    Entity,
    Evidence,
    Fact,
    Item,
    Judgement,
    Known,
    Match,
    Profile,
    Story,
    Storyline,
)
from monitor.scales import Reason
from monitor.store.ledger import Ledger

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

STRIKES = Storyline(
    slug="boat-strikes",
    title="Boat strikes",
    terms={"en": ("boat*", "strike*"), "es": ("lancha*", "ataque*")},
    watch_numbers=("killed", "injured", "troops", "reward"),
    known=(Known(fact="killed", value="80+"),),
)
PROFILE = Profile(
    seed="talks",
    title="Talks",
    published=date(2025, 11, 18),
    languages=("en", "es"),
    entities=(
        Entity(name="Nicolás Maduro", kind="person", anchor=True, aliases=("Maduro",)),
        Entity(name="Venezuela", kind="place", anchor=True),
        Entity(name="Gustavo Petro", kind="person", aliases=("Petro",)),
    ),
    storylines=(STRIKES,),
)


@dataclass
class Desk:
    """One storyline over time. ``again`` tells an item of the story that was told last.

    ``akin`` is how near new stories stand to the ones before, ``near`` how near items to their story.
    """

    profile: Profile = PROFILE
    storyline: Storyline = STRIKES
    also: tuple[Storyline, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    learned: list[Fact] = field(default_factory=list)
    told: bool = False
    items: int = 0
    akin: float = 0.0
    near: float = 0.5
    story: Story | None = None

    def first(self, title: str, summary: str = "", **more: object) -> Judgement:
        """An item that opens a story."""
        self.story = None
        return self._tell(title, summary, Reason.NEW_STORY, **more)

    def again(self, title: str, summary: str = "", **more: object) -> Judgement:
        """An item of the same story, told in other words."""
        return self._tell(title, summary, Reason.SAME_TELLING, **more)

    def copy(self, title: str, summary: str = "", **more: object) -> Judgement:
        """An item of the same story with the same text."""
        return self._tell(title, summary, Reason.IDENTICAL_TEXT, **more)

    def _tell(self, title: str, summary: str, reason: Reason, **more: object) -> Judgement:
        self.items += 1
        item, match = self._item(title, summary, **more), self._match(title, more.get("match"))
        match = replace(match, score=float(str(more.get("score", match.score))))
        old = self.story
        assignment = Assignment(
            item=item.id,
            seed="talks",
            story=old.id if old else f"s{self.items}",
            opened=old is None,
            similarity=self.near if old else self.akin,
            reason=reason,
            at=match.at,
        )
        self.story = Story(
            id=assignment.story,
            seed="talks",
            title=old.title if old else title,
            items=(*(old.items if old else ()), item.id),
            sources=tuple(dict.fromkeys((*(old.sources if old else ()), item.source))),
            first_at=NOW,
            last_at=NOW,
        )
        said = judge(
            Case(
                profile=self.profile,
                storylines=(self.storyline, *self.also),
                item=item,
                match=match,
                assignment=assignment,
                story=self.story,
                ledger=self.ledger,
                told_before=self.told,
            )
        )
        for fact in said.facts:
            self.ledger.add(fact)
        self.learned += said.facts
        self.told = self.told or said.kind is not None
        return said

    def _item(self, title: str, summary: str, **more: object) -> Item:
        at = more.get("at", NOW)
        assert isinstance(at, datetime)
        return Item(
            id=f"i{self.items}",
            title=title,
            summary=summary,
            source=str(more.get("source", "Example Times")),
            first_seen_at=NOW,
            effective_at=at,
        )

    def _match(self, title: str, evidence: object) -> Match:
        signs = [
            Evidence(kind="entity", name=entity.name, text=alias, field="title", gain=0.2)
            for entity in self.profile.entities
            for alias in (entity.name, *entity.aliases)
            if alias in title
        ]
        term = Evidence(kind="term", name="boat", text="boat", field="title", gain=0.1)
        return Match(
            item=f"i{self.items}",
            seed="talks",
            score=0.5,
            threshold=0.2,
            verdict=True,
            reason=Reason.MATCHED,
            storylines=(self.storyline.slug,),
            evidence=tuple(evidence) if isinstance(evidence, tuple) else (*signs, term),
            at=NOW,
        )
