"""The lists: items, matches, stories, developments, alerts, deliveries; newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click

from monitor.cli.asking import dry_run_option, narrowing
from monitor.cli.call import Call
from monitor.cli.commands import Command, Group
from monitor.cli.encode import print_list, print_one
from monitor.cli.pager import paged
from monitor.cli.paper import Cell, Column, on_terminal, say, say_aside, show_table
from monitor.cli.timeline import show_developments, titles_of_storylines
from monitor.errors import NothingFound, WrongContent
from monitor.model import Alert, Delivery, Development, Item, Match, Query, Story
from monitor.store import Store
from monitor.tables import suggest

_ID, _WHEN = Column(name="id"), Column(name="when")
_SEED = Column(name="seed", wide=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """How one kind of thing is asked for and laid out."""

    plural: str
    columns: tuple[Column, ...]
    ask: Callable[[Store, Query], Sequence[Any]]
    row: Callable[[Any, Store], Sequence[Cell]]
    timeline: bool = False

    def print(self, call: Call, query: Query) -> None:
        """Print what the query finds. Raises NothingFound when that is nothing."""
        # One more than asked for, to know whether there is more.
        more = replace(query, limit=query.limit + 1) if query.limit else query
        try:
            with call.reading() as store:
                found = self.ask(store, more)
                shown = found[: query.limit or None]
                rows = [] if call.json else [self.row(one, store) for one in shown]
        except NothingFound:
            if call.json:
                print_list(self.plural, ())
            raise
        if call.json:
            print_list(self.plural, shown)
        elif shown:
            with paged():
                if self.timeline and on_terminal():
                    texts = {row[0]: str(row[-1]) for row in rows}
                    show_developments(shown, texts, titles_of_storylines(call))
                else:
                    show_table(self.columns, rows)
        if not shown:
            raise NothingFound(f"no {self.plural} found{_narrowed(query)}{_nearest(call, query)}")
        if len(found) > len(shown) and not call.quiet:
            say_aside(f"the newest {query.limit} {self.plural}; --limit 0 shows all")


def _narrowed(query: Query) -> str:
    """What the list was narrowed by, so that a slip in it is seen."""
    names = ("since", "until", "seed", "storyline", "source", "min_priority")
    given = {name: getattr(query, name) for name in names if getattr(query, name)}
    said = [
        f"{name.replace('_', '-')} {value:%Y-%m-%d %H:%M}Z"
        if name in {"since", "until"}
        else f"{name.replace('_', '-')} {value}"
        for name, value in given.items()
    ]
    return f" with {', '.join(said)}" if said else ""


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


def _title(store: Store, item: str) -> str:
    found = store.read.items_by_ids([item])
    return found[0].title if found else ""


def _item(item: Item, _: Store) -> Sequence[Cell]:
    return item.id, item.first_seen_at, item.source, item.published, item.title


def _match(match: Match, store: Store) -> Sequence[Cell]:
    title = _title(store, match.item)
    return match.id, match.at, match.score, match.seed, match.storylines, match.item, title


def _near_miss(match: Match, store: Store) -> Sequence[Cell]:
    """As a match, with what it fell short of."""
    id_, at, _, *rest = _match(match, store)
    return id_, at, f"{match.score:.2f} of {match.threshold:.2f}", *rest


def _story(story: Story, _: Store) -> Sequence[Cell]:
    return (
        *(story.id, story.last_at, story.seed, story.storylines, len(story.items)),
        *(len(story.sources), story.title),
    )


def _development(one: Development, store: Store) -> Sequence[Cell]:
    text = one.delta or _title(store, one.item)
    return one.id, one.at, one.kind, one.seed, one.storyline, one.source, text


def _alert(one: Alert, _: Store) -> Sequence[Cell]:
    text = one.delta or one.title
    return one.id, one.at, one.priority, one.seed, one.storyline, one.source, text


def _suppressed(one: Alert, store: Store) -> Sequence[Cell]:
    *before, text = _alert(one, store)
    return *before, f"{text} ({one.reason})"


def _delivery(one: Delivery, _: Store) -> Sequence[Cell]:
    text = f"{one.message.title} ({one.error})" if one.error else one.message.title
    return one.id, one.created_at, one.state, one.channel, one.attempts, text


ITEMS = List(
    plural="items",
    columns=(
        *(_ID, _WHEN, Column(name="source"), Column(name="published", wide=True)),
        Column(name="title", grows=True),
    ),
    ask=lambda store, query: store.read.items(query),
    row=_item,
)
MATCHES = List(
    plural="matches",
    columns=(
        *(_ID, _WHEN, Column(name="score"), _SEED, Column(name="storylines", wide=True)),
        *(Column(name="item"), Column(name="title", grows=True)),
    ),
    ask=lambda store, query: store.read.matches(query),
    row=_match,
)
STORIES = List(
    plural="stories",
    columns=(
        *(_ID, _WHEN, _SEED, Column(name="storylines", wide=True), Column(name="items")),
        *(Column(name="sources", wide=True), Column(name="title", grows=True)),
    ),
    ask=lambda store, query: store.read.stories(query),
    row=_story,
)
DEVELOPMENTS = List(
    plural="developments",
    columns=(
        *(_ID, _WHEN, Column(name="kind"), _SEED, Column(name="storyline")),
        *(Column(name="source", wide=True), Column(name="what is new", grows=True)),
    ),
    ask=lambda store, query: store.read.developments(query),
    row=_development,
    timeline=True,
)
ALERTS = List(
    plural="alerts",
    columns=(
        *(_ID, _WHEN, Column(name="priority"), _SEED, Column(name="storyline")),
        *(Column(name="source", wide=True), Column(name="what is new", grows=True)),
    ),
    ask=lambda store, query: store.read.alerts(query),
    row=_alert,
)
DELIVERIES = List(
    plural="deliveries",
    columns=(
        *(_ID, _WHEN, Column(name="state"), Column(name="channel")),
        *(Column(name="attempts", wide=True), Column(name="message", grows=True)),
    ),
    ask=lambda store, query: store.read.deliveries(query),
    row=_delivery,
)
_NEAR = replace(
    MATCHES, ask=lambda store, query: store.read.matches(query, near=True), row=_near_miss
)
_HELD = replace(
    ALERTS, ask=lambda store, query: store.read.alerts(query, suppressed=True), row=_suppressed
)


@click.command(cls=Command, epilog="Example: monitor items --since 1d --source BBC")
@narrowing
@click.pass_obj
def items(call: Call, query: Query) -> None:
    """What the feeds brought, newest first."""
    ITEMS.print(call, query)


@click.command(cls=Command, epilog="Example: monitor matches --seed maduro-talks --near")
@narrowing
@click.option("--near", is_flag=True, help="Those that only just did not match, instead.")
@click.pass_obj
def matches(call: Call, query: Query, *, near: bool) -> None:
    """Which items belong to a seed, and how surely."""
    (_NEAR if near else MATCHES).print(call, query)


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
        STORIES.print(ctx.ensure_object(Call), query)


@click.command(
    cls=Command,
    epilog="Examples: monitor developments --since 3d, monitor developments --storyline talks --limit 5",
)
@narrowing
@click.pass_obj
def developments(call: Call, query: Query) -> None:
    """What was new in each storyline: with --since, all that you missed while you were away."""
    DEVELOPMENTS.print(call, query)


@click.command(cls=Command, epilog="Example: monitor alerts --suppressed --since 1d")
@narrowing
@click.option("--suppressed", is_flag=True, help="Those that interrupted nobody, with the reason.")
@click.pass_obj
def alerts(call: Call, query: Query, *, suppressed: bool) -> None:
    """What was told at once; with --suppressed what was not, and why."""
    (_HELD if suppressed else ALERTS).print(call, query)


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
        DELIVERIES.print(ctx.ensure_object(Call), query)


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
