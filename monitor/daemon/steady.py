"""The wall clock held against one that nobody sets: how far the wall clock jumped."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from monitor.app import Clock

# Time services slew small faults and step larger ones; a look a second sees no slew of this size.
_NOTICED = timedelta(seconds=5)


def elapsed() -> float:
    """Seconds since the machine was started, its sleep included where the system counts that."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Steady:
    """Looks at both clocks; ``passed`` is the one that only runs forward."""

    def __init__(self, clock: Clock, passed: Callable[[], float] = elapsed) -> None:
        self._clock = clock
        self._passed = passed
        self._last = clock(), passed()

    def jump(self) -> timedelta:
        """By how much the wall clock was set since the last look; zero when it was not."""
        (wall, passed), self._last = self._last, (self._clock(), self._passed())
        difference = self._last[0] - wall - timedelta(seconds=self._last[1] - passed)
        return difference if abs(difference) >= _NOTICED else timedelta()
