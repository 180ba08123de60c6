"""Days in seconds: the real engine, outbox and pacing over a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.app import Parts, open_store, watch
from monitor.config import Config, load
from monitor.daemon.engine import Engine
from monitor.daemon.upkeep import Upkeep
from monitor.model import Delivery, Feed, FeedState, Message, Outcome, Poll, Receipt
from monitor.scales import PollResult
from tests.campaign.lab import Lab
from tests.campaign.outcome import Found
from tests.campaign.watch import write_files

_BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = _BEGIN

    def __call__(self) -> datetime:
        return self.now

    def passed(self) -> float:
        """Seconds since the begin, as a clock that nobody sets would tell them."""
        return (self.now - _BEGIN).total_seconds()


class Hook:
    """A web hook in place of the courier: down until a time, then taking everything."""

    def __init__(self, clock: Hands, back_at: datetime) -> None:
        self.clock, self.back_at = clock, back_at
        self.tried: Counter[str] = Counter()
        self.told: list[str] = []

    async def deliver(self, delivery: Delivery) -> Receipt:
        self.tried[delivery.id] += 1
        ok = self.clock.now >= self.back_at
        if ok:
            self.told.append(delivery.id)
        return Receipt(
            delivery=delivery.id, at=self.clock.now, ok=ok, detail="" if ok else "HTTP 503"
        )

    async def beat(self, _url: object) -> str:
        return ""


class World:
    """A network in place of the poller: away between two times; else nothing has changed."""

    def __init__(self, clock: Hands, away: tuple[datetime, datetime]) -> None:
        self.clock, self.away = clock, away
        self.asked: Counter[datetime] = Counter()

    async def poll(self, feed: Feed, state: FeedState) -> Poll:
        now = self.clock.now
        self.asked[now.replace(second=0)] += 1
        lost = self.away[0] <= now < self.away[1]
        return Poll(
            feed=feed,
            at=now,
            result=PollResult.FAILED if lost else PollResult.ITEMS,
            error="cannot be reached" if lost else "",
            body_hash="same",
            location=state.location,
        )


def parts_of(config: Config, store: Any, clock: Hands, **fakes: object) -> Parts:
    parts = watch(config, store, console=lambda _: None, clock=clock)
    return replace(parts, **fakes)  # type: ignore[arg-type]  # fakes of the same shape


def hook_down(folder: Path, seed: int, messages: int, _env: dict[str, str]) -> Found:
    """A web hook that is away for 24 hours while messages pile up, then comes back."""
    return asyncio.run(_hook_down(folder, seed, messages))


async def _hook_down(folder: Path, seed: int, messages: int) -> Found:
    clock = Hands()
    hook = Hook(clock, _BEGIN + timedelta(hours=24))
    config = load(write_files(folder, Lab(port=9), []), env={}, db=None)
    batch, steps = max(1, messages // 96), 96  # a quarter of an hour each
    with open_store(config) as store:
        parts = parts_of(config, store, clock, courier=hook)
        engine = Engine(parts, clock, "campaign")
        for step in range(steps * 3):
            if step < steps:
                store.apply([_messages(step * batch, batch, clock.now)])
            for _ in range(15):
                engine.pump.start()
                while await settle():
                    pass
                clock.now += _MINUTE
            if step > steps and len(hook.told) >= batch * steps:
                break
        await engine.pump.finish()
        open_, dead = store.counts().open_deliveries, store.counts().outbox
        receipts = store.read.receipts_of("o1")
    sent = [int(name.removeprefix("o")) for name in hook.told]
    found = Found("hook-down-24-h", seed)
    found.figures |= {
        "messages": batch * steps,
        "most_attempts": max(hook.tried.values()),
        "attempts": sum(hook.tried.values()),
        "told": len(sent),
        "open": open_,
        "dead": dead.get("dead", 0),  # type: ignore[call-overload]  # a scale is a str
    }
    lost = batch * steps - len(set(sent)) - open_ - dead.get("dead", 0)  # type: ignore[call-overload]
    found.holds |= {
        "<= 30 attempts a message": max(hook.tried.values()) <= 30,
        "order is kept": sent == sorted(sent),
        "none is dropped silently": lost == 0 and bool(receipts),
        "all that is young enough is told": len(sent) >= batch * steps - 2,
        "each is told once": len(sent) == len(set(sent)),
    }
    return found


async def settle() -> bool:
    """Let what is under way end; whether anything is."""
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    if tasks:
        await asyncio.wait(tasks)
    return bool(tasks)


async def visit_all(engine: Engine) -> None:
    """One round: what is due is visited, and all that it brings is decided."""
    engine.start_visits()
    await settle()
    while engine.decide_waiting():
        pass


def _messages(first: int, count: int, now: datetime) -> Outcome:
    deliveries = tuple(
        Delivery(
            id=f"o{number + 1}",
            channel="desk",
            alerts=(),
            message=Message(key=f"k{number}", title="T", text="Words", html="<p>Words</p>"),
            created_at=now,
            next_attempt_at=now,
        )
        for number in range(first, first + count)
    )
    return Outcome(at=now, deliveries=deliveries)


def herd(folder: Path, seed: int, feeds: int, _env: dict[str, str]) -> Found:
    """All feeds fail for five hours, then answer: no rush, and one notice of each."""
    return asyncio.run(_herd(folder, seed, feeds))


async def _herd(folder: Path, seed: int, feeds: int) -> Found:
    clock = Hands()
    away = _BEGIN + timedelta(hours=2), _BEGIN + timedelta(hours=7)
    world, hook = World(clock, away), Hook(clock, _BEGIN)
    config = load(write_files(folder, Lab(port=9), []), env={}, db=None)
    urls = tuple(Feed(url=f"https://coast.example/{number}") for number in range(feeds))
    polling = replace(config.polling, concurrency=feeds)
    config = replace(config, feeds=urls, polling=polling)
    with open_store(config) as store:
        engine = Engine(
            parts_of(config, store, clock, poller=world, courier=hook), clock, "campaign"
        )
        upkeep = Upkeep(engine, clock, clock.passed)
        while clock.now < _BEGIN + timedelta(hours=9):
            await visit_all(engine)
            upkeep.each_minute()
            engine.pump.start()
            await settle()
            clock.now += _MINUTE
        await engine.pump.finish()
        titles = [row.message.title for row in store.read.deliveries()]
        answered = sum(
            state.last_ok_at is not None and state.last_ok_at >= away[1]
            for state in store.feeds.states()
        )
    usual = feeds / (config.polling.every / _MINUTE)
    after = [count for at, count in world.asked.items() if at >= away[1]]
    during = [count for at, count in world.asked.items() if away[0] <= at < away[1]]
    found = Found("herd", seed)
    found.figures |= {
        "feeds": feeds,
        "usual_per_minute": round(usual),
        "most_per_minute_after": max(after),
        "most_per_minute_during": max(during),
        "notices": titles,
        "answered_within_2_h": answered,
    }
    found.holds |= {
        "one notice, and one when it is over": sorted(titles)
        == ["Feeds answer again", "No feed can be reached"],
        "no herd": max(after) <= 3 * usual,
        "all are back within 2 h": answered == feeds,
    }
    return found
