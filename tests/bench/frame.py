"""What a benchmark is: sides that do the same work in turn, and a judge who compares their laps.

Each lap is a process of its own, in the environment of its side, so nothing that one side imports
slows the other. A lap answers with figures (a JSON object); ``cpu`` and ``wall`` are seconds.
"""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Self

Figures = dict[str, Any]
Laps = Mapping[str, Sequence[Figures]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part works: its ``folder`` of scratch files, the ``feeds`` it may read, its size."""

    folder: Path
    feeds: Path
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One contestant; ``peer`` ones run in the peers' environment, ``once`` ones for one lap only."""

    run: Callable[[Place], Figures]
    peer: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the table. ``least`` or ``most`` is the target that ``value`` is held to."""

    what: str
    value: float
    unit: str = "x"
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row of the table of targets."""

    title: str
    sides: Mapping[str, Side]
    judge: Callable[[Laps, Place], Sequence[Finding]]
    prepare: Callable[[Place], None] = field(default=lambda _place: None)


class NotTheSame(AssertionError):
    """The sides did not do the same work, so their times say nothing."""


def require(condition: object, said: str) -> None:
    """Stop the part when its sides did not do the same work."""
    if not condition:
        raise NotTheSame(said)


def middle(laps: Sequence[Figures], name: str = "cpu") -> float:
    """The median of one figure over the laps of a side."""
    return float(median(lap[name] for lap in laps))


class Watch:
    """Seconds of processor time (this process and those it has waited for) and of the clock.

    What was made before stays until the end, as in the daemon and its workers: no side is charged
    for walking it in search of what could be thrown away.
    """

    cpu: float = 0.0
    wall: float = 0.0

    def __enter__(self) -> Self:
        gc.collect()
        gc.freeze()
        self._cpu, self._wall = _spent(), time.perf_counter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cpu, self.wall = _spent() - self._cpu, time.perf_counter() - self._wall

    @property
    def figures(self) -> Figures:
        """Both, as a lap gives them."""
        return {"cpu": self.cpu, "wall": self.wall}


def _spent() -> float:
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
