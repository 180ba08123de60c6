"""P14: what a hundred thousand feeds and ten thousand seeds take of memory."""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from typing import Any

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, middle, require
from tests.bench.watching import AT, profiles

_KEPT: list[Any] = []


def hold(place: Place, feeds: int, seeds: int) -> Figures:
    """The parts that a daemon keeps: feeds, their rows, profiles, the matcher, the memory."""
    from monitor.app import rehearse
    from monitor.feeds import Poller
    from monitor.model import Feed
    from monitor.store import Store

    path = place.folder / f"{feeds}.db"
    with Store.open(path) as store:
        known = {
            url: Feed(url=url, source=f"Source {number}")
            for number in range(feeds)
            if (url := f"https://f{number}.example/news/rss.xml")
        }
        store.feeds.configure(list(known.values()), AT)
        desk = rehearse(profiles(seeds), None)
        leased = store.feeds.lease(AT, owner="bench", until=AT, limit=64)
        require(len(leased) == 64 and len(desk.profiles) == seeds, "parts are missing")
        _KEPT.extend((known, desk, Poller))
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"mb": size / (1 << (20 if sys.platform == "darwin" else 10))}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    few, many = middle(laps["few"], "mb"), middle(laps["many"], "mb")
    return [
        Finding(
            what="more than with 100 feeds, 10 seeds",
            value=many - few,
            unit="MB",
            most=250,
            note=f"{few:.0f} MB, at its highest {many:.0f} MB",
        )
    ]


MEMORY = Part(
    title="memory at 100,000 feeds and 10,000 seeds",
    sides={
        "few": Side(run=lambda place: hold(place, 100, 10), once=True),
        "many": Side(run=lambda place: hold(place, 100_000, 10_000), once=True),
    },
    judge=_compare,
)
