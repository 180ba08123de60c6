"""`status`: the whole monitor on one screen, and what is not as it should be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.paper import ago, say, show_fields
from monitor.errors import Degraded
from monitor.scales import DeliveryState, FeedCondition

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.store import Store

# Longer than the daemon ever waits between two visits of a healthy set of feeds (an hour, jitter,
# a server's wish); and than the first four attempts at a message take (30 s, 1 min, 2 min, 4 min).
_QUIET_FOR = timedelta(hours=2)
_STUCK_FOR = timedelta(minutes=10)
# SQLite needs room for its WAL and for a backup; below this a busy day may fill the rest.
_LEAST_FREE = 200_000_000
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What `status` knows; ``daemon`` is the process that holds the database, 0 for none.

    ``by_passes``: it was `monitor poll` that came last, so no daemon is missed.
    """

    database: str
    daemon: int
    feeds: dict[str, int]
    seeds: int
    items: int = 0
    matches: int = 0
    stories: int = 0
    developments: int = 0
    alerts: int = 0
    outbox: dict[str, int]
    oldest_pending_at: datetime | None = None
    last_poll_at: datetime | None = None
    size: int = 0
    gaps: int = 0
    late: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    free: int | None = None
    by_passes: bool = False


@click.command(cls=Command, epilog="Examples: monitor status, monitor status --check")
@click.option("--check", is_flag=True, help="Exit with 4 when something is not as it should be.")
@click.pass_obj
def status(call: Call, *, check: bool) -> None:
    """Daemon, feeds, messages and database on one screen."""
    config = call.load()
    state = look(call, config)
    wrong = list(faults(state, now()))
    if call.json:
        print_one(state, degraded=wrong)
    else:
        _show(state)
        say()
        for fault in wrong:
            say(f"! {fault}", colour="yellow")
        if not wrong:
            say("all is well", colour="green")
    if check and wrong:
        raise Degraded("\n".join(wrong))


def look(call: Call, config: Config) -> State:
    """The state of configuration, daemon and database just now."""
    path = config.store.path
    seeds = len(list(config.seeds_folder.glob("*.toml")))
    if not path.exists():
        feeds = {FeedCondition.NEW.value: len(config.feeds)} if config.feeds else {}
        return State(database=str(path), daemon=0, feeds=feeds, seeds=seeds, outbox={})
    with call.reading() as store:
        return look_into(store, config, seeds, now())


def look_into(store: Store, config: Config, seeds: int, today: datetime) -> State:
    """The state of a database that is open, where so many seeds are watched."""
    counts = store.counts()
    quiet = store.find_quiet(config.polling.every, today)
    path = config.store.path
    return State(
        database=str(path),
        daemon=store.daemon(path),
        feeds={state.value: number for state, number in counts.feeds.items() if number},
        seeds=seeds,
        items=counts.items,
        matches=counts.matches,
        stories=counts.stories,
        developments=counts.developments,
        alerts=counts.alerts,
        outbox={state.value: number for state, number in counts.outbox.items() if number},
        oldest_pending_at=counts.oldest_pending_at,
        last_poll_at=counts.last_poll_at,
        size=counts.size,
        gaps=sum(state.gaps for state in store.feeds.states()),
        late=quiet.late,
        silent=quiet.silent,
        free=shutil.disk_usage(path.parent).free,
        by_passes=store.noted("kept_by") == "poll",
    )


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
        yield f"{failing} of {total} feeds fail: monitor feeds health"
    yield from _too_quiet(state)
    if not state.seeds:
        yield "no seed is watched: monitor seed new"
    oldest = state.oldest_pending_at
    if oldest and today - oldest > _STUCK_FOR:
        yield f"a message waits since {ago(oldest, today)}: monitor deliveries"
    dead = state.outbox.get(DeliveryState.DEAD, 0)
    if dead:
        yield f"{dead} messages were given up: monitor deliveries, then deliveries resend ID"


def _too_quiet(state: State) -> Iterator[str]:
    """What failed without a word: feeds that nobody visits, seeds of which nothing is heard."""
    if state.late and not state.by_passes:  # between two passes every feed may be late
        yield f"{len(state.late)} feeds wait three intervals and more: {_some(state.late)}"
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
            ("gaps", f"{state.gaps} times a feed rolled over" if state.gaps else "none"),
            ("database", f"{state.database}, {state.size / 1e6:.1f} MB"),
        )
    )
