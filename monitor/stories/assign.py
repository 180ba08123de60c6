"""The decision which story an item belongs to, and what a story becomes by it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from monitor.model import Assignment, Item, Match, Story
from monitor.scales import Reason
from monitor.stories.likeness import Telling
from monitor.stories.shelf import Shelf, Shown
from monitor.stories.vetoes import figures_differ, swapped, turned
from monitor.stories.view import View, view
from monitor.stories.voices import same_house, voice
from monitor.text import letter_likeness

# So many stories, those with the nearest texts, are compared as a whole.
_STORIES = 5
_JOINS = frozenset({Reason.IDENTICAL_TEXT, Reason.SAME_TELLING})
_likeness = attrgetter("likeness")


@dataclass(frozen=True, slots=True)
class _Fit:
    """How an item fits a story: 0..1, and why it joins or not; ``nearest`` of its texts."""

    story: str
    likeness: float
    reason: Reason
    nearest: View | None = None


def assign(
    item: Item,
    match: Match,
    shelf: Shelf,
    new_id: Callable[[], str],
    barred: Collection[str] = (),
) -> Assignment:
    """The story of a matched item: of the recent ones that it fits the nearest, or a new one.

    ``shelf`` holds the seed's stories; those out of the window are passed over, and those that are
    ``barred`` (by hand). Between equals the earlier one wins.
    """
    best = _best(item, match, shelf, barred)
    joins = best.reason in _JOINS
    return Assignment(
        item=item.id,
        seed=match.seed,
        story=best.story if joins else new_id(),
        opened=not joins,
        similarity=round(best.likeness, 4),
        reason=best.reason,
        at=match.at,
    )


def _best(item: Item, match: Match, shelf: Shelf, barred: Collection[str]) -> _Fit:
    """The same text before the same telling, the nearer before the farther, the earlier one first."""
    mine, at = view(item), item.effective_at
    same = []
    for shown, text in shelf.copies(mine, at):
        if shown.story not in barred:
            same.append(_Fit(shown.story, _whole(1.0, mine.text, text), Reason.IDENTICAL_TEXT))
            if same[-1].likeness >= 1:  # nothing is nearer
                return same[-1]
    told = Telling(mine, match, shelf.settings)
    fits = [_compare(told, one, shelf) for one in _near(told, shelf, at) if one.story not in barred]
    same += [fit for fit in fits if fit.reason is Reason.IDENTICAL_TEXT]
    if same:
        return max(same, key=_likeness)
    ranked = sorted(fits, key=_likeness, reverse=True)
    judged = (_judged(told, fit) for fit in ranked)
    joined = next((fit for fit in judged if fit.reason is Reason.SAME_TELLING), None)
    return joined or (_judged(told, ranked[0]) if ranked else _Fit("", 0.0, Reason.NEW_STORY))


def _near(told: Telling, shelf: Shelf, at: datetime) -> list[Shown]:
    """The stories with the nearest texts, the earlier story first."""
    mine, abroad = told.view.language, shelf.settings.abroad_window
    nearest: dict[Shown, float] = {}
    for shown, other in shelf.like(told.view, at):
        if other.language == mine or at <= shown.last_at + abroad:
            nearest[shown] = max(nearest.get(shown, 0.0), told.likeness(other))
    chosen = sorted(nearest, key=nearest.__getitem__, reverse=True)[:_STORIES]
    return sorted(chosen, key=lambda shown: shown.first_at)


def _compare(told: Telling, shown: Shown, shelf: Shelf) -> _Fit:
    """How the item fits one story, as its nearest text and those of its near side say.

    That it tells the same has still to stand against what parts the two: see `_judged`.
    """
    views = list(shown.texts)
    tellings = told.likenesses(views)
    near = max(tellings)
    differs = figures_differ(told.view.counts, [other.counts for other in views])
    # Letters are compared only where the words leave hope: copies share nearly all of them.
    if not differs:
        for other in _hopeful(views, tellings, near):
            if (letters := told.letters(other)) >= shelf.settings.identical:
                whole = _whole(letters, told.view.text, other.text)
                return _Fit(shown.story, whole, Reason.IDENTICAL_TEXT)
    mean, enough = sum(tellings) / len(tellings), shelf.settings.same_telling
    likeness = (near + _near_side(tellings)) / 2
    if likeness < enough or mean < shelf.settings.cohesion * enough:
        return _Fit(shown.story, likeness, Reason.NEW_STORY)
    reason = Reason.NUMBERS_DIFFER if differs else Reason.SAME_TELLING
    return _Fit(shown.story, likeness, reason, views[tellings.index(near)])


def _near_side(tellings: Sequence[float]) -> float:
    """The mean likeness to the side of a story that is the nearest to an item.

    A story has as many sides as the square root of its texts. What it also told does not speak against
    an item that tells one of them, so a story of many items goes on taking in.
    """
    side = math.ceil(math.sqrt(len(tellings)))
    return sum(sorted(tellings)[-side:]) / side


def _whole(title: float, mine: str, other: str) -> float:
    """Likeness of a copy: one only when the text below the title is the same too."""
    return title if mine == other else (title + letter_likeness(mine, other)) / 2


def _hopeful(views: list[View], tellings: list[float], near: float) -> Iterator[View]:
    return (other for other, part in zip(views, tellings, strict=True) if part >= near / 2)


def _judged(told: Telling, fit: _Fit) -> _Fit:
    """The fit, with what parts the item from the nearest text of a like story, if anything does."""
    if fit.reason is not Reason.SAME_TELLING or fit.nearest is None:
        return fit
    mine, theirs = told.view.claims, fit.nearest.claims
    if turned(mine, theirs):
        return replace(fit, reason=Reason.TURNED)
    return replace(fit, reason=Reason.ROLES_SWAPPED) if swapped(mine, theirs, told.names) else fit


def extend(
    story: Story | None, item: Item, match: Match, assignment: Assignment, now: datetime
) -> Story:
    """The story with the item in it; ``story`` is None when the assignment opens one."""
    at = min(item.effective_at, now)
    who = voice(item)
    if story is None:
        return Story(
            id=assignment.story,
            seed=match.seed,
            title=item.title,
            storylines=match.storylines,
            items=(item.id,),
            sources=(who,) if who else (),
            first_at=at,
            last_at=at,
        )
    return replace(
        story,
        storylines=tuple(dict.fromkeys((*story.storylines, *match.storylines[:1]))),
        items=story.items if item.id in story.items else (*story.items, item.id),
        sources=story.sources
        if _is_syndicated(item, assignment, story)
        else _with_voice(story.sources, who),
        first_at=min(story.first_at, at),
        last_at=max(story.last_at, at),
    )


def _is_syndicated(item: Item, assignment: Assignment, story: Story) -> bool:
    """Whether title and text are somebody else's, word for word: no voice of its own."""
    copied = assignment.reason is Reason.IDENTICAL_TEXT and assignment.similarity >= 1
    return copied and bool(item.summary and story.sources)


def _with_voice(sources: tuple[str, ...], who: str) -> tuple[str, ...]:
    """The sources and this one, unless its house was counted already."""
    if not who or who in sources:
        return sources
    return sources if any(same_house(who, name) for name in sources) else (*sources, who)
