"""The kinds of command: each takes the options of every command, groups load theirs on use."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from monitor.cli.call import Call, Everywhere, everywhere


class Command(click.Command):
    """A command that does something; the log is set up before it starts."""

    def __init__(self, *words: Any, **named: Any) -> None:  # noqa: ANN401 (click's)
        super().__init__(*words, **named)
        self.params += everywhere()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read its words; a wrong one is told as its own, also where click forgets whose it is."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's)
        """Set the log up, then do it."""
        ctx.ensure_object(Call).begin()
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options first, then those of every command."""
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """Commands under one word; a mistyped one is answered with the nearest.

    Those in ``later`` are loaded when they are used: their names, and each one's ``module:name``.
    """

    command_class = Command

    def __init__(
        self,
        *words: Any,  # noqa: ANN401 (click's)
        later: Mapping[str, str] | None = None,
        **named: Any,  # noqa: ANN401 (click's)
    ) -> None:
        super().__init__(*words, **named)
        self.params += everywhere()
        self._later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, by the alphabet."""
        return sorted((*super().list_commands(ctx), *self._later))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now if need be."""
        place = self._later.get(cmd_name)
        return super().get_command(ctx, cmd_name) if place is None else _load(place)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first, then the options of every command."""
        self.format_commands(ctx, formatter)
        _write_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from monitor.tables import suggest

            near = (
                suggest(args[0], self.list_commands(ctx))
                or f"the list of commands: {ctx.command_path} --help"
            )
            ctx.fail(f'there is no command "{args[0]}"; {near}')
        return super().resolve_command(ctx, args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A command that is loaded when it is used: ``place`` is ``module:name``."""

    place: str
    purpose: str


class LazyGroup(Group):
    """Commands in sections, none of them loaded before it is used."""

    def __init__(
        self,
        *words: Any,  # noqa: ANN401 (click's)
        sections: Mapping[str, Mapping[str, Later]],
        **named: Any,  # noqa: ANN401 (click's)
    ) -> None:
        rows = (row for section in sections.values() for row in section.items())
        super().__init__(*words, later={name: one.place for name, one in rows}, **named)
        self._sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        """The names, in the order of the sections."""
        return list(self._later)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's)
        """The sections, without loading a command."""
        for heading, rows in self._sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, later.purpose) for name, later in rows.items()])


def _load(place: str) -> click.Command:
    module, _, name = place.partition(":")
    found = getattr(importlib.import_module(f"monitor.cli.{module}"), name)
    if not isinstance(found, click.Command):
        raise TypeError(f"{place} is no command")
    return found


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record:
            (shared if isinstance(param, Everywhere) else own).append(record)
    for heading, records in (("Options", own), ("Options of every command", shared)):
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)
