"""What a page is made of, and where the server gets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from monitor.model import (
    Course,
    FeedHealth,
    Item,
    Profile,
    Sheet,
    SourceCount,
    Span,
    Step,
    Vitals,
)

_WRITTEN = re.compile(r'<meta name="monitor-report-at" content="([0-9TZ:.+-]{10,40})" />')
_HEAD = 4096  # characters of a page in which its own time stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that the front page and the report show.

    ``span.until`` is the time of the page. What came after ``new_since`` is new; ``last_report``
    says whether that is the time of the report before this one. ``faults`` say in words what is
    not as it should be.
    """

    span: Span
    new_since: datetime
    last_report: bool = False
    profiles: tuple[Profile, ...] = ()
    courses: tuple[Course, ...] = ()
    sources: tuple[SourceCount, ...] = ()
    feeds: tuple[FeedHealth, ...] = ()
    faults: tuple[str, ...] = ()

    @staticmethod
    def time_of(page: str) -> datetime | None:
        """When a report was written, read from its own text; None when it is no report of ours."""
        found = _WRITTEN.search(page[:_HEAD])
        try:
            return datetime.fromisoformat(found[1]) if found else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Seeds and storylines as people call them; one that is no longer watched keeps its slug."""

    seeds: Mapping[str, str]
    storylines: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, profiles: tuple[Profile, ...]) -> Names:
        """The names that profiles give."""
        return cls(
            seeds={one.seed: one.title for one in profiles},
            storylines={
                (one.seed, line.slug): line.title for one in profiles for line in one.storylines
            },
        )

    def seed(self, slug: str) -> str:
        """The title of a seed."""
        return self.seeds.get(slug) or slug

    def storyline(self, seed: str, slug: str) -> str:
        """The title of a storyline."""
        return self.storylines.get((seed, slug)) or slug

    def said(self, step: Step) -> str:
        """What a step says is new; the storyline's own title before it would say it twice."""
        new = step.development
        text = new.delta.removeprefix(f"{self.storyline(new.seed, new.storyline)}: ")
        return text or step.item.title or "untitled"


class Library(Protocol):
    """Where the server's facts come from: the store as it is at this moment.

    Methods are called in threads, several at a time. They raise NothingFound for what does not
    exist and other errors of `monitor.errors` when the store cannot be read.
    """

    def briefing(self, now: datetime) -> Briefing:
        """The front page."""

    def profiles(self) -> tuple[Profile, ...]:
        """What is watched; it names seeds and storylines."""

    def course(self, seed: str, storyline: str, before: str, now: datetime) -> Course:
        """A storyline of a profile or of the store; steps from before an id such as d12."""

    def steps(self, before: str) -> tuple[Step, ...]:
        """Developments of all storylines, newest first."""

    def newest(self, kind: str, before: str) -> tuple[Any, ...]:
        """Items (``i``), stories (``s``) or alerts (``a``), newest first."""

    def sheet(self, shown: str) -> Sheet:
        """One thing by its id, whole."""

    def search(self, words: str) -> tuple[Item, ...]:
        """Items that hold all of the words, newest first."""

    def vitals(self) -> Vitals:
        """The figures that the metrics give."""

    def faults(self, now: datetime) -> tuple[str, ...]:
        """What is not as it should be, in words; none when all is well."""

    def as_json(self, value: object) -> str:
        """Any noun, or list of nouns, as the JSON that the command line prints."""
