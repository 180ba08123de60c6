"""A wall clock that can be set: for the daemon and for the scheduler below it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path


def follow(file: Path) -> None:
    """Add the seconds that stand in ``file`` to every look at the wall clock in this process."""
    import apscheduler.schedulers.base as scheduling
    import apscheduler.triggers.interval as ticking

    from monitor import daemon

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            text = file.read_text() if file.exists() else ""
            return datetime.now(tz) + timedelta(seconds=float(text or 0))  # noqa: TID251 (it is the clock)

    for module in (scheduling, ticking):
        if hasattr(module, "datetime"):
            module.datetime = Moved
    daemon.clock = lambda: Moved.now(UTC)
