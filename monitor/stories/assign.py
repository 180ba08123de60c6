"""The decision which story an item belongs to, and what a story becomes by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.model import Assignment, Item, Match, Story
from monitor.scales import Reason
from monitor.stories.likeness import identical, names_in, numbers_differ, telling, view
from monitor.stories.settings import Settings

Chapter = tuple[Story, Sequence[Item]]


def assign(
    item: Item,
    match: Match,
    recent: Sequence[Chapter],
    new_id: Callable[[], str],
    settings: Settings,
) -> Assignment:
    """The story of a matched item: of the recent ones that it fits the nearest, or a new one.

    ``recent`` holds the seed's stories with their items; those out of the window, and those whose
    items are no longer at hand, are passed over. Between equals the earlier one wins.
    """
    names = names_in(match)
    best, reason, found, joins = 0.0, Reason.NEW_STORY, "", False
    for story, members in recent:
        if members and _in_window(item, story, settings):
            likeness, why = _compare(item, members, names, settings)
            fits = why in {Reason.IDENTICAL_TEXT, Reason.SAME_TELLING}
            if (fits, likeness) > (joins, best):
                best, reason, found, joins = likeness, why, story.id, fits
    return Assignment(
        item=item.id,
        seed=match.seed,
        story=found if joins else new_id(),
        opened=not joins,
        similarity=round(best, 4),
        reason=reason,
        at=match.at,
    )


def _in_window(item: Item, story: Story, settings: Settings) -> bool:
    early = item.effective_at < story.first_at - settings.window
    return not early and item.effective_at <= story.last_at + settings.window


def _compare(
    item: Item, members: Sequence[Item], names: Collection[str], settings: Settings
) -> tuple[float, Reason]:
    """How near the item is to a story: to its nearest member, if the rest is not too far."""
    mine = view(item)
    # Its first and its latest items stand for a long story; copies share one view.
    ends = settings.compared
    spoken = members if len(members) <= 2 * ends else (*members[:ends], *members[-ends:])
    views = list({id(seen): seen for seen in map(view, spoken)}.values())
    tellings = [telling(mine, other, names) for other in views]
    near = max(tellings)
    nearest = views[tellings.index(near)]
    # Letters are compared only where the words leave hope: copies share nearly all of them.
    akin = [other for other, part in zip(views, tellings, strict=True) if part >= near / 2]
    same = max(identical(mine, other) for other in akin)
    if same >= settings.identical and not any(numbers_differ(mine, other) for other in views):
        return 1.0, Reason.IDENTICAL_TEXT
    if near < settings.same_telling:
        return near, Reason.NEW_STORY
    if numbers_differ(mine, nearest):
        return near, Reason.NUMBERS_DIFFER
    mean = sum(tellings) / len(tellings)
    together = mean >= settings.cohesion * settings.same_telling
    return near, Reason.SAME_TELLING if together else Reason.NEW_STORY


def extend(
    story: Story | None, item: Item, match: Match, assignment: Assignment, now: datetime
) -> Story:
    """The story with the item in it; ``story`` is None when the assignment opens one."""
    at = min(item.effective_at, now)
    voice = _voice(item)
    if story is None:
        return Story(
            id=assignment.story,
            seed=match.seed,
            title=item.title,
            storylines=match.storylines,
            items=(item.id,),
            sources=(voice,) if voice else (),
            first_at=at,
            last_at=at,
        )
    return replace(
        story,
        storylines=tuple(dict.fromkeys((*story.storylines, *match.storylines[:1]))),
        items=tuple(dict.fromkeys((*story.items, item.id))),
        sources=tuple(dict.fromkeys((*story.sources, *([voice] if voice else [])))),
        first_at=min(story.first_at, at),
        last_at=max(story.last_at, at),
    )


def _voice(item: Item) -> str:
    """Who speaks: copies of one agency's text are one voice; nobody knows who "" is."""
    return item.wire or item.source
