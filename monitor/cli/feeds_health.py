"""`feeds health`: which feeds answer, what they bring, how late, and which is first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from monitor.cli.asking import as_click
from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import print_list
from monitor.cli.health import join, pick, show_health
from monitor.cli.listed import NO_FAILURE
from monitor.cli.options import HEALTH, SPAN_OF_HEALTH, read_time
from monitor.config import Config
from monitor.errors import NothingFound


def _with_options(function: Any) -> Any:  # noqa: ANN401 (click decorates any function)
    for one in reversed(HEALTH):
        function = as_click(one)(function)
    return function


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds health, monitor feeds health --failing --json,"
    " monitor feeds health --sort firsts --since 30d",
)
@_with_options
@click.pass_obj
def health(call: Call, /, *, failing: bool, since: datetime | None, sort: str) -> None:
    """How each feed is: its state, what it brings and how late, what went wrong.

    "late" is the usual time from publication until it was seen here, "first" how many developments
    stood in this feed before any other, "copies" how many of its matched items told nothing new,
    "gaps" how often it changed so much between two visits that items may have been missed.
    """
    config = call.load()
    shown = pick(_rows(call, config, since or read_time(SPAN_OF_HEALTH)), sort, failing=failing)
    if call.json:
        print_list("feeds", shown)
    else:
        show_health(shown, as_json=False)
    refuse_none(config)
    if failing and not shown:
        raise NothingFound(NO_FAILURE)


def _rows(call: Call, config: Config, since: datetime) -> list[dict[str, Any]]:
    feeds = [
        {"url": one.url, "title": one.title, "source": one.source, "paused": one.paused}
        for one in config.feeds
    ]
    states: Mapping[str, Mapping[str, Any]] = {}
    worths: Mapping[str, Mapping[str, Any]] = {}
    if config.store.path.exists():
        with call.reading() as store:
            states, worths = store.health([one.url for one in config.feeds if one.paused], since)
    return join(feeds, states, worths)


def refuse_none(config: Config) -> None:
    """Raise NothingFound when no feed is configured."""
    if not config.feeds:
        raise NothingFound(f"{config.feeds_file} holds no feed; add one: monitor feeds add URL")
