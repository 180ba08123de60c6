"""Mutants of how it ends and of what leaves the house; see `mutants`."""

from __future__ import annotations

import asyncio
from typing import Any


def keep_old_pollers() -> None:
    """What a reload replaces stays open until the end."""
    from monitor.daemon import engine

    async def close(*_: Any) -> None:
        """Nothing."""

    engine._close = close  # type: ignore[assignment]


def wait_for_visits() -> None:
    """Whoever says stop waits for every feed that hangs."""
    from monitor.daemon import service
    from monitor.daemon.engine import Engine

    whole = Engine.stop

    async def stop(self: Engine) -> None:
        await self.finish_visits()
        await whole(self)

    Engine.stop = stop  # type: ignore[method-assign]
    service._STOP_WITHIN = 60.0


def orphans() -> None:
    """Nobody ends a parser that hangs when its monitor was killed."""
    started = asyncio.create_subprocess_exec
    hanging = (
        "import sys, time; del sys.argv[1]; from monitor.feeds import worker;"
        " worker._confine = lambda **_: None; worker.main(); time.sleep(8)"
    )

    async def start(python: str, *words: str, **named: Any) -> Any:
        return await started(python, "-c", hanging, *words[2:], **named)

    asyncio.create_subprocess_exec = start  # type: ignore[assignment]


def paint() -> None:
    """Words from feeds reach the terminal as they are."""
    from monitor.cli import paper

    paper.inert = lambda text: text  # before anybody else takes it from there


def trust_markup() -> None:
    """Words from feeds are markup of the page."""
    from monitor.pages import printing

    whole = vars(printing)["Environment"]
    vars(printing)["Environment"] = lambda **named: whole(**named | {"autoescape": False})


def share_surroundings() -> None:
    """A parser process knows all that the monitor knows."""
    import os

    from monitor.feeds import workers

    vars(workers)["_PASSED_ON"] = tuple(os.environ)


def show_secrets() -> None:
    """A secret is a setting like any other."""
    from monitor.config import describing
    from monitor.secret import Secret

    describing._show.register(Secret, Secret.reveal)
