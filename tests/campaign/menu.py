"""Which experiments there are, how large each is in the quick and the full form, with which seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.campaign import (
    alive,
    beside,
    channels,
    clockset,
    copies,
    endings,
    exits,
    hostile,
    kills,
    nights,
    service,
    simulated,
    soak,
    taken,
)
from tests.campaign.outcome import Found

Run = Callable[[Path, int, int, dict[str, str]], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """``quick``, ``full`` and ``mutant`` are its sizes; ``seeds`` are fixed, so it can be repeated.

    One that measures how long something takes runs ``alone``; what others do would be measured too.
    """

    run: Run
    quick: int
    full: int
    mutant: int
    seeds: tuple[int, ...] = (1,)
    alone: bool = False


MENU: dict[str, Experiment] = {
    "starts": Experiment(run=kills.starts, quick=9, full=30, mutant=0, alone=True),
    "random-kills": Experiment(
        run=kills.random_kills, quick=20, full=100, mutant=8, seeds=(11, 12, 13, 14, 15)
    ),
    "named-kills": Experiment(run=kills.named_kills, quick=1, full=3, mutant=0, seeds=(21,)),
    "faults": Experiment(
        run=hostile.hostile, quick=45, full=120, mutant=25, seeds=(31,), alone=True
    ),
    "channels": Experiment(
        run=lambda folder, seed, _, env: channels.channels(folder, seed, env),
        quick=1,
        full=1,
        mutant=1,
    ),
    "hook-down": Experiment(run=simulated.hook_down, quick=1000, full=5000, mutant=500),
    "herd": Experiment(run=simulated.herd, quick=1000, full=10_000, mutant=300),
    "nights": Experiment(run=nights.nights, quick=4, full=4, mutant=4),
    "old-items": Experiment(run=nights.old_items, quick=1200, full=6000, mutant=1200),
    "alive": Experiment(
        run=lambda folder, seed, _, env: alive.alive(folder, seed, env),
        quick=1,
        full=1,
        mutant=1,
    ),
    "deleted-file": Experiment(
        run=lambda folder, seed, _, env: taken.taken(folder, seed, env),
        quick=1,
        full=1,
        mutant=1,
    ),
    "full-disk": Experiment(
        run=lambda folder, seed, _, env: taken.full_disk(folder, seed, env),
        quick=1,
        full=1,
        mutant=1,
    ),
    "endings": Experiment(run=endings.endings, quick=1, full=1, mutant=0),
    "exits": Experiment(run=exits.exits, quick=20, full=20, mutant=4),
    "clock-set": Experiment(
        run=lambda folder, seed, _, env: clockset.clock_set(folder, seed, env),
        quick=1,
        full=1,
        mutant=1,
    ),
    "copies": Experiment(run=copies.copies, quick=60, full=200, mutant=60, seeds=(41,)),
    "beside": Experiment(run=beside.beside, quick=20, full=60, mutant=10),
    "soak": Experiment(run=soak.soak, quick=1000, full=10_000, mutant=300),
    "fuzz": Experiment(run=service.fuzz, quick=0, full=900, mutant=0),
    "service": Experiment(run=service.exposed, quick=1, full=1, mutant=1),
}
