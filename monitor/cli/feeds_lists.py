"""`feeds import` and `feeds export`: OPML in and out; doing either twice changes nothing more."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from monitor.cli.articles import put_in_place
from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.feeds_health import refuse_none
from monitor.cli.paper import count, say, say_aside
from monitor.config import FeedsFile
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.model import Feed


@click.command(
    "import",
    cls=Command,
    epilog="Examples: monitor feeds import subscriptions.opml -n, monitor feeds import - < a.opml",
)
@click.argument("file", metavar="FILE")
@dry_run_option
@click.pass_obj
def import_(call: Call, file: str, *, dry_run: bool) -> None:
    """Add the feeds of an OPML list to the feeds file; those that are there stay as they are.

    Comments and order of the file are kept. - reads the list from standard input.
    """
    from monitor.discovery import read_opml

    config = call.load()
    listed = read_opml(_bytes_of(file), "standard input" if file == "-" else file)
    there = {feed.url for feed in config.feeds}
    feeds = [feed for feed in listed if feed.url not in there and _is_web(feed)]
    odd = [feed.url for feed in listed if not _is_web(feed)]
    if not listed:
        raise NothingFound(f"{file} lists no feed")
    added = FeedsFile(config.feeds_file).add(feeds, dry_run=dry_run)
    if call.json:
        print_one(
            {"added": added, "there": len(listed) - len(added) - len(odd), "skipped": odd},
            feeds_file=config.feeds_file,
            written=not dry_run,
        )
    else:
        would = "would be added" if dry_run else "added"
        there_already = len(listed) - len(added) - len(odd)
        say(f"{len(added)} of {count(len(listed), 'feed')} {would} to {config.feeds_file}")
        say(f"{there_already} were there already", dim=True)
    for url in odd:
        say_aside(f"monitor: passed over {url}: not a web address")


def _is_web(feed: Feed) -> bool:
    return feed.url.startswith(("http://", "https://"))


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        what, remedy = "there is no such file", "check the path"
    except IsADirectoryError as error:
        what, remedy = f"cannot be read: {error.strerror}", "name a file in it"
    except OSError as error:
        what, remedy = f"cannot be read: {error.strerror}", "check its permissions"
    raise WrongContent([Problem(file=name, what=what, remedy=remedy)])


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds export feeds.opml, monitor feeds export - | less",
)
@click.argument("file", metavar="[FILE]", default="-")
@click.option("--force", is_flag=True, help="Replace another file of that name.")
@dry_run_option
@click.pass_obj
def export(call: Call, file: str, *, force: bool, dry_run: bool) -> None:
    """Write the configured feeds as an OPML list; without FILE, or with -, to stdout.

    Headers, which may be secret, are left out.
    """
    from monitor.discovery import render_opml

    config = call.load()
    refuse_none(config)
    text = render_opml(config.feeds)
    if file == "-":
        print_one({"feeds": len(config.feeds), "opml": text}) if call.json else click.echo(
            text, nl=False
        )
        return
    path = Path(file)
    if path.is_dir():
        path /= "feeds.opml"
    same = path.is_file() and path.read_bytes() == text.encode()
    if path.exists() and not same and not force:
        what, remedy = "exists already", "choose another name, or replace it with --force"
        raise WrongContent([Problem(file=str(path), what=what, remedy=remedy)])
    if not dry_run:
        put_in_place(path, text)
    if call.json:
        print_one({"feeds": len(config.feeds), "file": path, "written": not dry_run})
    else:
        say(f"{count(len(config.feeds), 'feed')} {'would be ' if dry_run else ''}written to {path}")
