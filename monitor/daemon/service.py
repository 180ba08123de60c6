"""The service: one tick job finds what is due; signals stop it or have the files read again.

    SIGTERM, SIGINT   stop: visits end, sends finish, leases go back; exit 0 within 10 s
    SIGHUP            read configuration and seeds again; what is wrong leaves the old in force

systemd hears READY after the first tick, and WATCHDOG while ticks come and no send hangs. A tick
that failed for the database's sake counts too: a full disk is not mended by starting again.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.app import Clock, Parts, meet_new_seeds, open_store, watch
from monitor.config import Config
from monitor.daemon.clock import SOONEST, TICK
from monitor.daemon.engine import Engine
from monitor.daemon.notify import notify
from monitor.daemon.upkeep import Upkeep
from monitor.errors import MonitorError
from monitor.model import Message
from monitor.scales import DeliveryState
from monitor.store import Store

if TYPE_CHECKING:
    from monitor.daemon.ticking import Ticking

_log = logging.getLogger(__name__)
_CARE = timedelta(minutes=1)
# Objects made and not dropped before a sweep looks for circles; at Python's 700 it takes a fifteenth.
_SWEEP_AFTER = 10_000
# The contract's ten seconds, and the unit's TimeoutStopSec, less what a busy machine needs to end.
_STOP_WITHIN = 6.0

Console = Callable[[Message], None]
Load = Callable[[], Config]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one pass takes: the due feeds, every feed, or ``only`` one; and whether it sends."""

    due_only: bool = True
    only: str = ""
    deliver: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one pass did: feeds visited, those that failed, deliveries that are still open."""

    feeds: int
    failed: int
    open_deliveries: int


def run(load: Load, *, console: Console, clock: Clock, for_seconds: float | None = None) -> None:
    """Be the daemon until SIGTERM; ``for_seconds`` ends it by itself, for the demo.

    ``load`` reads the configuration, now and at every reload. Raises Busy when another daemon has
    the database, WrongContent when a file is wrong, StoreError when the database cannot be used.
    """
    with ExitStack() as open_things:
        with _unswept():
            config = load()
            open_things.enter_context(Store.lock(config.store.path))
            store = open_things.enter_context(open_store(config))
            parts = watch(config, store, console=console, clock=clock)
        asyncio.run(_Service(parts, load, console, clock).serve(for_seconds))


@contextmanager
def _unswept() -> Iterator[None]:
    """Load what stays until the end without looking for what could be thrown away, now or later.

    That is a tenth of a start, and of thousands of profiles later sweeps would take seconds. What
    comes later is nearly all thrown away without a sweep, so those are rare.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_SWEEP_AFTER)
        gc.enable()


def pass_once(config: Config, scope: Scope, *, console: Console, clock: Clock) -> Passed:
    """One pass over the feeds of ``scope``, then the outbox, then the end."""
    # Nothing comes after this pass, so what its feeds held before is told at its end.
    config = replace(config, alerts=replace(config.alerts, baseline_settles=timedelta()))
    with ExitStack() as open_things:
        with _unswept():
            open_things.enter_context(Store.lock(config.store.path))
            store = open_things.enter_context(open_store(config))
            parts = watch(config, store, console=console, clock=clock)
        return asyncio.run(_pass(parts, scope, clock))


async def _pass(parts: Parts, scope: Scope, clock: Clock) -> Passed:
    async with parts.poller:
        engine = Engine(parts, clock, _owner())
        engine.release()
        parts.store.catch_up(clock())
        meet_new_seeds(parts, clock())
        _note_who(parts.store, "poll")
        visited = engine.start_all_visits(due_only=scope.due_only, only=scope.only)
        await engine.finish_visits()
        engine.write_due(at_once=True)
        if scope.deliver:
            await engine.pump.drain()
        engine.release()
    outbox = parts.store.counts().outbox
    return Passed(
        feeds=visited,
        failed=len(parts.store.feeds.with_failures()),
        open_deliveries=outbox.get(DeliveryState.PENDING, 0),
    )


def _note_who(store: Store, who: str) -> None:
    """Whether it is the daemon or single passes that keep the monitor going; `status` asks."""
    if store.noted("kept_by") != who:
        store.note("kept_by", who)


def _owner() -> str:
    """Who holds leases: this machine, for the lock lets it be one process only.

    So a restart after a kill finds leases of its own name, and takes them up at once.
    """
    return socket.gethostname()


