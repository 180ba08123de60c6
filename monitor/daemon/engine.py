"""What turns while the monitor runs: visits in parallel, and one serial decider.

Visits put what they bring into a queue; `decide_waiting` takes what waits there, decides it in
order and applies it in one transaction. A poll with thousands of items is decided part by part, and
nothing else meanwhile. When something fails the memory is loaded anew and the feeds are visited again
once their leases end, so nothing is told that was not stored.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Collection, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from monitor.app import Clock, Parts
from monitor.daemon.pump import Pump
from monitor.daemon.reach import Reach
from monitor.desk import REMEMBER
from monitor.errors import StoreError
from monitor.feeds import Poller
from monitor.model import FeedState, Item, Outcome, Poll
from monitor.pipeline import decide_due, decide_poll

_log = logging.getLogger(__name__)
# A visit may take 30 s a request and a parse; a lease outlives it, and a crash by this much.
_LEASE = timedelta(minutes=2)
_DECIDE_AT_ONCE = 50
# Then visits and sends have their turn; feeds that are due must not wait for a round's decisions.
_DECIDE_FOR = 0.1
# In a single pass nobody waits for one feed; what comes within this time shares a transaction.
_GATHER = 0.02
# When one feed answers in an outage, so many others are asked whether it is over.
_WITNESSES = 4
_AFTER_FAULT = timedelta(seconds=15)


@dataclass(slots=True)
class _Visited:
    """What a visit brought, while it is decided part by part."""

    poll: Poll
    state: FeedState
    parts: Iterator[Outcome]
    new: int = 0
    matched: int = 0
    alerts: int = 0

    def next_part(self) -> Outcome:
        """The next part that is decided; the last one has a feed."""
        outcome = next(self.parts)
        self.new += len(outcome.items)
        self.matched += sum(match.verdict for match in outcome.matches)
        self.alerts += len(outcome.alerts)
        return outcome


class Engine:
    """The moving parts over wired `Parts`; one owner of leases, named by ``owner``."""

    def __init__(self, parts: Parts, clock: Clock, owner: str) -> None:
        self.parts = parts
        self._clock = clock
        self._owner = owner
        self._arrived: asyncio.Queue[tuple[Poll, FeedState]] = asyncio.Queue()
        self._underway: _Visited | None = None
        self._unstored: dict[str, Item] = {}  # what was decided in this round, by its keys
        self._visits: set[asyncio.Task[None]] = set()
        self._one_ended = asyncio.Event()
        self._closing: set[asyncio.Task[None]] = set()
        self._leased: set[str] = set()
        self._moved = timedelta()  # by how much the clock was set so far
        self.pump = Pump(lambda: self.parts, clock, owner)
        self._changes = parts.store.changes()
        self._reach = Reach(parts.store.feeds.with_failures())

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Visits can be made inside; at the end the poller that is then in force is closed."""
        await self.parts.poller.__aenter__()
        try:
            yield
        finally:
            await self.parts.poller.__aexit__(None, None, None)

    async def change(self, parts: Parts) -> None:
        """Go on with other parts; the old poller is closed once the visits it makes have ended."""
        await parts.poller.__aenter__()
        self._break_off()
        old, self.parts = self.parts.poller, parts
        _start(_close(old, set(self._visits)), self._closing)

    def release(self) -> None:
        """Give back every lease: at the start those of a former life, at the end our own."""
        self.parts.store.feeds.release(self._owner)
        self.parts.store.outbox.release(self._owner)

    def next_due(self) -> datetime | None:
        """When the next feed is due; None when that is not known."""
        with suppress(StoreError):  # a tick complains of it
            return self.parts.store.feeds.next_due(self._clock())
        return None

    def start_visits(self) -> None:
        """Visit feeds that are due, as many as there is room for."""
        room = self.parts.config.polling.concurrency - len(self._visits)
        if room > 0:
            self._visit_all(self._lease(limit=room))

    def start_all_visits(self, *, due_only: bool, only: str = "") -> int:
        """Visit every feed that is due, or every feed, or ``only`` one; how many were started."""
        leased = self._lease(due_only=due_only and not only)
        return self._visit_all([state for state in leased if not only or state.url == only])

    def _lease(self, *, limit: int = 0, due_only: bool = True) -> tuple[FeedState, ...]:
        now = self._clock()
        return self.parts.store.feeds.lease(
            now, owner=self._owner, until=now + _LEASE, limit=limit, due_only=due_only
        )

    def _visit_all(self, states: Sequence[FeedState]) -> int:
        for state in states:
            self._leased.add(state.url)
            visit = _start(self._visit(state, self.parts), self._visits)
            visit.add_done_callback(lambda _: self._one_ended.set())
        return len(states)

    async def _visit(self, state: FeedState, parts: Parts) -> None:
        before = self._moved
        poll = await parts.poller.poll(parts.feeds[state.url], state)
        poll = _moved(poll, self._moved - before, self._clock())
        self._arrived.put_nowait((poll, state))

    async def finish_visits(self) -> None:
        """Wait until every visit under way has brought what it brings, deciding as they come."""
        while self._visits or self._has_work():
            if not self._has_work():
                self._one_ended.clear()
                await self._one_ended.wait()
            await asyncio.sleep(_GATHER if self._visits else 0)
            self.decide_waiting()

    def decide_waiting(self) -> int:
        """Decide and apply what visits have brought; how many polls that were, or parts of them.

        A fault of ours in one poll costs that poll only: what was decided before it is applied,
        what waits behind it comes next time, and its feed is visited again when its lease ends.
        """
        decided: list[tuple[_Visited, Outcome]] = []
        began = perf_counter()
        try:
            while self._has_work() and len(decided) < _DECIDE_AT_ONCE:
                if perf_counter() - began > _DECIDE_FOR:
                    break
                decided.append(self._decide_next())
        except BaseException:
            self._underway = None
            self._take(decided)
            self.reload_memory()  # it may have taken in what will never be applied
            raise
        self._take(decided)
        return len(decided)

    def _has_work(self) -> bool:
        return self._underway is not None or not self._arrived.empty()

    def _decide_next(self) -> tuple[_Visited, Outcome]:
        visited = self._underway
        if visited is None:
            poll, state = self._arrived.get_nowait()
            self._leased.discard(state.url)
            visited = self._underway = _Visited(poll, state, self._decide(poll, state))
        outcome = visited.next_part()
        if outcome.feed:
            self._underway = None
        items = {item.id: item for item in outcome.items}
        self._unstored.update(
            (key, items[seen.item])
            for seen in outcome.sightings
            if seen.item in items
            for key in seen.keys
        )
        return visited, outcome

    def _known(self, keys: Collection[str]) -> Mapping[str, Item]:
        """The items behind keys: as decided just now, else as stored."""
        unstored = {key: self._unstored[key] for key in keys if key in self._unstored}
        return {**self.parts.store.known(keys), **unstored}

    def _break_off(self) -> None:
        """Leave the rest of a poll to another visit: what it was decided on is no longer so."""
        if self._underway:
            self._visit_again([self._underway.state.url])
            self._underway = None

    def _take(self, decided: list[tuple[_Visited, Outcome]]) -> None:
        self._unstored.clear()
        if not decided:
            return
        if self._apply([outcome for _, outcome in decided]):
            for visited in (visited for visited, outcome in decided if outcome.feed):
                _report(visited)
        else:
            self._visit_again([visited.state.url for visited, _ in decided])
        polls = [visited.poll for visited, outcome in decided if outcome.feed]
        feeds, now = self.parts.store.feeds, self._clock()
        if self._reach.note(polls, self.parts.feeds, len(self._visits)):
            # Their backoff was for an outage of ours. Spread over one pace: no herd.
            feeds.bring_back(now, self.parts.config.polling.every)
        elif self.lost_at and any(not poll.error for poll in polls):
            feeds.bring_back(now, timedelta(), limit=_WITNESSES)

    def _visit_again(self, urls: list[str]) -> None:
        """Feeds whose visit could not be stored are visited again soon, not at the lease's end."""
        soon = self._clock() + _AFTER_FAULT
        with suppress(StoreError):  # the disk is full for leases too; then the old lease holds
            self.parts.store.feeds.renew(urls, owner=self._owner, until=soon)

    def _decide(self, poll: Poll, state: FeedState) -> Iterator[Outcome]:
        # Chance spreads visits only; no decision on news rests on it.
        jitter = random.random()  # noqa: S311
        return decide_poll(poll, state, self.parts.desk, self._known, jitter)

    def _apply(self, outcomes: list[Outcome]) -> bool:
        try:
            self.parts.store.apply(outcomes)
        except StoreError as error:
            _log.error("not_stored outcomes=%d error=%s", len(outcomes), error)
            self.reload_memory()
            return False
        return True

    def reload_memory(self) -> None:
        """Forget what was not applied, and take in what others wrote."""
        self._break_off()
        now = self._clock()
        memory = self.parts.store.load_memory(now)
        self.parts.desk.matcher.relearn(self.parts.store.lessons(now))
        self.parts = replace(self.parts, desk=replace(self.parts.desk, memory=memory))

    def notice_changes(self) -> None:
        """Load the memory anew when another process wrote to the database."""
        changes = self.parts.store.changes()
        if changes != self._changes:
            self._changes = changes
            self.reload_memory()

    def forget(self) -> None:
        """Let go of stories that are over."""
        self.parts.desk.forget(self._clock() - REMEMBER)

    def write_due(self, *, at_once: bool = False) -> None:
        """Put every batch and digest that is due into the outbox; ``at_once`` ends all waits."""
        desk = self.parts.desk
        if at_once:
            alerts = replace(desk.settings.alerts, batch_wait=timedelta())
            desk = replace(desk, settings=replace(desk.settings, alerts=alerts))
        outcome = decide_due(desk, self._clock())
        if outcome.tellings:
            self._apply([outcome])

    def tell(self, outcome: Outcome | None) -> None:
        """Put a notice of our own into the outbox."""
        if outcome and outcome.deliveries:
            self._apply([outcome])

    @property
    def lost_at(self) -> datetime | None:
        """Since when no feed answers; None while some do."""
        return self._reach.lost_at

    def shift(self, jump: timedelta) -> None:
        """Follow a clock that was set: what is in flight moves with it, and what is owed.

        What is owed since a time yet to come is owed since now, or its digest would wait until the
        clock has come there again.
        """
        self._break_off()
        now, memory = self._clock(), self.parts.desk.memory
        self._moved += jump
        for _ in range(self._arrived.qsize()):
            poll, state = self._arrived.get_nowait()
            self._arrived.put_nowait((_moved(poll, jump, now), state))
        late = tuple(
            replace(telling, at=now)
            for channel in self.parts.desk.channels
            for telling in memory.tellings(channel.name)
            if telling.at > now
        )
        if late:
            outcome = Outcome(at=now, tellings=late)
            memory.fold(outcome)
            self._apply([outcome])

    def renew(self) -> None:
        """Hold on to what is under way: a visit may wait long for its host's turn."""
        if self._leased:
            until = self._clock() + _LEASE
            self.parts.store.feeds.renew(self._leased, owner=self._owner, until=until)
        self.pump.renew()

    async def stop(self) -> None:
        """End visits at once; let sends finish, for a message sent needs its receipt."""
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, *self._closing, return_exceptions=True)
        while self.decide_waiting():
            pass
        await self.pump.finish()
        self.release()


async def _close(poller: Poller, visits: Collection[asyncio.Task[None]]) -> None:
    if visits:
        await asyncio.wait(visits)
    await poller.__aexit__(None, None, None)


def _start(work: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> asyncio.Task[None]:
    task = asyncio.create_task(work)
    tasks.add(task)
    task.add_done_callback(lambda done: _ended(done, tasks))
    return task


def _ended(task: asyncio.Task[None], tasks: set[asyncio.Task[None]]) -> None:
    tasks.discard(task)
    if not task.cancelled() and task.exception():
        _log.error("task_failed error=%s", task.exception())


def _moved(poll: Poll, jump: timedelta, now: datetime) -> Poll:
    """A poll that began before the clock was set, as if it had begun after; never in the future."""
    return replace(poll, at=min(poll.at + jump, now)) if jump else poll


def _report(visited: _Visited) -> None:
    poll = visited.poll
    _log.info(
        "polled feed=%s result=%s items=%d new=%d matched=%d alerts=%d error=%s",
        *(poll.feed.url, poll.result, len(poll.items)),
        *(visited.new, visited.matched, visited.alerts, poll.error or "-"),
    )
