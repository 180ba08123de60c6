"""`check`: every mistake at once, before the monitor starts, or while it runs."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import print_list
from monitor.cli.paper import count, inert, say
from monitor.cli.progress import watched
from monitor.errors import Problem, WrongContent
from monitor.model import Channel, Profile
from monitor.tables import suggest

if TYPE_CHECKING:
    from monitor.config import Config

_NAMED = 20  # seeds; more are only counted


@dataclass(slots=True)
class _Report:
    """What was looked at, in words, and what is wrong."""

    looked_at: list[tuple[str, str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)

    def add(self, what: str, said: str, problems: Sequence[Problem]) -> None:
        self.looked_at.append((what, said, len(problems)))
        self.problems += problems


@click.command(cls=Command, epilog="Examples: monitor check, monitor check --online")
@click.option("--online", is_flag=True, help="Visit every feed too; nothing is kept or sent.")
@click.pass_obj
def check(call: Call, *, online: bool) -> None:
    """Name every mistake in configuration, seeds, channels and database at once."""
    report = _Report()
    config = _check_configuration(call, report)
    if config:
        profiles = _check_seeds(config, report)
        _check_routes(config, profiles, report)
        _check_database(config, report)
        if online:
            _check_feeds(config, report)
    if call.json:
        print_list("problems", report.problems)
    else:
        _show(report)
    if report.problems:
        raise WrongContent(report.problems)


def _show(report: _Report) -> None:
    for what, said, number in report.looked_at:
        verdict = count(number, "problem") if number else "ok"
        say(f"{what:14}{verdict:12}{inert(said)}", colour="red" if number else "")
    if report.hints:
        say()
        say("To look at, not wrong:", bold=True)
        for hint in report.hints:
            say(f"  {inert(str(hint))}")


def _check_configuration(call: Call, report: _Report) -> Config | None:
    from monitor.config import load

    problems: list[Problem] = []
    try:
        config = load(call.config, env=os.environ, db=call.db, problems=problems)
    except WrongContent as error:
        report.add("configuration", "", error.problems)
        return None
    file = str(config.file) if config.file else "no file: defaults"
    report.add("configuration", file, problems)
    return config


def _check_seeds(config: Config, report: _Report) -> tuple[Profile, ...]:
    from monitor.app import read_profiles
    from monitor.seeds import lint

    try:
        profiles = read_profiles(
            config.seeds_folder, lambda files: watched(files, len(files), "profiles read")
        )
    except WrongContent as error:
        report.add("seeds", str(config.seeds_folder), error.problems)
        return ()
    named = ", ".join(one.seed for one in profiles)
    report.add("seeds", named if len(profiles) <= _NAMED else f"{len(profiles)} profiles", ())
    report.hints += [hint for one in profiles for hint in lint(one)]
    for one in profiles:
        if not one.article:
            what = f"there is no {one.seed}.txt beside it, so the article's words cannot help"
            report.hints.append(Problem(file=f"{config.seeds_folder}/{one.seed}.toml", what=what))
    return profiles


def _check_routes(config: Config, profiles: Sequence[Profile], report: _Report) -> None:
    """Channels that wait for a seed or storyline that nobody has, and feeds that are missing."""
    problems = [
        problem
        for number, channel in enumerate(config.channels, start=1)
        for problem in _lost(channel, f"channels[{number}]", profiles, str(config.file))
    ]
    names = ", ".join(channel.name for channel in config.channels)
    report.add("channels", names, problems if profiles else ())
    report.hints += _inside(config, {problem.place for problem in report.problems})
    read = config.feeds or report.problems  # a feeds file that is wrong was named before
    empty = Problem(
        file=str(config.feeds_file),
        place="feeds",
        what="no feed is configured",
        remedy="add one: monitor feeds add URL",
    )
    paused = len(config.feeds) - len(config.visited)
    said = f"{len(config.feeds)} configured" + (f", {paused} paused" if paused else "")
    report.add("feeds", said, () if read else (empty,))


def _inside(config: Config, named: Container[str]) -> Iterator[Problem]:
    """Channels that the guard will turn away at their first message, but for places named before."""
    from monitor.delivery import check_url

    for number, channel in enumerate(config.channels, start=1):
        said = check_url(channel.url.reveal(), config.delivery.allow_private)
        if said and f"channels[{number}].url" not in named:
            what, _, remedy = said.partition("; ")
            place = f"channels[{number}].url"
            yield Problem(file=str(config.file), place=place, what=what, remedy=remedy)


def _lost(
    channel: Channel, place: str, profiles: Sequence[Profile], file: str
) -> Iterator[Problem]:
    known = {
        "seeds": [one.seed for one in profiles],
        "storylines": [line.slug for one in profiles for line in one.storylines],
    }
    for key, names in known.items():
        for name in getattr(channel, key):
            if name != "*" and name not in names:
                what = f'"{name}" is no {key.removesuffix("s")} of these profiles'
                remedy = suggest(name, names) or f"known: {', '.join(sorted(set(names)))}"
                yield Problem(file=file, place=f"{place}.{key}", what=what, remedy=remedy)


def _check_database(config: Config, report: _Report) -> None:
    from monitor.app import check_store

    path = config.store.path
    report.add("database", str(path) if path.exists() else f"{path}, not there yet", ())
    problems = check_store(config)
    if problems:
        report.looked_at.pop()
        report.add("database", str(path), problems)


def _check_feeds(config: Config, report: _Report) -> None:
    """Visit every feed; those that do not answer as a feed are problems."""
    import asyncio

    from monitor.cli.call import now
    from monitor.feeds import Poller
    from monitor.model import Feed, FeedState, Poll

    async def visit_all() -> list[Poll]:
        turns = asyncio.Semaphore(config.polling.concurrency)

        async def visit(poller: Poller, feed: Feed) -> Poll:
            async with turns:
                return await poller.poll(feed, FeedState(url=feed.url))

        async with Poller(config.polling, now) as poller:
            return await asyncio.gather(*(visit(poller, feed) for feed in config.visited))

    polls = asyncio.run(visit_all())
    dead = [
        Problem(
            file=str(config.feeds_file),
            place=poll.feed.url,
            what=poll.error,
            remedy="open it in a browser; a publisher may have moved it",
        )
        for poll in polls
        if poll.error
    ]
    report.add("feeds online", f"{len(polls) - len(dead)} of {len(polls)} answer", dead)
