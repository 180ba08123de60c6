"""The nights in which clocks are changed, and the cleaning up of old items, over a clock moved by hand."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.app import open_store
from monitor.config import load
from monitor.daemon.engine import Engine
from monitor.daemon.upkeep import Upkeep
from monitor.model import Feed, FeedState, Item, Outcome, ParsedItem, Poll
from monitor.scales import PollResult
from monitor.store import Store
from monitor.store.connection import Connection
from tests.campaign.lab import Lab
from tests.campaign.outcome import Found
from tests.campaign.simulated import Hands, Hook, parts_of, settle, visit_all
from tests.campaign.watch import title, write_files

_OSLO = ZoneInfo("Europe/Oslo")
# The clock goes from 02:00 to 03:00 in the one night and from 03:00 to 02:00 in the other.
_NIGHTS = (date(2026, 3, 29), date(2026, 10, 25))
_HOURS = ("02:30", "03:30")
_STEP = timedelta(minutes=10)
_DIGEST = 'digest = "02:30"\ntimezone = "Europe/Oslo"'


class News:
    """A feed that has one headline more at each visit, in place of the poller."""

    def __init__(self, clock: Hands) -> None:
        self.clock, self.number = clock, 0

    async def poll(self, feed: Feed, state: FeedState) -> Poll:
        self.number += 1
        words = title(self.number)
        news = ParsedItem(title=words, guid=f"urn:{self.number}", url="", summary="", language="en")
        return Poll(
            feed=feed,
            at=self.clock.now,
            result=PollResult.ITEMS,
            items=(news,),
            body_hash=str(self.number),
            location=state.location,
        )


def nights(folder: Path, seed: int, days: int, _env: dict[str, str]) -> Found:
    """A digest at half past two, which one night does not have and another has twice."""
    found = Found("nights", seed)
    missed, late = [], []
    for night in _NIGHTS:
        (folder / f"{night}").mkdir()
        told = asyncio.run(_digests(folder / f"{night}", night, days))
        found.figures[f"{night}"] = [at.strftime("%d %H:%M") for at in told]
        each = Counter(at.date() for at in told)
        # The first day has a digest of what stood in the feed at the start.
        expected = {night + timedelta(days=day - days // 2) for day in range(1, days)}
        missed += [f"{day}: {each[day]}" for day in expected if each[day] != 1]
        late += [at for at in told if at.date() in expected and f"{at:%H:%M}" not in _HOURS]
    found.holds |= {
        "one digest a night, those of the changed clock included": not missed,
        "at its time, or an hour later where the clock skips that": not late,
    }
    return found


async def _digests(folder: Path, night: date, days: int) -> list[datetime]:
    """When digests were written around a night, by the clock on the wall."""
    clock = Hands()
    clock.now = datetime(night.year, night.month, night.day, 10, tzinfo=UTC)
    clock.now -= timedelta(days=days // 2 + 1)
    file = write_files(folder, Lab(port=9), ["https://coast.example/feed"])
    text = file.read_text().replace("digest = false", _DIGEST).replace('"routine"', '"flash"')
    file.write_text(text.replace('every = "1s"', 'every = "20m"'))
    config = load(file, env={}, db=None)
    with open_store(config) as store:
        parts = parts_of(config, store, clock, poller=News(clock), courier=Hook(clock, clock.now))
        engine = Engine(parts, clock, "campaign")
        for _ in range((days + 1) * 24 * 6):
            await visit_all(engine)
            engine.write_due()
            engine.pump.start()
            await settle()
            clock.now += _STEP
        await engine.pump.finish()
        rows = store.read.deliveries()
    return sorted(row.created_at.astimezone(_OSLO) for row in rows)


def old_items(folder: Path, seed: int, items: int, _env: dict[str, str]) -> Found:
    """Items that were kept long enough go, a few in each transaction, by the daemon's own upkeep."""
    found = Found("old-items", seed)
    clock = Hands()
    config = load(write_files(folder, Lab(port=9), []), env={}, db=None)
    with open_store(config) as store:
        store.apply([_old(number, clock.now) for number in range(items)])
        clock.now += timedelta(days=200)
        engine = Engine(parts_of(config, store, clock), clock, "campaign")
        upkeep = Upkeep(engine, clock, clock.passed)
        clock.now += timedelta(hours=2)
        with _counting() as sizes:
            for _ in range(items):
                upkeep.prune()
        left = store.counts().items
        found.figures |= {"items": items, "left": left, "steps": len(sizes), "most": max(sizes)}
    found.holds |= {
        "old items go": left == 0,
        "a step takes few items": max(sizes) <= _FEW_ITEMS,
        "the file is sound": not _faults(config.store.path),
    }
    return found


_FEW_ITEMS = 500


@contextmanager
def _counting() -> Iterator[list[int]]:
    """How many items each transaction inside strips."""
    whole, sizes = Connection.write, [0]

    @contextmanager
    def write(self: Connection, *, lasting: bool = True) -> Iterator[None]:
        before = self.figure("SELECT count(*) FROM items WHERE pruned_at IS NULL")
        with whole(self, lasting=lasting):
            yield
        sizes.append(before - self.figure("SELECT count(*) FROM items WHERE pruned_at IS NULL"))

    Connection.write = write  # type: ignore[method-assign]
    try:
        yield sizes
    finally:
        Connection.write = whole  # type: ignore[method-assign]


def _old(number: int, at: datetime) -> Outcome:
    item = Item(
        id=f"i{number + 1}",
        title=f"Headline {number}",
        summary="",
        url="",
        source="Coast",
        first_seen_at=at,
        effective_at=at,
    )
    return Outcome(at=at, items=(item,))


def _faults(path: Path) -> tuple[str, ...]:
    with Store.open(path) as store:
        return store.check()
