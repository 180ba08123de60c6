"""Options that several commands take, and the kinds of value behind them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

import click

from monitor.cli import completing
from monitor.cli.options import (
    DEFAULTS,
    LARGEST,
    NARROWING,
    SORTS,
    TIME,
    Option,
    are_turned,
    read_point,
    read_priority,
    read_time,
)
from monitor.model import Query
from monitor.scales import Priority

Function = TypeVar("Function", bound=Callable[..., Any])

dry_run_option = click.option(
    "-n", "--dry-run", is_flag=True, help="Show what would be done, and leave it at that."
)


def moment(text: str) -> datetime:
    """``7d`` back from now, or a date or time of ISO 8601, in UTC unless it says; aware."""
    try:
        return read_time(text)
    except ValueError:
        raise _no_time(text, TIME) from None


def point(text: str, hint: str) -> datetime:
    """A date or time of ISO 8601, in UTC unless it says; aware. ``hint`` says what to write."""
    try:
        return read_point(text)
    except ValueError:
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
        return read_priority(text)
    except ValueError:
        raise click.BadParameter(f'"{text}" is none of {", ".join(Priority)}') from None


_HOW: Mapping[str, Mapping[str, Any]] = {
    "text": {"default": ""},
    "time": {"type": moment},
    "priority": {"type": loudness, "shell_complete": completing.priorities},
    "number": {"type": click.IntRange(min=0), "default": DEFAULTS["number"], "show_default": True},
    "sort": {"type": click.Choice(SORTS), "default": DEFAULTS["sort"]},
    "yes": {"is_flag": True},
}
_COMPLETED = {"seed": completing.seeds, "storyline": completing.storylines}


def as_click(one: Option) -> Callable[[Function], Function]:
    """One option of the lists, to decorate a command with."""
    how = dict(_HOW[one.kind])
    if one.key in _COMPLETED:
        how["shell_complete"] = _COMPLETED[one.key]
    return click.option(*one.names, metavar=one.metavar or None, help=one.help, **how)


def narrowing(function: Function) -> Function:
    """Give a command the options that narrow a list; it gets them as one ``query``."""

    @functools.wraps(function)
    def asked(*words: Any, **given: Any) -> Any:  # noqa: ANN401 (whatever the command takes)
        values = {part.name: given.pop(part.name) for part in fields(Query)}
        if are_turned(values["since"], values["until"]):
            raise click.UsageError("--until has to lie after --since; exchange them")
        values["limit"] = min(values["limit"], LARGEST)
        return function(*words, query=Query(**values), **given)

    for option in reversed(NARROWING):
        asked = as_click(option)(asked)
    return asked  # type: ignore[return-value] # the same command, taking more
