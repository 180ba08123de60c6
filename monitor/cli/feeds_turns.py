"""`feeds pause`, `resume` and `retry`: a feed that rests, and one that is visited now."""

from __future__ import annotations

from collections.abc import Sequence

import click

from monitor.cli import completing
from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_list, print_one
from monitor.cli.feeds import edit_feed, near_feed
from monitor.cli.paper import count, say
from monitor.errors import NothingFound
from monitor.scales import FeedCondition

_BAD = {FeedCondition.FAILING, FeedCondition.GONE}


@click.command(cls=Command, epilog="Example: monitor feeds pause https://example.org/rss.xml")
@click.argument("url", shell_complete=completing.feeds)
@dry_run_option
@click.pass_obj
def pause(call: Call, url: str, *, dry_run: bool) -> None:
    """Let a feed rest: it stays in the feeds file, and is not visited until `feeds resume`.

    What it brought stays in the database. A running monitor notices within a minute.
    """
    _set_pause(call, url.strip(), paused=True, dry_run=dry_run)


@click.command(cls=Command, epilog="Example: monitor feeds resume https://example.org/rss.xml")
@click.argument("url", shell_complete=completing.feeds)
@dry_run_option
@click.pass_obj
def resume(call: Call, url: str, *, dry_run: bool) -> None:
    """Have a paused feed visited again.

    What it brought meanwhile and still shows counts as new. A running monitor notices within a
    minute.
    """
    _set_pause(call, url.strip(), paused=False, dry_run=dry_run)


def _set_pause(call: Call, url: str, *, paused: bool, dry_run: bool) -> None:
    file = edit_feed(call.load(), url, lambda file: file.pause(url, paused, dry_run=dry_run))
    if call.json:
        print_one({"url": url, "paused": paused}, feeds_file=file, written=not dry_run)
        return
    verb = "pause" if paused else "resume"
    say(f"{f'would {verb}' if dry_run else f'{verb}d'} {url} in {file}")


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds retry https://example.org/rss.xml,"
    " monitor feeds retry --failing",
)
@click.argument("url", default="", metavar="[URL]", shell_complete=completing.feeds)
@click.option("--failing", is_flag=True, help="Every feed that does not answer as it should.")
@dry_run_option
@click.pass_obj
def retry(call: Call, url: str, *, failing: bool, dry_run: bool) -> None:
    """Make a feed due now, however long its faults have put it off.

    A running monitor visits it at once, else the next `monitor run` or `poll` does. To wait for
    what it says, and without a running monitor: monitor poll --feed URL.
    """
    if bool(url) == failing:
        raise click.UsageError("give the address of a feed, or --failing, and only one of them")
    due = _asked(call, url.strip())
    if not dry_run:
        with call.writing() as store:
            store.feeds.make_due(due, now())
    if call.json:
        print_list("feeds", [{"url": one} for one in due])
        return
    verb = "would be" if dry_run else "is" if len(due) == 1 else "are"
    say(f"{due[0] if url else count(len(due), 'feed')} {verb} due now")


def _asked(call: Call, url: str) -> Sequence[str]:
    with call.reading() as store:
        states = store.feeds.states()
    if not url:
        found = [state.url for state in states if state.state in _BAD]
        if not found:
            raise NothingFound("no feed fails")
        return found
    if url not in {state.url for state in states}:
        config = call.load()
        paused = any(feed.url == url and feed.paused for feed in config.feeds)
        why = f"is paused; monitor feeds resume {url}"
        raise NothingFound(
            f"{url} {why if paused else f'is not configured; {near_feed(config, url)}'}"
        )
    return [url]
