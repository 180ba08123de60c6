"""The scheduler: one job, which looks again a tick later, or sooner when a feed is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.daemon.clock import TICK, next_tick

_JOB = "tick"


class Ticking:
    """Runs ``tick`` again and again, from now until `stop`, within the running event loop.

    ``due`` tells when the next feed is.
    """

    def __init__(
        self,
        tick: Callable[[], Awaitable[None]],
        due: Callable[[], datetime | None],
        clock: Callable[[], datetime],
    ) -> None:
        """One job, in UTC: late runs become one run, and none is dropped for being late."""
        self._tick = tick
        self._due = due
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._run,
            _EachTick(),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
            id=_JOB,
            next_run_time=next_tick(clock(), due()),
        )
        self._scheduler.start()

    async def _run(self) -> None:
        """A tick; only after it is it known which feed is the next."""
        await self._tick()
        self._move(next_tick(self._clock(), self._due()))

    def wake(self) -> None:
        """Tick now if the next tick has moved away: the clock was set back."""
        job, now = self._scheduler.get_job(_JOB), self._clock()
        if job and job.next_run_time - now > 2 * TICK:
            self._move(now)

    def _move(self, at: datetime) -> None:
        job = self._scheduler.get_job(_JOB)
        if job:
            job.modify(next_run_time=at)

    def stop(self) -> None:
        """No further tick."""
        self._scheduler.shutdown(wait=False)


class _EachTick(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """The next run is a tick from now, however late this one is.

    The scheduler's own interval counts every run that a clock set forward has passed over; for the
    56 years of a machine that boots in 1970 that takes hours.
    """

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """A tick from now, whenever the last one was; the first is given to the job itself."""
        del previous_fire_time
        return now + TICK
