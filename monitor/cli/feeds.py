"""`feeds`: which there are, one more, and one less; the rest of the group stands in its own files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click

from monitor.cli import completing
from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Group
from monitor.cli.encode import plain, print_one
from monitor.cli.feeds_health import refuse_none
from monitor.cli.listed import show_feeds
from monitor.cli.paper import say
from monitor.config import Config, FeedsFile
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.model import Feed
from monitor.spans import parse_span
from monitor.tables import suggest

_LATER = {
    "discover": "feeds_found:discover",
    "suggest": "feeds_found:suggest",
    "import": "feeds_lists:import_",
    "export": "feeds_lists:export",
    "health": "feeds_health:health",
    "pause": "feeds_turns:pause",
    "resume": "feeds_turns:resume",
    "retry": "feeds_turns:retry",
}


@click.group(cls=Group, later=_LATER, epilog="Example: monitor feeds health")
def feeds() -> None:
    """The feeds: which there are, and how they are."""


@feeds.command("list", epilog="Example: monitor feeds list --json")
@click.pass_obj
def list_(call: Call) -> None:
    """The configured feeds, in the order of the file."""
    config = call.load()
    if config.feeds or call.json:
        show_feeds([plain(one) for one in config.feeds], as_json=call.json)
    refuse_none(config)


@feeds.command(epilog='Example: monitor feeds add https://example.org/rss.xml --source "Example"')
@click.argument("url")
@click.option("--title", default="", metavar="TEXT", help="What people call it.")
@click.option("--source", default="", metavar="NAME", help="Its publisher.")
@click.option("--language", default="", metavar="CODE", help="Such as en or es.")
@click.option("--every", default="", metavar="SPAN", help="A pace of its own: 5m, 1h.")
@dry_run_option
@click.pass_obj
def add(call: Call, /, url: str, *, dry_run: bool, **how: str) -> None:
    """Write one more feed into the feeds file; comments and order stay.

    A running monitor notices within a minute.
    """
    config = call.load()
    feed = Feed(
        url=url.strip(),
        title=how["title"],
        source=how["source"],
        language=how["language"],
        every=_span(how["every"]),
    )
    there = any(one.url == feed.url for one in config.feeds)
    if there or not FeedsFile(config.feeds_file).add([feed], dry_run=dry_run):
        what, file = f"{feed.url} is configured already", config.feeds_file
        raise WrongContent([Problem(file=str(file), place="feeds", what=what)])
    if call.json:
        print_one(feed, feeds_file=config.feeds_file, written=not dry_run)
    else:
        say(f"{'would add' if dry_run else 'added'} {feed.url} to {config.feeds_file}")


@feeds.command(epilog="Example: monitor feeds remove https://example.org/rss.xml -n")
@click.argument("url", shell_complete=completing.feeds)
@dry_run_option
@click.pass_obj
def remove(call: Call, url: str, *, dry_run: bool) -> None:
    """Take a feed out of the feeds file, with the comment above it; the rest stays.

    What it brought stays in the database. A running monitor notices within a minute.
    """
    file = edit_feed(call.load(), url, lambda file: file.remove(url.strip(), dry_run=dry_run))
    if call.json:
        print_one({"url": url.strip()}, feeds_file=file, written=not dry_run)
    else:
        say(f"{'would remove' if dry_run else 'removed'} {url.strip()} from {file}")


def edit_feed(config: Config, url: str, edit: Callable[[FeedsFile], bool]) -> Path:
    """Edit the file that lists a feed; which file it was. Raises NothingFound when none does."""
    if not url.strip():
        raise click.UsageError("the address of the feed is empty")
    files = dict.fromkeys(file for file in (config.feeds_file, config.file) if file)
    for file in files:
        if edit(FeedsFile(file)):
            return file
    raise NothingFound(f"{url} is not configured; {near_feed(config, url)}")


def near_feed(config: Config, url: str) -> str:
    """The address that was meant, or where all of them stand."""
    return suggest(url, [feed.url for feed in config.feeds]) or "see monitor feeds list"


def _span(text: str) -> timedelta | None:
    span = parse_span(text)
    if text and not span:
        what, remedy = f'is "{text}"', "needs a duration such as 30s, 5m, 4h or 7d"
        raise WrongContent([Problem(file="--every", what=what, remedy=remedy)])
    return span
