"""`replay`: what came in lately, decided again under other profiles or settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.asking import moment
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.paper import Cell, Column, count, exact, say, say_aside, show_table
from monitor.cli.trial import read_profiles
from monitor.errors import Problem, WrongContent

if TYPE_CHECKING:
    from monitor.replay import Change, Difference, Ruled


@click.command(
    cls=Command,
    epilog="Example: monitor replay --since 7d --seed seeds/maduro-talks.toml",
)
@click.option(
    "--since", type=moment, default="7d", show_default=True, metavar="WHEN", help="From then on."
)
@click.option(
    "--seed",
    "seeds",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A profile to try; only its seed is compared. Default: all seeds as they are now.",
)
@click.pass_obj
def replay(call: Call, since: datetime, seeds: tuple[Path, ...]) -> None:
    """Decide again what came in, and show which alerts would differ from what was sent.

    With --config FILE its channels, quiet hours and budgets are tried; --db names the database when
    that file does not. Nothing is written, and nothing is sent.
    """
    from monitor.app import read_profiles as read_folder
    from monitor.app import replay as ready
    from monitor.replay import WARM_UP
    from monitor.replay import replay as decide

    if since > now():
        what = "lies in the future"
        raise WrongContent([Problem(file="--since", what=what, remedy="write 7d or a date")])
    config = call.load()
    profiles = read_profiles(seeds) if seeds else read_folder(config.seeds_folder)
    with call.reading() as store:
        found = decide(store, ready(profiles, config, store, since - WARM_UP), since)
    kept_from = now() - config.store.keep_items
    if call.json:
        whole = since >= kept_from
        print_one(found, complete=whole, kept_from=kept_from)
    else:
        _show(found)
    if since < kept_from:
        say_aside(
            f"monitor: items that matched nothing are kept for {count(config.store.keep_items.days, 'day')}, so before"
            f" {exact(kept_from)} this replay misses some"
        )


def _show(found: Difference) -> None:
    say(f"{count(found.items, 'item')} since {exact(found.since)}, decided again", bold=True)
    say(
        f"alerts: {found.same} the same, {len(found.added)} added, {len(found.removed)} removed,"
        f" {len(found.changed)} changed"
    )
    rows = [
        _row(sign, change)
        for sign, changes in (
            ("+", found.added),
            ("-", found.removed),
            ("~", found.changed),
        )
        for change in changes
    ]
    if rows:
        say()
        show_table(_COLUMNS, rows)


_COLUMNS = (
    *(Column(name=""), Column(name="when"), Column(name="item")),
    *(Column(name="storyline", wide=True), Column(name="was"), Column(name="would be")),
    Column(name="what is new", grows=True),
)


def _row(sign: str, change: Change) -> Sequence[Cell]:
    shown = change.now or change.was
    return (
        *(sign, shown.at if shown else None, change.item, change.storyline),
        *(_side(change.was), _side(change.now)),
        (shown.delta if shown else "") or change.title,
    )


def _side(ruled: Ruled | None) -> str:
    """One side of a change in words."""
    if ruled is None:
        return "-"
    return f"{ruled.priority}, {'at once' if ruled.at_once else ruled.reason}"