class _Service:
    """One life of the daemon."""

    def __init__(self, parts: Parts, load: Load, console: Console, clock: Clock) -> None:
        self._parts = parts
        self._load = load
        self._console = console
        self._clock = clock
        self._stop = asyncio.Event()
        self._reload = False
        self._ready = False
        self._written = _written(parts.config)
        self._cared_at: datetime | None = None
        self._complained: tuple[str, float] = ("", 0.0)

    async def serve(self, for_seconds: float | None) -> None:
        """Tick until told to stop."""
        _listen(self._stop.set, self._ask_reload)
        engine = Engine(self._parts, self._clock, _owner())
        async with engine.polling():
            self._start(engine)
            upkeep = Upkeep(engine, self._clock)
            upkeep.begin()
            tick = partial(self._tick, engine, upkeep)
            await tick()
            # The first requests are on their way while the scheduler is loaded.
            ticking = (await asyncio.to_thread(_load_ticking))(tick, engine.next_due, self._clock)
            clock = asyncio.create_task(self._mind_the_clock(upkeep, ticking))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), for_seconds)
            clock.cancel()
            notify("STOPPING=1")
            ticking.stop()
            with suppress(TimeoutError):
                await asyncio.wait_for(engine.stop(), _STOP_WITHIN)
        _log.info("stopped")

    def _start(self, engine: Engine) -> None:
        engine.release()
        meet_new_seeds(self._parts, self._clock())
        _note_who(self._parts.store, "run")
        _log.info(
            "started feeds=%d seeds=%d database=%s",
            *(len(self._parts.feeds), len(self._parts.profiles), self._parts.store.path),
        )

    async def _tick(self, engine: Engine, upkeep: Upkeep) -> None:
        """What half a second brings; each part takes only what is there."""
        try:
            upkeep.mind_the_file()
            upkeep.mind_the_clock()
            engine.notice_changes()
            engine.start_visits()
            await _decide(engine)
            engine.write_due()
            if self._is_time_to_care():
                engine.forget()
                await self._read_again_if_changed(engine)
                upkeep.each_minute()
                if engine.pump.is_moving():
                    upkeep.give_sign_of_life()
            engine.pump.start()
            upkeep.prune()
        except MonitorError as error:
            self._complain("tick_failed", error)
            if not self._ready:
                return
        if not engine.pump.is_moving():
            self._complain("a_send_hangs", "no word to the watchdog until it ends")
            return
        notify("WATCHDOG=1" if self._ready else "READY=1\nWATCHDOG=1")
        self._ready = True

    def _complain(self, what: str, why: object) -> None:
        """Say what goes wrong when it begins, and once a minute while it lasts."""
        text, now = f"{what} {why}", asyncio.get_running_loop().time()
        if self._complained[0] != text or now - self._complained[1] >= _CARE.total_seconds():
            self._complained = text, now
            _log.error("tick=%s error=%s", what, why)

    async def _mind_the_clock(self, upkeep: Upkeep, ticking: Ticking) -> None:
        """The scheduler sleeps until a time of day; when that moves away, it is woken."""
        while True:
            await asyncio.sleep(TICK.total_seconds())
            try:
                if upkeep.mind_the_clock():
                    self._cared_at = None
            except MonitorError as error:
                self._complain("clock_not_followed", error)
            ticking.wake()

    def _is_time_to_care(self) -> bool:
        """Whether a minute has passed, the clock was set back, or a reload is asked for."""
        now = self._clock()
        last = self._cared_at
        if last and timedelta() <= now - last < _CARE and not self._reload:
            return False
        self._cared_at = now
        return True

    def _ask_reload(self) -> None:
        self._reload = True

    async def _read_again_if_changed(self, engine: Engine) -> None:
        written = _written(engine.parts.config)
        if not self._reload and written == self._written:
            return
        self._reload, self._written = False, written
        try:
            config = self._load()
            parts = watch(config, engine.parts.store, console=self._console, clock=self._clock)
        except MonitorError as error:
            _log.error("reload_refused the_old_configuration_stays=yes error=%s", error)
            return
        await engine.change(parts)
        meet_new_seeds(parts, self._clock())
        if config.store.path != parts.store.path:
            _log.warning("restart_needed reason=%s", "the database's path has changed")
        _log.info("reloaded feeds=%d seeds=%d", len(parts.feeds), len(parts.profiles))


def _load_ticking() -> type[Ticking]:
    from monitor.daemon.ticking import Ticking

    return Ticking


async def _decide(engine: Engine) -> None:
    """Decide what waits until the next tick may be due; between two rounds what is awaited goes on."""
    now = asyncio.get_running_loop().time
    until = now() + SOONEST.total_seconds()
    while engine.decide_waiting() and now() < until:  # noqa: ASYNC110 (it waits for nothing)
        await asyncio.sleep(0)


def _listen(stop: Callable[[], None], reload: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, reload)


def _written(config: Config) -> dict[Path, float]:
    """When the files behind a configuration were last written."""
    files = [config.file, config.feeds_file, *config.seeds_folder.glob("*.t*")]
    return {path: path.stat().st_mtime for path in files if path and path.exists()}
