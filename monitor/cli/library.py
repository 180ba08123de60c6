"""What pages are made of, read from the store and the files of this call: for report and serve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from monitor.cli.call import Call
from monitor.cli.encode import dumps, plain
from monitor.cli.listed import SCHEMA
from monitor.cli.rereading import Files
from monitor.cli.state import faults, take_state
from monitor.errors import NothingFound
from monitor.model import Course, FeedHealth, Item, Profile, Sheet, Span, Step, Vitals
from monitor.pages import Briefing

if TYPE_CHECKING:
    from monitor.store import Store

PAGE = 50
DAYS = 14  # two weeks: a weekday is seen beside the same one of the week before
# Steps on one briefing; live, the storylines' own pages have the rest.
MOST_STEPS, _MOST_LIVE = 1000, 300
_SEARCH_FOR = timedelta(seconds=1.5)  # longer than any search by whole words in 1e6 items took
_NEW_FOR = timedelta(days=1)  # on a page that knows no last report


def day_start(at: datetime) -> datetime:
    """The midnight, UTC, at which the day of ``at`` began."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


class CallLibrary:
    """The store and files that a call of the command line names, as they are when asked.

    The database is opened for each question, so a restored or migrated one is noticed, and a page
    never holds it.
    """

    def __init__(self, call: Call) -> None:
        self._files = Files(call)

    def briefing(self, now: datetime) -> Briefing:
        """The front page: two weeks, and what the last day brought."""
        since = day_start(now - timedelta(days=DAYS - 1))
        span = Span(since=since, until=now)
        return self.briefing_of(span, new_since=now - _NEW_FOR, most=_MOST_LIVE)

    def briefing_of(
        self,
        span: Span,
        *,
        new_since: datetime,
        last_report: bool = False,
        most: int = MOST_STEPS,
    ) -> Briefing:
        """The facts of a page over a span of time, with at most so many steps."""
        profiles = tuple(one for one in self.profiles() if span.seed in {"", one.seed})
        with self._reading() as store:
            courses, sources = store.overview.moved(span, most)
            return Briefing(
                span=span,
                new_since=new_since,
                last_report=last_report,
                profiles=profiles,
                courses=courses,
                sources=sources,
                feeds=self._feeds(store, span),
                faults=self._faults(store, span.until),
            )

    def profiles(self) -> tuple[Profile, ...]:
        """What is watched."""
        return self._files.profiles()

    def course(self, seed: str, storyline: str, before: str, now: datetime) -> Course:
        """A storyline that is watched, or was."""
        since = day_start(now - timedelta(days=DAYS - 1))
        span = Span(since=since, until=now, seed=seed, storyline=storyline)
        with self._reading() as store:
            course = store.overview.course(span, before=before, limit=PAGE)
        watched = {(one.seed, line.slug) for one in self.profiles() for line in one.storylines}
        if not course.developments and (seed, storyline) not in watched:
            raise NothingFound(f"there is no storyline {storyline} of a seed {seed}")
        return course

    def steps(self, before: str) -> tuple[Step, ...]:
        """Developments of all storylines, newest first."""
        with self._reading() as store:
            return store.overview.steps(before=before, limit=PAGE)

    def newest(self, kind: str, before: str) -> tuple[Any, ...]:
        """Items, stories or alerts, newest first."""
        with self._reading() as store:
            return store.sheets.newest(kind, before=before, limit=PAGE)

    def sheet(self, shown: str) -> Sheet:
        """One thing by its id, whole."""
        with self._reading() as store:
            return store.sheets.find(shown)

    def search(self, words: str) -> tuple[Item, ...]:
        """Items that hold all of the words."""
        with self._reading() as store:
            return store.sheets.search(words, PAGE, _SEARCH_FOR)

    def vitals(self) -> Vitals:
        """The figures that the metrics give."""
        with self._reading() as store:
            return store.overview.vitals()

    def faults(self, now: datetime) -> tuple[str, ...]:
        """What `status` complains of."""
        with self._reading() as store:
            return self._faults(store, now)

    def as_json(self, value: object) -> str:
        """The JSON that lists and `show` print."""
        return dumps({"schema": SCHEMA} | plain(value))

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        from monitor.store import Store

        path = self._files.config().store.path
        if not path.exists():
            raise NothingFound(f"nothing stored yet in {path}: start `monitor run` first")
        with Store.open(path, read_only=True) as store:
            yield store

    def _faults(self, store: Store, now: datetime) -> tuple[str, ...]:
        config = self._files.config()
        state = take_state(str(config.store.path), str(config.seeds_folder), store.stock(now))
        return (*faults(state, now), *self._files.faults())

    def _feeds(self, store: Store, span: Span) -> tuple[FeedHealth, ...]:
        states = {one.url: one for one in store.feeds.states()}
        carried = store.overview.carried(span.since)
        return tuple(
            FeedHealth(feed=feed, state=states.get(feed.url), items=carried.get(feed.url, 0))
            for feed in self._files.config().feeds
        )
