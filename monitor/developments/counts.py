"""The figures of one case: what moved, what its story counts by itself, what was heard before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.developments.case import RETOLD_FOR, Case, story_lines
from monitor.developments.ledger import RISING, Move, Reading, agrees, lines_of, moves
from monitor.model import Fact


def moved_in(
    case: Case, figures: list[Reading], first: Mapping[str, tuple[Fact, ...]]
) -> tuple[Case, tuple[Move, ...]]:
    """The moves of the first storyline that has any, and the case as one of that storyline."""
    for storyline in case.storylines:
        own = [one for one in figures if one.fact.storyline == storyline.slug]
        found = moves(own, case.ledger, first[storyline.slug])
        found = (
            found
            if any(move.before and not move.lower for move in found)
            else (
                *_within_story(own, case),
                *found,
            )
        )
        if any(move.before for move in found):
            return replace(case, storylines=(storyline,)), found
    own = [one for one in figures if one.fact.storyline == case.storyline.slug]
    return case, moves(own, case.ledger, first[case.storyline.slug])


def counts_of(figures: list[Reading], case: Case) -> tuple[Fact, ...]:
    """The figures as the story notes them: one attack's dead beside those of the whole war."""
    return tuple(
        replace(
            one.fact,
            storyline=case.storyline.slug,
            subject=case.story.id,
            value=f"{one.fact.subject} {one.fact.value}",
        )
        for one in figures
    )


def _within_story(figures: list[Reading], case: Case) -> tuple[Move, ...]:
    """The figures that rose above what their own story counted before."""
    found = []
    for one in figures:
        head = f"{one.fact.subject} "
        lines = [line for line in story_lines(case) if line.value.startswith(head)]
        told = [replace(line, value=line.value.removeprefix(head)) for line in lines]
        best = max(told, key=lambda line: line.amount or 0.0, default=None)
        if best is None or one.fact.subject not in RISING or agrees(best, one.fact):
            continue
        heard = case.ledger.about(one.fact.storyline, one.fact.subject)
        if one.open and any((line.amount or 0.0) > (one.fact.amount or 0.0) for line in heard):
            continue
        move = Move(
            subject=one.fact.subject,
            before=best,
            after=one.fact,
            open=one.open,
            sentence=one.sentence,
        )
        if not move.lower:
            found.append(move)
    return tuple(found)


def unheard(
    figures: list[Reading], case: Case, first: Mapping[str, tuple[Fact, ...]]
) -> tuple[Fact, ...]:
    """Figures that the ledger learns in any case: first ones, and what moves in other storylines."""
    found = []
    for one in figures:
        seeds = first.get(one.fact.storyline, ())
        counted = any(line.amount is not None for line in lines_of(one.fact, case.ledger, seeds))
        moved = (
            moves([one], case.ledger, seeds) if one.fact.storyline != case.storyline.slug else ()
        )
        if not counted or any(not move.lower for move in moved):
            found.append(one.fact)
    return tuple(found)


def is_retold(figure: Fact, case: Case) -> bool:
    """Whether the ledger heard the same figure lately."""
    lines = case.ledger.about(figure.storyline, figure.subject)
    return any(agrees(line, figure) for line in lines if abs(figure.at - line.at) <= RETOLD_FOR)


def is_known(figure: Fact, seeds: tuple[Fact, ...]) -> bool:
    """Whether the article gives the figure."""
    return any(line.subject == figure.subject and agrees(line, figure) for line in seeds)
