"""Mutants of how the monitor looks after itself: file, clock, signs of life, copies; see `mutants`."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.campaign.patching import put


def never_heal() -> None:
    """Nobody looks whether the database is still there."""
    from monitor.store import Store

    Store.heal = lambda self: ""  # type: ignore[method-assign]  # noqa: ARG005 (its signature)


def cling_to_the_old() -> None:
    """A database that somebody put in the place of ours is overwritten."""
    put("monitor.store.connection:was_replaced", lambda *_: False)


def die_of_a_fault() -> None:
    """What cannot be written ends the daemon."""
    from monitor.daemon.engine import Engine

    whole = Engine._apply

    def apply(self: Any, outcomes: Any) -> bool:
        return whole(self, outcomes) or os._exit(1)

    put("monitor.daemon.engine:Engine._apply", apply)


def write_nothing_down() -> None:
    """Alerts are sent although their rows could not be written."""
    from monitor.daemon.engine import Engine

    whole = Engine._apply

    def apply(self: Any, outcomes: Any) -> bool:
        import asyncio

        stored = whole(self, outcomes)
        for outcome in () if stored else outcomes:
            for delivery in outcome.deliveries:
                asyncio.ensure_future(self.parts.courier.deliver(delivery))  # noqa: RUF006 (a fault on purpose)
        return stored

    Engine._apply = apply  # type: ignore[method-assign]


def ignore_the_clock() -> None:
    """A clock that is set is not noticed."""
    from monitor.daemon.steady import Steady

    Steady.jump = lambda self: timedelta()  # type: ignore[method-assign]  # noqa: ARG005 (its signature)


def forget_the_fold() -> None:
    """Times of day are compared as the clock on the wall shows them."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    def passed(channel: Any, times: Any, since: datetime, now: datetime) -> bool:
        zone = ZoneInfo(channel.timezone)
        then, here = (at.astimezone(zone).replace(tzinfo=None) for at in (since, now))
        days = (here.date(), here.date() - timedelta(days=1))
        return any(then < datetime.combine(day, at) <= here for day in days for at in times)

    put("monitor.alerts.due:passed", passed)


def prune_in_one_go() -> None:
    """All that is old goes in one transaction."""
    from monitor.store import care

    care._BATCH = 1 << 30


def bark_blindly() -> None:
    """The watchdog is fed by a timer, whatever hangs."""
    put("monitor.daemon.pump:Pump.is_moving", lambda _: True)


def all_is_well() -> None:
    """`status --check` finds nothing, ever."""
    put("monitor.cli.state:faults", lambda *_: iter(()))  # before anybody takes it from there


def wait_for_nobody() -> None:
    """A database that somebody else is writing to is not waited for."""
    from monitor.store import Store

    whole = Store.apply

    def apply(self: Store, outcomes: Any) -> None:
        if not any(outcome.items for outcome in outcomes):
            whole(self, outcomes)
            return
        with self._connection.write():
            time.sleep(0.6)  # or they would seldom meet
        whole(self, outcomes)

    Store.apply = apply  # type: ignore[method-assign]
    put("monitor.store.connection:PATIENCE", 0.0)


def copy_the_file() -> None:
    """A backup is a copy of the file, as `cp` makes it, without what the log still holds."""
    from monitor.store.connection import Connection

    def copy_to(self: Connection, other: Path) -> None:
        shutil.copy(self.path, other)

    Connection.copy_to = copy_to  # type: ignore[method-assign]


def split_commit(pause: float = 0.0) -> None:
    """Items are committed first, the messages about them after that."""
    from monitor.store import Store

    whole = Store.apply

    def apply(self: Store, outcomes: Any) -> None:
        late = [replace(one, **_EMPTY, deliveries=one.deliveries) for one in outcomes]
        late = [outcome for outcome in late if outcome.deliveries]
        whole(self, [replace(outcome, deliveries=()) for outcome in outcomes])
        if late:
            time.sleep(pause)
            whole(self, late)

    Store.apply = apply  # type: ignore[method-assign]


def split_slowly() -> None:
    """Items are committed first, the messages about them a moment later."""
    split_commit(pause=0.5)


_EMPTY: dict[str, Any] = {"feed": None} | dict.fromkeys(
    (
        *("items", "sightings", "matches", "assignments", "stories", "judgements"),
        *("facts", "developments", "alerts", "tellings"),
    ),
    (),
)


def rush() -> None:
    """A channel gets its messages as fast as it takes them."""
    from monitor.delivery.courier import Courier

    async def keep_pace(*_: Any) -> None:
        """Nothing."""

    Courier._keep_pace = keep_pace  # type: ignore[assignment]


def new_keys() -> None:
    """Each attempt at a message has a key of its own."""
    from monitor.delivery import exits

    whole: Callable[..., Any] = exits._send

    def send(url: str, message: Any, *args: Any) -> Any:
        return whole(url, replace(message, key=uuid.uuid4().hex), *args)

    put("monitor.delivery.exits:_send", send)
