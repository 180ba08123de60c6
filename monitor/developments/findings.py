"""What is found of one case before it is judged: its figures, its words, what its ledger holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.developments.fates import befalls
from monitor.developments.ledger import Move, moves, readings, seeded
from monitor.developments.lexicon import Sense, senses
from monitor.model import Assignment, Fact, Item, Match, Profile, Story, Storyline
from monitor.text import folded_words

# For so long other words for the same figure, or the same turn, are taken for the same news; outlets
# in other languages follow within a day.
_RETOLD_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a judgement rests on: the item, where it belongs, and what is known there."""

    profile: Profile
    storyline: Storyline
    item: Item
    match: Match
    assignment: Assignment
    story: Story
    ledger: tuple[Fact, ...]
    told_before: bool
    """Whether the storyline had a development before."""


class State(StrEnum):
    """What the ledger notes of a story: how far its matter has come."""

    SAID = "said"
    PROSPECT = "prospect"
    DONE = "done"
    BACK = "taken back"
    TURNED = "told as a turn"
    GRAVE = "grave"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found: ``senses`` of the title, the states that it ``says``, figures and moves.

    ``first_figures`` are those of subjects that the ledger had none of; ``states`` what it notes of
    the item's story, each with the source that said so first; ``turned`` that the storyline was
    told to have turned lately, in any story; ``retold`` that every figure was reported lately.
    """

    case: Case
    senses: frozenset[Sense]
    says: frozenset[State]
    first_figures: tuple[Fact, ...]
    moves: tuple[Move, ...]
    states: Mapping[str, str]
    turned: bool
    retold: bool

    def learned(self, *more: State) -> tuple[Fact, ...]:
        """What the ledger learns: first figures, and the states that are not noted yet."""
        case = self.case
        noted = tuple(
            Fact(
                seed=case.match.seed,
                storyline=case.storyline.slug,
                subject=_subject(case.story),
                value=state,
                item=case.item.id,
                source=case.item.source,
                at=min(case.item.effective_at, case.match.at),
            )
            for state in (*sorted(self.says), *more)
            if state not in self.states
        )
        return (*self.first_figures, *noted)


def look(case: Case) -> Findings:
    """Read the item's title, figures and story, and find what the ledger says of them."""
    figures = readings(case.item, case.match, case.storyline)
    known = (*seeded(case.profile, case.storyline, case.match.at), *case.ledger)
    found = senses(case.item.title)
    if _befalls_anchor(case):
        found |= {Sense.CRITICAL, Sense.DONE}
    subjects = {line.subject for line in known if line.amount is not None}
    states = [line for line in case.ledger if line.subject == _subject(case.story)]
    return Findings(
        case=case,
        senses=found,
        says=_states(found),
        first_figures=tuple(one.fact for one in figures if one.fact.subject not in subjects),
        moves=moves(figures, known),
        states={line.value: line.source for line in reversed(states)},
        turned=any(one.value == State.TURNED for one in _lately(case.item.effective_at, case)),
        retold=bool(figures) and all(_is_retold(one.fact, case) for one in figures),
    )


def _lately(when: datetime, case: Case) -> Iterator[Fact]:
    """The ledger's lines of the days around a time."""
    return (line for line in case.ledger if abs(when - line.at) <= _RETOLD_FOR)


def _is_retold(figure: Fact, case: Case) -> bool:
    """Whether the ledger heard the same figure lately."""
    told = ((line.subject, line.amount) for line in _lately(figure.at, case))
    return (figure.subject, figure.amount) in told


def _states(found: frozenset[Sense]) -> frozenset[State]:
    """What a title says of its matter; a hedge speaks loudest."""
    if Sense.HEDGE in found:
        return frozenset({State.PROSPECT})
    if Sense.CRITICAL in found:
        return frozenset({State.DONE, State.GRAVE})
    if Sense.REVERSAL in found:
        return frozenset({State.BACK})
    return frozenset({State.DONE if Sense.DONE in found else State.SAID})


def _subject(story: Story) -> str:
    """Under which name the ledger notes the state of a story."""
    return f"story {story.id}"


def _befalls_anchor(case: Case) -> bool:
    people = {one.name for one in case.profile.entities if one.anchor and one.kind == "person"}
    words = folded_words(case.item.title)
    return any(
        befalls(words, folded_words(sign.text))
        for sign in case.match.evidence
        if sign.kind == "entity" and sign.field == "title" and sign.name in people
    )


def is_alone(case: Case) -> bool:
    """Whether only one source tells the story."""
    return len(case.story.sources) < len(("one", "other"))
