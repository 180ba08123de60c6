"""A briefing in, one self-contained page out; the front page of the server is the same page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Course, FeedHealth, Step
from monitor.pages.facts import Briefing, Names
from monitor.pages.printing import fill
from monitor.scales import FeedCondition


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One seed on the page: its storylines that moved, latest first, and those that rest."""

    seed: str
    title: str
    moving: tuple[Course, ...]
    resting: tuple[Course, ...]


def write_report(briefing: Briefing, *, live: bool = False) -> str:
    """The page of a briefing; pure: the same facts make the same page."""
    names = Names.of(briefing.profiles)
    new = [
        step
        for course in briefing.courses
        for step in course.steps
        if step.development.at > briefing.new_since
    ]
    facts = {
        "briefing": briefing,
        "names": names,
        "new": sorted(new, key=_latest, reverse=True),
        "parts_of": tuple(_parts(briefing, names)),
        "unwell": [one for one in briefing.feeds if not _is_well(one)],
        "well": [one for one in briefing.feeds if _is_well(one)],
    }
    return fill("briefing", briefing.span.until, live=live, facts=facts)


def _parts(briefing: Briefing, names: Names) -> Iterator[_Part]:
    """Every seed that is watched or was, the one with the latest news first."""
    by_seed: dict[str, dict[str, Course]] = {one.seed: {} for one in briefing.profiles}
    for course in briefing.courses:
        by_seed.setdefault(course.seed, {})[course.storyline] = course
    for profile in briefing.profiles:
        for line in profile.storylines:
            by_seed[profile.seed].setdefault(
                line.slug, Course(seed=profile.seed, storyline=line.slug)
            )
    for seed in sorted(by_seed, key=lambda seed: _rank(by_seed[seed].values()), reverse=True):
        courses = sorted(by_seed[seed].values(), key=lambda one: _rank([one]), reverse=True)
        yield _Part(
            seed=seed,
            title=names.seed(seed),
            moving=tuple(one for one in courses if _moves(one)),
            resting=tuple(one for one in courses if not _moves(one)),
        )


def _moves(course: Course) -> bool:
    return bool(course.steps) or any(day.items for day in course.days)


def _rank(courses: Collection[Course]) -> tuple[str, int]:
    """For sorting: the latest development, then the most items."""
    last = max((one.last_at.isoformat() for one in courses if one.last_at), default="")
    return last, sum(day.items for one in courses for day in one.days)


def _latest(step: Step) -> tuple[datetime, str]:
    return step.development.at, step.development.id


def _is_well(feed: FeedHealth) -> bool:
    return feed.state is not None and feed.state.state is FeedCondition.OK
