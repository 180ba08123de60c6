"""`run` and `poll`: the monitor at work."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.console import print_message, print_message_as_json, print_message_aside
from monitor.cli.encode import print_one
from monitor.cli.paper import count, say, say_aside
from monitor.cli.progress import visits_watched
from monitor.errors import MonitorError, Problem, WrongContent
from monitor.model import FeedState
from monitor.tables import suggest

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.daemon import Scope

_SERVICE = "monitor.daemon.service"  # says when it started, re-read its files and stopped
_FAULTS_SHOWN = 10


@click.command(
    cls=Command, epilog="Examples: monitor run, monitor -c /etc/monitor/monitor.toml run -v"
)
@click.pass_obj
def run(call: Call) -> None:
    """Be the daemon: poll, match and alert until SIGTERM or Ctrl-C.

    SIGHUP has the files read again. Without a channel alerts are printed here.
    """
    gc.disable()  # while libraries are loaded; `Call.begin` wakes it
    from monitor.daemon import clock
    from monitor.daemon import run as serve

    call.begin(_SERVICE)
    console = print_message_as_json if call.json else print_message
    serve(lambda: call.load(need_secrets=True), console=console, clock=clock)


@click.command(cls=Command, epilog="Examples: monitor poll, monitor poll --all --no-deliver")
@click.option("--feed", default="", metavar="URL", help="Only this feed, due or not.")
@click.option("--all", "all_", is_flag=True, help="Every feed, due or not.")
@click.option("--no-deliver", is_flag=True, help="Leave what is to be sent in the outbox.")
@dry_run_option
@click.pass_obj
def poll(call: Call, /, feed: str, **how: bool) -> None:
    """One pass over the feeds that are due, and over the outbox; then the end.

    With --dry-run the feeds are visited, but nothing is kept or sent.
    """
    from monitor.daemon import Scope

    config = call.load(need_secrets=True)
    _check_feed(config, feed)
    scope = Scope(due_only=not how["all_"], only=feed, deliver=not how["no_deliver"])
    if how["dry_run"]:
        _rehearse(call, config, scope)
    else:
        _pass(call, config, scope)


def _check_feed(config: Config, feed: str) -> None:
    known = [one.url for one in config.feeds]
    if feed and feed not in known:
        remedy = suggest(feed, known) or "see monitor feeds list"
        raise WrongContent(
            [Problem(file="--feed", what=f"{feed} is not configured", remedy=remedy)]
        )
    if any(one.url == feed and one.paused for one in config.feeds):
        remedy = f"monitor feeds resume {feed}"
        raise WrongContent([Problem(file="--feed", what=f"{feed} is paused", remedy=remedy)])


def _rehearse(call: Call, config: Config, scope: Scope) -> None:
    """The pass over a copy of the database, which is thrown away with all that it would send."""
    from monitor.store import Store

    with tempfile.TemporaryDirectory(prefix="monitor-") as folder:
        copy = Path(folder) / "copy.db"
        if config.store.path.exists():
            with Store.open(config.store.path, read_only=True) as store:
                store.backup(copy)
        there = replace(config, store=replace(config.store, path=copy))
        try:
            _pass(call, there, replace(scope, deliver=False))
        finally:
            _show_waiting(call, copy)
            say_aside("dry run: nothing was kept or sent")


def _show_waiting(call: Call, path: Path) -> None:
    from monitor.model import Query
    from monitor.store import Store

    if not path.exists():
        return
    with Store.open(path, read_only=True) as store:
        rows = store.read.deliveries(Query(limit=0))
    show = print_message_aside if call.json else print_message
    for delivery in reversed(rows):
        if delivery.sent_at is None:
            show(delivery.message)


def _pass(call: Call, config: Config, scope: Scope) -> None:
    from monitor.daemon import clock, pass_once
    from monitor.store import Store

    console = print_message_aside if call.json else print_message
    with visits_watched(1 if scope.only else len(config.visited)):
        done = pass_once(config, scope, console=console, clock=clock)
    with Store.open(config.store.path, read_only=True) as store:
        failing = [
            state
            for state in store.feeds.states()
            if state.failures and scope.only in {"", state.url}
        ]
    unsent = done.open_deliveries if scope.deliver else 0
    if call.json:
        print_one({"feeds": done.feeds, "failed": len(failing), "unsent": done.open_deliveries})
    else:
        say(f"{count(done.feeds, 'feed')} visited, {len(failing)} failing", dim=True)
    faults = [*_feed_faults(failing)]
    if unsent:
        waits = f"{count(unsent, 'message')} could not be sent yet: see monitor deliveries"
        faults.append(waits)
    if faults:
        raise MonitorError("\n".join(faults))


def _feed_faults(failing: Sequence[FeedState]) -> list[str]:
    lines = [f"{state.url}: {state.error}" for state in failing[:_FAULTS_SHOWN]]
    if len(failing) > len(lines):
        lines.append(
            f"and {count(len(failing) - len(lines), 'feed')} more: see monitor feeds health"
        )
    return lines
