"""`search`: items by their words."""

from __future__ import annotations

import click

from monitor.cli.asking import narrowing
from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.lists import print_list_of
from monitor.model import Query


@click.command(
    cls=Command,
    epilog="Examples: monitor search talks vatic*, monitor search '\"land for peace\"' --since 7d",
)
@click.argument("words", nargs=-1, required=True)
@narrowing
@click.pass_obj
def search(call: Call, words: tuple[str, ...], query: Query) -> None:
    """Find items that hold all WORDS, newest first.

    Accents do not matter; * stands for any ending; words in double quotes are a phrase.
    """
    asked = " ".join(words)
    if not asked.strip():
        raise click.UsageError("give at least one word to look for")
    print_list_of(call, "items", query, asked)
