"""`feeds discover` and `feeds suggest`: feeds that are not configured yet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from monitor.cli import completing
from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import plain, print_list
from monitor.cli.pager import paged
from monitor.cli.paper import Column, count, say, show_table
from monitor.cli.seed import find_profile
from monitor.config import Config, FeedsFile
from monitor.errors import FeedError, MonitorError, NothingFound
from monitor.model import Feed, FeedState, Poll, SuggestedFeed
from monitor.tables import suggest as nearest

if TYPE_CHECKING:
    from monitor.feeds import Poller


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A feed that answered: what it holds, and whether it is configured already."""

    url: str
    title: str
    items: int
    newest_at: datetime | None
    configured: bool


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds discover https://www.example.org/world,"
    " monitor feeds discover example.org --add",
)
@click.argument("url")
@click.option("--add", "adds", is_flag=True, help="Write those found into the feeds file.")
@dry_run_option
@click.pass_obj
def discover(call: Call, url: str, *, adds: bool, dry_run: bool) -> None:
    """Find the feeds of a page: what it names, else the usual places; each is tried out.

    Nothing but public addresses is visited, unless polling.allow_private names it.
    """
    config = call.load()
    address = url if "://" in url else f"https://{url}"
    found = asyncio.run(_discover(config, address))
    if call.json:
        print_list("feeds", found)
    elif found:
        _show(found)
    if not found:
        raise NothingFound(f"{address} names no feed, and none stands in the usual places")
    if adds:
        feeds = [Feed(url=one.url, title=one.title) for one in found if not one.configured]
        _add(call, config, feeds, dry_run=dry_run)
    elif not call.json:
        say()
        say(f"To add one: monitor feeds add {found[0].url}", dim=True)


async def _discover(config: Config, url: str) -> list[_Found]:
    from monitor.discovery import Page
    from monitor.feeds import Poller

    known = {feed.url for feed in config.feeds}
    async with Poller(config.polling, now) as poller:
        itself = await _try(poller, [Feed(url=url)], known)
        if itself:
            return itself
        try:
            answer = await poller.fetch(url)
        except FeedError as error:
            raise MonitorError(f"{url}: {error}") from None
        page = Page(answer.body, answer.url)
        named = await _try(poller, page.feeds(), known)
        return named or await _try(poller, [Feed(url=one) for one in page.usual_places()], known)


async def _try(poller: Poller, feeds: Sequence[Feed], known: Iterable[str]) -> list[_Found]:
    """Those that answer as a feed, each content once."""
    polls = await asyncio.gather(*(poller.poll(feed, FeedState(url=feed.url)) for feed in feeds))
    good: dict[str, Poll] = {}
    for poll in polls:
        if not poll.error and poll.items:
            good.setdefault(poll.body_hash, poll)
    return [_found(poll, known) for poll in good.values()]


def _found(poll: Poll, known: Iterable[str]) -> _Found:
    times = [item.published for item in poll.items if item.published]
    url = poll.location or poll.feed.url
    return _Found(
        url=url,
        title=poll.feed.title,
        items=len(poll.items),
        newest_at=max(times, default=None),
        configured=url in known or poll.feed.url in known,
    )


def _show(found: Sequence[_Found]) -> None:
    show_table(
        (
            *(Column(name="items"), Column(name="newest"), Column(name="configured", wide=True)),
            *(Column(name="title", wide=True), Column(name="address", grows=True)),
        ),
        [
            (one.items, one.newest_at, "yes" if one.configured else "no", one.title, one.url)
            for one in found
        ],
    )


def _add(call: Call, config: Config, feeds: Sequence[Feed], *, dry_run: bool) -> None:
    added = FeedsFile(config.feeds_file).add(feeds, dry_run=dry_run)
    if not call.json:
        would = "would be added" if dry_run else "added"
        say(f"{count(len(added), 'feed')} {would} to {config.feeds_file}")


@click.command(
    cls=Command,
    epilog="Examples: monitor feeds suggest --seed maduro-talks,"
    " monitor feeds suggest --group norway --language no --limit 5 --add",
)
@click.option(
    "--seed",
    default="",
    metavar="SEED",
    shell_complete=completing.seeds,
    help="For what this seed watches.",
)
@click.option("--group", "groups", multiple=True, metavar="NAME", help="Of this country or topic.")
@click.option("--language", default="", metavar="CODE", help="Of this language, or of none named.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N")
@click.option("--add", "adds", is_flag=True, help="Write those shown into the feeds file.")
@dry_run_option
@click.pass_obj
def suggest(call: Call, /, seed: str, groups: tuple[str, ...], **how: Any) -> None:  # noqa: ANN401 (words and numbers)
    """Feeds worth trying, from a small catalogue of countries and topics.

    Each with where its address was found. None was visited: try them with monitor check --online.
    """
    from monitor.discovery import suggest_feeds

    config = call.load()
    profile = find_profile(call, seed) if seed else None
    every = suggest_feeds(None)
    _check_groups(groups, sorted({one.group for one in every}))
    found = suggest_feeds(
        profile,
        groups=groups,
        language=how["language"],
        without={feed.url for feed in config.feeds},
    )
    shown = found[: how["limit"] or None]
    if call.json:
        print_list("feeds", [_as_json(one) for one in shown])
    elif shown:
        with paged():
            _show_suggested(shown, len(found))
    if not shown:
        raise NothingFound("the catalogue has no further feed for this; see --group and --language")
    if how["adds"]:
        _add(call, config, [one.feed for one in shown], dry_run=how["dry_run"])


def _check_groups(groups: Sequence[str], known: Sequence[str]) -> None:
    for group in groups:
        if group not in known:
            near = nearest(group, list(known)) or f"known: {', '.join(known)}"
            raise NothingFound(f'the catalogue has no group "{group}"; {near}')


def _as_json(one: SuggestedFeed) -> dict[str, Any]:
    why = {"group": one.group, "because": one.because, "origin": one.origin}
    return {**plain(one.feed), **why}


def _show_suggested(shown: Sequence[SuggestedFeed], total: int) -> None:
    show_table(
        (
            *(Column(name="group"), Column(name="language", wide=True)),
            *(Column(name="address", grows=True), Column(name="found in", wide=True)),
        ),
        [(one.group, one.feed.language, one.feed.url, one.origin) for one in shown],
    )
    said = {one.group: ", ".join(one.because) for one in shown if one.because}
    if said:
        say()
    for group, words in said.items():
        say(f"{group}: the seed speaks of {words}", dim=True)
    if total > len(shown):
        say(f"{len(shown)} of {total}; --limit 0 shows all", dim=True)
