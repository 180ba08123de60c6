"""`search`: items by their words."""

from __future__ import annotations

from dataclasses import replace

import click

from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.lists import ITEMS
from monitor.store import Query


@click.command(
    cls=Command, epilog="Examples: monitor search talks vatic*, monitor search '\"land for peace\"'"
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(min=0, max=2**62),
    default=50,
    show_default=True,
    metavar="N",
    help="At most so many; 0 for all.",
)
@click.pass_obj
def search(call: Call, words: tuple[str, ...], limit: int) -> None:
    """Find items that hold all WORDS, newest first.

    Accents do not matter; * stands for any ending; words in double quotes are a phrase.
    """
    asked = " ".join(words)
    found = replace(ITEMS, ask=lambda store, query: store.read.search(asked, query.limit))
    found.print(call, Query(limit=limit))
