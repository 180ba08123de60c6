"""`config`: the settings in force, all that there are, and a first set."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.articles import put_in_place
from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Group
from monitor.cli.encode import print_list, print_one
from monitor.cli.pager import paged
from monitor.cli.paper import Column, say, show_table
from monitor.errors import NothingFound, Problem, WrongContent


@click.group(cls=Group, epilog="Examples: monitor config show, monitor config init")
def config() -> None:
    """The settings in force, all that there are, and a first set."""


@config.command(epilog="Examples: monitor config init, monitor config init my-desk -n")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[FOLDER]")
@dry_run_option
@click.pass_obj
def init(call: Call, folder: Path, *, dry_run: bool) -> None:
    """Put the shipped configuration, feeds and seed into FOLDER, to begin with.

    What is already there stays as it is.
    """
    from monitor.cli.shipped import shipped

    if folder.exists() and not folder.is_dir():
        what, remedy = "is a file", "name a folder, new or old"
        raise WrongContent([Problem(file=str(folder), what=what, remedy=remedy)])
    written: list[Path] = []
    kept: list[Path] = []
    for one in shipped():
        target = folder / one.place
        (kept if target.exists() else written).append(target)
        if not target.exists() and not dry_run:
            put_in_place(target, one.source.read_text("utf-8"))
    if call.json:
        print_one({"written": [] if dry_run else written, "would_write": written, "kept": kept})
        return
    for path in written:
        say(f"{'would write' if dry_run else 'wrote'} {path}", bold=True)
    for path in kept:
        say(f"kept {path}", dim=True)
    where = f"cd {folder} && " if folder != Path() else ""
    say(f"Next: {where}monitor check, then monitor run", dim=True)


@config.command(
    epilog="Examples: monitor config schema profile > profile.schema.json,"
    " monitor config schema monitor"
)
@click.argument("kind", type=click.Choice(["monitor", "feeds", "profile"]))
def schema(kind: str) -> None:
    """The JSON Schema of monitor.toml, feeds.toml or a profile, so that an editor completes keys.

    The shipped files name it in their first line, as Taplo and Even Better TOML read it.
    """
    import json

    from monitor.cli.schema import schema_of

    click.echo(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))


@config.command(epilog="Examples: monitor config reference, monitor config reference polling")
@click.argument("part", default="", metavar="[PART]")
@click.pass_obj
def reference(call: Call, part: str) -> None:
    """Every key that there is, with its meaning and default, as Markdown."""
    from monitor.cli.reference import reference_of
    from monitor.cli.schema import keys_of

    if call.json:
        every = [key for kind in ("monitor", "profile") for key in keys_of(kind)[0].values()]
        print_list("keys", [key for key in every if key.place.startswith(part)])
        return
    text = reference_of(part)
    if not text:
        raise NothingFound(f'there is no part "{part}"; see monitor config reference')
    with paged():
        click.echo(text, nl=False)


@config.command(epilog="Example: monitor -c /etc/monitor/monitor.toml config show")
@click.pass_obj
def show(call: Call) -> None:
    """Every setting, its value and where that comes from; secrets are hidden."""
    settings = call.load().describe()
    names = ("key", "value", "origin")
    if call.json:
        print_list("settings", [dict(zip(names, row, strict=True)) for row in settings])
        return
    columns = [
        Column(name="key"),
        Column(name="value", grows=True),
        Column(name="origin", grows=True),
    ]
    with paged():
        show_table(columns, settings)
