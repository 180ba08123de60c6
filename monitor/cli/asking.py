"""Options that several commands take, and the kinds of value behind them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import click

from monitor.cli import completing
from monitor.cli.call import now
from monitor.scales import Priority
from monitor.store import Query
from monitor.tables import parse_span

Function = TypeVar("Function", bound=Callable[..., Any])

_LARGEST = 2**62  # more rows than a database can hold

dry_run_option = click.option(
    "-n", "--dry-run", is_flag=True, help="Show what would be done, and leave it at that."
)


def moment(text: str) -> datetime:
    """``7d`` back from now, or a date or time of ISO 8601, in UTC unless it says; aware."""
    span = parse_span(text)
    hint = "30s, 5m, 4h or 7d for that long ago, or a date such as 2025-11-18"
    return point(text, hint) if span is None else _back(text, span, hint)


def _back(text: str, span: timedelta, hint: str) -> datetime:
    try:
        return now() - span
    except OverflowError:
        raise _no_time(text, hint) from None


def point(text: str, hint: str) -> datetime:
    """A date or time of ISO 8601, in UTC unless it says; aware. ``hint`` says what to write."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise _no_time(text, hint) from None


def _no_time(text: str, hint: str) -> click.BadParameter:
    return click.BadParameter(f'"{text}" is no time; write {hint}')


def day(text: str) -> date:
    """A date of ISO 8601; of a time its date is taken."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise click.BadParameter(f'"{text}" is no date; write it as 2025-11-18') from None


def loudness(text: str) -> Priority:
    """A word of the priority scale."""
    try:
        return Priority(text.strip().lower())
    except ValueError:
        raise click.BadParameter(f'"{text}" is none of {", ".join(Priority)}') from None


_OPTIONS = (
    click.option("--since", type=moment, metavar="WHEN", help="From then on: 7d, 2025-11-18."),
    click.option("--until", type=moment, metavar="WHEN", help="Before that time."),
    click.option(
        "--seed",
        default="",
        metavar="SEED",
        shell_complete=completing.seeds,
        help="Of this seed only.",
    ),
    click.option(
        "--storyline",
        default="",
        metavar="SLUG",
        shell_complete=completing.storylines,
        help="Of this storyline only.",
    ),
    click.option("--source", default="", metavar="NAME", help="Of this source only."),
    click.option(
        "--min-priority",
        type=loudness,
        metavar="WORD",
        shell_complete=completing.priorities,
        help="As loud as this, or louder.",
    ),
    click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=50,
        show_default=True,
        metavar="N",
        help="At most so many; 0 for all.",
    ),
)


def narrowing(function: Function) -> Function:
    """Give a command the options that narrow a list; it gets them as one ``query``."""

    @functools.wraps(function)
    def asked(*words: Any, **given: Any) -> Any:  # noqa: ANN401 (whatever the command takes)
        values = {part.name: given.pop(part.name) for part in fields(Query)}
        if values["since"] and values["until"] and values["until"] <= values["since"]:
            raise click.UsageError("--until has to lie after --since; exchange them")
        values["limit"] = min(values["limit"], _LARGEST)
        return function(*words, query=Query(**values), **given)

    for option in reversed(_OPTIONS):
        asked = option(asked)
    return asked  # type: ignore[return-value] # the same command, taking more
