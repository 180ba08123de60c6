"""`feeds health`: which feeds answer, what they bring, how late, and which is first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import click

from monitor.cli.asking import moment
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import plain, print_list
from monitor.cli.pager import paged
from monitor.cli.paper import Cell, Column, count, on_terminal, say, show_table
from monitor.config import Config
from monitor.errors import NothingFound
from monitor.model import Feed, FeedState, FeedYield
from monitor.scales import FeedCondition

_SPAN = timedelta(days=7)
_HOUR, _DAY = 3600, 86400
# From three matched items on it says something that not one of them told anything new.
_ENOUGH = 3
_ORDER = (FeedCondition.GONE, FeedCondition.FAILING, FeedCondition.OK, FeedCondition.NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    feed: Feed
    state: FeedState
    worth: FeedYield | None

    @property
    def only_copies(self) -> bool:
        worth = self.worth
        return bool(worth and worth.matched >= _ENOUGH and worth.copies == worth.matched)


_SORTS: Mapping[str, Callable[[_Row], Any]] = {
    "file": lambda _: 0,
    "state": lambda row: _ORDER.index(row.state.state),
    "items": lambda row: -(row.worth.items if row.worth else 0),
    "firsts": lambda row: -(row.worth.firsts if row.worth else 0),
    "late": lambda row: (
        -(row.worth.late if row.worth and row.worth.late else timedelta()).total_seconds()
    ),
    "gaps": lambda row: -row.state.gaps,
}


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds health, monitor feeds health --failing --json,"
    " monitor feeds health --sort firsts --since 30d",
)
@click.option("--failing", is_flag=True, help="Only feeds that do not answer as they should.")
@click.option(
    "--since",
    type=moment,
    metavar="WHEN",
    help="Count what they brought from then on; 7d without.",
)
@click.option(
    "--sort", type=click.Choice(list(_SORTS)), default="file", help="By what; the file's order."
)
@click.pass_obj
def health(call: Call, /, *, failing: bool, **how: Any) -> None:  # noqa: ANN401 (a time, a word)
    """How each feed is: its state, what it brings and how late, what went wrong.

    "late" is the usual time from publication until it was seen here, "first" how many developments
    stood in this feed before any other, "copies" how many of its matched items told nothing new,
    "gaps" how often it changed so much between two visits that items may have been missed.
    """
    config = call.load()
    rows = _rows(call, config, how["since"] or now() - _SPAN)
    bad = {FeedCondition.FAILING, FeedCondition.GONE}
    shown = (
        [row for row in rows if row.state.state in bad and not row.feed.paused] if failing else rows
    )
    shown.sort(key=_SORTS[how["sort"]])
    if call.json:
        print_list("feeds", [_as_json(row) for row in shown])
    elif shown:
        with paged():
            _show(shown)
    refuse_none(config)
    if failing and not shown:
        raise NothingFound("no feed fails")


def _rows(call: Call, config: Config, since: Any) -> list[_Row]:  # noqa: ANN401 (a time)
    states: dict[str, FeedState] = {}
    worths: Mapping[str, FeedYield] = {}
    if config.store.path.exists():
        with call.reading() as store:
            resting = [feed.url for feed in config.feeds if feed.paused]
            states = {state.url: state for state in store.feeds.states(also=resting)}
            worths = store.yields(since)
    return [
        _Row(
            feed=feed,
            state=states.get(feed.url) or FeedState(url=feed.url),
            worth=worths.get(feed.url),
        )
        for feed in config.feeds
    ]


def _as_json(row: _Row) -> dict[str, Any]:
    hidden = {"etag", "last_modified", "body_hash"}
    known = {key: value for key, value in plain(row.state).items() if key not in hidden}
    worth = row.worth
    return (
        known
        | {"title": row.feed.title, "source": row.feed.source, "paused": row.feed.paused}
        | {name: getattr(worth, name) if worth else 0 for name in _COUNTS}
        | {"late": worth.late if worth else None, "only_copies": row.only_copies}
    )


_COUNTS = ("items", "matched", "copies", "firsts")
_COLUMNS = (
    *(Column(name="state"), Column(name="items"), Column(name="late"), Column(name="first")),
    *(Column(name="copies", wide=True), Column(name="gaps", wide=True)),
    *(Column(name="polled"), Column(name="last ok", wide=True), Column(name="next", wide=True)),
    *(Column(name="feed", grows=True), Column(name="error", grows=True)),
)


def _show(rows: Sequence[_Row]) -> None:
    show_table(_COLUMNS, [_cells(row) for row in rows])
    first = [row for row in rows if row.worth and row.worth.firsts]
    copies = [row for row in rows if row.only_copies]
    if not on_terminal() or not (first or copies):
        return
    say()
    if first:
        best = sorted(first, key=_SORTS["firsts"])[:3]
        said = ", ".join(f"{_name(row)} ({row.worth.firsts if row.worth else 0})" for row in best)
        say(f"first with developments: {said}", dim=True)
    if copies:
        say(f"only copies: {', '.join(_name(row) for row in copies)}", dim=True)


def _cells(row: _Row) -> Sequence[Cell]:
    state, worth = row.state, row.worth
    copies = f"{worth.copies}/{worth.matched}" if worth and worth.matched else None
    return (
        *(
            "paused" if row.feed.paused else state.state,
            worth.items if worth else 0,
            _short(worth.late if worth else None),
        ),
        *((worth.firsts if worth else 0) or None, copies, state.gaps or None),
        *(
            state.last_polled_at,
            state.last_ok_at,
            None if row.feed.paused else _next(state.next_poll_at),
        ),
        *(
            row.feed.url,
            f"{state.error} ({count(state.failures, 'time')})" if state.failures else "",
        ),
    )


def _name(row: _Row) -> str:
    return row.feed.title or row.feed.source or row.feed.url


def _next(at: datetime | None) -> Cell:
    """When the feed is visited again; in a time that has passed nobody came for it."""
    return "due" if at and at <= now() else at


def _short(span: timedelta | None) -> str:
    """``12 min``, ``3 h``, ``1 d``."""
    if span is None:
        return ""
    seconds = span.total_seconds()
    if seconds < _HOUR:
        return f"{max(1, round(seconds / 60))} min"
    return f"{round(seconds / _HOUR)} h" if seconds < _DAY else f"{round(seconds / _DAY)} d"


def refuse_none(config: Config) -> None:
    """Raise NothingFound when no feed is configured."""
    if not config.feeds:
        raise NothingFound(f"{config.feeds_file} holds no feed; add one: monitor feeds add URL")
