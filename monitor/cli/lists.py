"""The lists: items, matches, stories, developments, alerts, deliveries; newest first."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import click

from monitor.cli.asking import as_click, dry_run_option, narrowing
from monitor.cli.call import Call
from monitor.cli.commands import Command, Group
from monitor.cli.encode import print_list, print_one
from monitor.cli.listed import LISTS, mention_more, nothing_found, show
from monitor.cli.options import NEAR, SUPPRESSED
from monitor.cli.pager import paged
from monitor.cli.paper import on_terminal, say
from monitor.cli.timeline import show_developments, titles_of_storylines
from monitor.errors import NothingFound, WrongContent
from monitor.model import Delivery, Query
from monitor.tables import suggest


def print_list_of(call: Call, name: str, query: Query, words: str | None = None) -> None:
    """Print what the list of this name holds, or of the items those that a search finds.

    Raises NothingFound when that is nothing.
    """
    # One more than asked for, to know whether there is more.
    more = replace(query, limit=query.limit + 1) if query.limit else query
    plural = LISTS[name].plural
    by_storyline = name == "developments" and on_terminal() and not call.json
    try:
        with call.reading() as store:
            found = store.read.rows(name, more, words)
            told = store.read.developments(query) if by_storyline else ()
        if not found:
            _refuse_nothing(call, plural, query)
    except NothingFound:
        if call.json:
            print_list(plural, ())
        raise
    if told:
        texts = {str(row["id"]): str(row["delta"] or row["of_item"]) for row in found}
        with paged():
            show_developments(told, texts, titles_of_storylines(call))
    else:
        show(name, found, query.limit, as_json=call.json)
    if not call.quiet:
        mention_more(name, found, query.limit)


def _refuse_nothing(call: Call, plural: str, query: Query) -> NoReturn:
    raise NothingFound(nothing_found(plural, query) + _nearest(call, query))


def _nearest(call: Call, query: Query) -> str:
    """The seed or storyline that was meant, when the one that was given does not exist."""
    if not (query.seed or query.storyline):
        return ""
    from monitor.app import read_profiles

    try:
        profiles = read_profiles(call.load().seeds_folder)
    except WrongContent:
        return ""
    seeds = [one.seed for one in profiles]
    lines = [line.slug for one in profiles for line in one.storylines]
    for asked, known in ((query.seed, seeds), (query.storyline, lines)):
        if asked and asked not in known:
            near = suggest(asked, known) or f"known: {', '.join(dict.fromkeys(known))}"
            return f"; {near}"
    return ""


@click.command(cls=Command, epilog="Example: monitor items --since 1d --source BBC")
@narrowing
@click.pass_obj
def items(call: Call, query: Query) -> None:
    """What the feeds brought, newest first."""
    print_list_of(call, "items", query)


@click.command(cls=Command, epilog="Example: monitor matches --seed maduro-talks --near")
@narrowing
@as_click(NEAR)
@click.pass_obj
def matches(call: Call, query: Query, *, near: bool) -> None:
    """Which items belong to a seed, and how surely."""
    print_list_of(call, "near misses" if near else "matches", query)


@click.group(
    cls=Group,
    invoke_without_command=True,
    later={"merge": "regroup:merge", "split": "regroup:split"},
    epilog="Examples: monitor stories --since 7d, monitor stories merge s12 s15,"
    " monitor stories split s12 i512",
)
@narrowing
@click.pass_context
def stories(ctx: click.Context, query: Query) -> None:
    """Items that tell the same thing, as one; put together and apart by hand."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Call).begin()
        print_list_of(ctx.ensure_object(Call), "stories", query)


@click.command(
    cls=Command,
    epilog="Examples: monitor developments --since 3d, monitor developments --storyline talks --limit 5",
)
@narrowing
@click.pass_obj
def developments(call: Call, query: Query) -> None:
    """What was new in each storyline: with --since, all that you missed while you were away."""
    print_list_of(call, "developments", query)


@click.command(cls=Command, epilog="Example: monitor alerts --suppressed --since 1d")
@narrowing
@as_click(SUPPRESSED)
@click.pass_obj
def alerts(call: Call, query: Query, *, suppressed: bool) -> None:
    """What was told at once; with --suppressed what was not, and why."""
    print_list_of(call, "suppressed alerts" if suppressed else "alerts", query)


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog="Examples: monitor deliveries --since 1d, monitor deliveries resend o7",
)
@narrowing
@click.pass_context
def deliveries(ctx: click.Context, query: Query) -> None:
    """Messages to channels, and what became of them."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Call).begin()
        print_list_of(ctx.ensure_object(Call), "deliveries", query)


@deliveries.command(epilog="Example: monitor deliveries resend o7")
@click.argument("id_", metavar="ID")
@dry_run_option
@click.pass_obj
def resend(call: Call, id_: str, *, dry_run: bool) -> None:
    """Put a message that was sent, or given up, back in line."""
    if dry_run:
        with call.reading() as store:
            delivery = store.read.find(id_)
            if not isinstance(delivery, Delivery):
                raise NothingFound(f"{id_} is no delivery; their ids begin with o")
    else:
        with call.writing() as store:
            delivery = store.outbox.resend(id_)
    if call.json:
        print_one(delivery)
    else:
        would = "would be" if dry_run else "is"
        say(f"{delivery.id} {would} in line again for {delivery.channel}: {delivery.message.title}")
