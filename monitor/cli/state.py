"""How the whole monitor stands, on one screen: what is there, and what is not as it should be.

Both ways to `status` end here, as those to a list do in `listed`; so nothing here loads a library.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from types import SimpleNamespace

from monitor.cli.listed import SCHEMA, as_json
from monitor.cli.paper import ago, count, put_bytes, say, show_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

# Longer than the daemon ever waits between two visits of a healthy set of feeds (an hour, jitter,
# a server's wish); and than the first four attempts at a message take (30 s, 1 min, 2 min, 4 min).
_QUIET_FOR = timedelta(hours=2)
_STUCK_FOR = timedelta(minutes=10)
# SQLite needs room for its WAL and for a backup; below this a busy day may fill the rest.
_LEAST_FREE = 200_000_000
_NAMED = 3
_TIMES = ("oldest_pending_at", "last_poll_at")


class State(SimpleNamespace):
    """What `status` knows; ``daemon`` is the process that holds the database, 0 for none.

    ``by_passes``: it was `monitor poll` that came last, so no daemon is missed.
    """

    database: str
    daemon: int = 0
    feeds: Mapping[str, int]
    seeds: int
    items: int = 0
    matches: int = 0
    stories: int = 0
    developments: int = 0
    alerts: int = 0
    outbox: Mapping[str, int]
    oldest_pending_at: datetime | None = None
    last_poll_at: datetime | None = None
    size: int = 0
    gaps: int = 0
    late: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    free: int | None = None
    by_passes: bool = False

    def facts(self) -> dict[str, Any]:
        """Every field with its value."""
        return {name: getattr(self, name) for name in State.__annotations__}


def take_state(database: str, seeds_folder: str, stock: Mapping[str, Any]) -> State:
    """The state of a database whose figures are in ``stock`` (see the store)."""
    disk = os.statvfs(os.path.dirname(database))
    times = {name: stock[name] and datetime.fromisoformat(stock[name]) for name in _TIMES}
    return State(
        database=database,
        seeds=count_seeds(seeds_folder),
        free=disk.f_bavail * disk.f_frsize,
        **{**stock, **times},
    )


def count_seeds(folder: str) -> int:
    """How many profiles lie in a folder; none where there is no such folder."""
    try:
        return sum(name.endswith(".toml") for name in os.listdir(folder))
    except OSError:
        return 0


def show_state(state: State, wrong: list[str], *, json: bool) -> None:
    """Print the state and what is wrong with it."""
    if json:
        document = {"schema": SCHEMA, **state.facts(), "degraded": wrong}
        put_bytes(as_json(document).encode())
        return
    _show(state)
    say()
    for fault in wrong:
        say(f"! {fault}", colour="yellow")
    if not wrong:
        say("all is well", colour="green")


def faults(state: State, today: datetime) -> Iterator[str]:
    """What a person should look at, in the order of how much it hurts."""
    if not state.size:
        yield f"nothing stored yet in {state.database}: start `monitor run`"
        return
    if not (state.daemon or state.by_passes):
        yield "no daemon is running: start `monitor run`"
    if state.last_poll_at and today - state.last_poll_at > _QUIET_FOR:
        yield f"the last poll was {ago(state.last_poll_at, today)}"
    total = sum(state.feeds.values())
    failing = sum(state.feeds.get(word, 0) for word in ("failing", "gone"))
    if not total:
        yield "no feed is configured: monitor feeds add URL"
    elif failing * 2 >= total:
        yield f"{failing} of {count(total, 'feed')} {'fails' if failing == 1 else 'fail'}: monitor feeds health"
    yield from _too_quiet(state)
    if not state.seeds:
        yield "no seed is watched: monitor seed new"
    oldest = state.oldest_pending_at
    if oldest and today - oldest > _STUCK_FOR:
        yield f"a message waits since {ago(oldest, today)}: monitor deliveries"
    dead = state.outbox.get("dead", 0)
    if dead:
        yield f"{count(dead, 'message was', 'messages were')} given up: monitor deliveries, then deliveries resend ID"


def _too_quiet(state: State) -> Iterator[str]:
    """What failed without a word: feeds that nobody visits, seeds of which nothing is heard."""
    if state.late and not state.by_passes:  # between two passes every feed may be late
        yield f"{count(len(state.late), 'feed waits', 'feeds wait')} three intervals and more: {_some(state.late)}"
    for seed in state.silent:
        yield f"all feeds of {seed} are silent, unusually long: monitor feeds health"
    if state.free is not None and state.free < _LEAST_FREE:
        yield f"the disk is short of room: {state.free / 1e6:.0f} MB are left"


def _who(state: State) -> str:
    if state.daemon:
        return f"running, pid {state.daemon}"
    return "none: kept by `monitor poll`" if state.by_passes else "not running"


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _show(state: State) -> None:
    feeds = ", ".join(f"{number} {word}" for word, number in state.feeds.items())
    outbox = ", ".join(f"{number} {word}" for word, number in state.outbox.items())
    show_fields(
        (
            ("daemon", _who(state)),
            ("feeds", feeds or "none"),
            ("last poll", state.last_poll_at),
            *(("seeds", state.seeds), ("items", state.items), ("matches", state.matches)),
            *(("stories", state.stories), ("developments", state.developments)),
            *(("alerts", state.alerts), ("messages", outbox or "none")),
            ("waiting since", state.oldest_pending_at),
            ("gaps", f"{count(state.gaps, 'time')} a feed rolled over" if state.gaps else "none"),
            ("database", f"{state.database}, {state.size / 1e6:.1f} MB"),
        )
    )
