"""`config`: the settings in force."""

from __future__ import annotations

import click

from monitor.cli.call import Call
from monitor.cli.commands import Group
from monitor.cli.encode import print_list
from monitor.cli.paper import Column, show_table


@click.group(cls=Group, epilog="Example: monitor config show")
def config() -> None:
    """The settings in force."""


@config.command(epilog="Example: monitor -c /etc/monitor/monitor.toml config show")
@click.pass_obj
def show(call: Call) -> None:
    """Every setting, its value and where that comes from; secrets are hidden."""
    from monitor.config import describe

    settings = describe(call.load())
    names = ("key", "value", "origin")
    if call.json:
        print_list("settings", [dict(zip(names, row, strict=True)) for row in settings])
        return
    columns = [
        Column(name="key"),
        Column(name="value", grows=True),
        Column(name="origin", grows=True),
    ]
    show_table(columns, settings)
