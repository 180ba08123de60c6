"""`feeds`: which there are, how they are, and one more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Group
from monitor.cli.encode import plain, print_list, print_one
from monitor.cli.paper import Column, say, show_table
from monitor.config import Config, add_feed
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.model import Feed, FeedState
from monitor.tables import parse_span, span_text


@click.group(cls=Group, epilog="Example: monitor feeds health")
def feeds() -> None:
    """The feeds: which there are, and how they are."""


@feeds.command("list", epilog="Example: monitor feeds list --json")
@click.pass_obj
def list_(call: Call) -> None:
    """The configured feeds, in the order of the file."""
    config = call.load()
    if call.json:
        print_list("feeds", config.feeds)
    elif config.feeds:
        show_table(
            (
                *(Column(name="source"), Column(name="language", wide=True)),
                *(Column(name="every", wide=True), Column(name="address", grows=True)),
            ),
            [
                (one.source, one.language, span_text(one.every) if one.every else "", one.url)
                for one in config.feeds
            ],
        )
    _refuse_none(config)


@feeds.command(epilog="Example: monitor feeds health --json")
@click.pass_obj
def health(call: Call) -> None:
    """How each feed is: its state, its last visits, and what went wrong."""
    config = call.load()
    states = _states(call, config)
    rows = [(feed, states.get(feed.url) or FeedState(url=feed.url)) for feed in config.feeds]
    if call.json:
        print_list("feeds", [_row(feed, state) for feed, state in rows])
    elif rows:
        show_table(
            (
                *(Column(name="state"), Column(name="failures", wide=True)),
                *(Column(name="polled"), Column(name="last ok", wide=True), Column(name="next")),
                *(Column(name="address", grows=True), Column(name="error", grows=True)),
            ),
            [
                (
                    *(state.state, state.failures, state.last_polled_at, state.last_ok_at),
                    *(state.next_poll_at, feed.url, state.error),
                )
                for feed, state in rows
            ],
        )
    _refuse_none(config)


def _states(call: Call, config: Config) -> dict[str, FeedState]:
    if not config.store.path.exists():
        return {}
    with call.reading() as store:
        return {state.url: state for state in store.feeds.states()}


def _row(feed: Feed, state: FeedState) -> dict[str, Any]:
    hidden = {"etag", "last_modified", "body_hash"}
    known = {key: value for key, value in plain(state).items() if key not in hidden}
    return known | {"title": feed.title, "source": feed.source}


def _refuse_none(config: Config) -> None:
    if not config.feeds:
        raise NothingFound(f"{config.feeds_file} holds no feed; add one: monitor feeds add URL")


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
    if any(one.url == feed.url for one in config.feeds):
        what = f"{feed.url} is configured already"
        raise WrongContent(
            [Problem(file=str(config.file or config.feeds_file), place="feeds", what=what)]
        )
    add_feed(config.feeds_file, feed, dry_run=dry_run)
    if call.json:
        print_one(feed, feeds_file=config.feeds_file, written=not dry_run)
    else:
        say(f"{'would add' if dry_run else 'added'} {feed.url} to {config.feeds_file}")


def _span(text: str) -> timedelta | None:
    span = parse_span(text)
    if text and not span:
        what, remedy = f'is "{text}"', "needs a duration such as 30s, 5m, 4h or 7d"
        raise WrongContent([Problem(file="--every", what=what, remedy=remedy)])
    return span
