"""What keeps a long-running monitor sound, beside its work: leases, the file, the clock, old items.

each second    the clock was set: due times move with it; the file was taken away: it is put back
each minute    leases of what is under way are renewed; notices are written; a sign of life
each hour      items that were kept long enough are stripped, a short step a second
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from monitor.app import Clock, Parts, meet_new_seeds
from monitor.daemon.engine import Engine
from monitor.daemon.notices import Notices
from monitor.daemon.steady import Steady, elapsed

_log = logging.getLogger(__name__)
_PRUNE_EVERY = 3600.0
# While nothing answers, one failing feed is asked this often whatever its backoff: backoff is for
# a feed's own faults, and an outage must not outlast itself by hours.
_PROBE_EVERY = 300.0


class Upkeep:
    """Looks after one engine."""

    def __init__(self, engine: Engine, clock: Clock, passed: Callable[[], float] = elapsed) -> None:
        self._engine = engine
        self._clock = clock
        self._passed = passed
        self._steady = Steady(clock, passed)
        self._jumped = timedelta()
        self._notices = Notices(lambda: engine.parts, clock)
        self._prune_at = passed() + _PRUNE_EVERY
        self._probe_at = 0.0
        self._beat: asyncio.Task[None] | None = None
        self._beat_failed = ""

    @property
    def _parts(self) -> Parts:
        return self._engine.parts

    def begin(self) -> None:
        """At a start: take up what a clock that ran ahead in a former life put off."""
        feeds = self._parts.store.catch_up(self._clock())
        if feeds:
            _log.warning("clock_is_behind feeds_brought_near=%d", feeds)

    def mind_the_clock(self) -> bool:
        """Move due times with a clock that was set; whether it was."""
        self._jumped += self._steady.jump()
        if not self._jumped:
            return False
        jump = self._jumped
        self._parts.store.shift(jump)
        self._jumped = timedelta()  # only now: what could not be stored is tried again
        _log.warning("clock_was_set seconds=%d", jump.total_seconds())
        self._prune_at = self._passed() + _PRUNE_EVERY
        self._engine.shift(jump)
        return True

    def mind_the_file(self) -> None:
        """Put the database back when somebody took it away."""
        done = self._parts.store.heal()
        if not done:
            return
        _log.error("database_was_taken_away path=%s mended=%s", self._parts.store.path, done)
        self._parts.store.feeds.configure(self._parts.config.visited, self._clock())
        self._engine.reload_memory()
        meet_new_seeds(self._parts, self._clock())

    def prune(self) -> None:
        """One short step, once an hour has passed; never soon after a start or a jump in time."""
        if self._passed() >= self._prune_at and not self._parts.store.prune_some(
            self._parts.config.store, self._clock()
        ):
            self._prune_at = self._passed() + _PRUNE_EVERY

    def each_minute(self) -> None:
        """Leases, notices, a probe while nothing answers."""
        now = self._clock()
        self._engine.renew()
        self._engine.tell(self._notices.weekly(now))
        self._engine.tell(self._notices.outage(self._engine.lost_at, now))
        if self._engine.lost_at and self._passed() >= self._probe_at:
            self._probe_at = self._passed() + _PROBE_EVERY
            self._parts.store.feeds.bring_back(now, timedelta(), limit=1)

    def give_sign_of_life(self) -> None:
        """Ping the operator's address, in the background."""
        if self._parts.config.alerts.heartbeat_url and (self._beat is None or self._beat.done()):
            self._beat = asyncio.create_task(self._ping())

    async def _ping(self) -> None:
        url = self._parts.config.alerts.heartbeat_url
        failed = await self._parts.courier.beat(url) if url else ""
        if failed and failed != self._beat_failed:
            _log.warning("heartbeat_failed error=%s", failed)
        self._beat_failed = failed
