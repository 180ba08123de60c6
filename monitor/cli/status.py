"""`status`: the whole monitor on one screen, and what is not as it should be."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.asking import as_click
from monitor.cli.call import Call
from monitor.cli.clock import now
from monitor.cli.commands import Command
from monitor.cli.options import CHECK
from monitor.cli.state import State, count_seeds, faults, show_state, take_state
from monitor.errors import Degraded
from monitor.scales import FeedCondition


@click.command(cls=Command, epilog="Examples: monitor status, monitor status --check")
@as_click(CHECK)
@click.pass_obj
def status(call: Call, *, check: bool) -> None:
    """Daemon, feeds, messages and database on one screen.

    What is wrong in the files, `monitor check` tells.
    """
    state = look(call)
    wrong = list(faults(state, now()))
    show_state(state, wrong, json=call.json)
    if check and wrong:
        raise Degraded("\n".join(wrong))


def look(call: Call) -> State:
    """The state of seeds, daemon and database just now; of the feeds as the daemon knows them.

    Before there is a database it is the configured feeds that count; then every mistake in the
    files is a WrongContent.
    """
    database, folder = call.places()
    if not Path(database).exists():
        config = call.load()
        feeds = {FeedCondition.NEW.value: len(config.visited)} if config.visited else {}
        seeds = count_seeds(str(config.seeds_folder))
        return State(database=database, feeds=feeds, seeds=seeds, outbox={})
    with call.reading() as store:
        return take_state(database, folder, store.stock(now()))
