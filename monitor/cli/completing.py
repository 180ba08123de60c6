"""What the shell may complete: seeds, storylines, channels, ids. A fault completes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from monitor.cli.call import Call
from monitor.errors import MonitorError
from monitor.scales import Priority

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_NEWEST = 20

Words = Iterable[tuple[str, str]]  # a word and what it stands for
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def completer(ask: Callable[[Call, str], Words]) -> Completer:
    """Turn a question (call, what is typed so far) into what click takes as completion."""

    def complete(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            found = list(ask(ctx.ensure_object(Call), typed))
        except (MonitorError, OSError):  # a shell has no place for a complaint
            return []
        return [CompletionItem(word, help=said) for word, said in found if word.startswith(typed)]

    return complete


@completer
def seeds(call: Call, _: str) -> Words:
    """The slugs of the profiles in the seeds folder, by their files."""
    return [(path.stem, "") for path in sorted(call.load().seeds_folder.glob("*.toml"))]


@completer
def storylines(call: Call, _: str) -> Words:
    """The storylines of all profiles."""
    from monitor.app import read_profiles

    profiles = read_profiles(call.load().seeds_folder)
    return {line.slug: line.title for one in profiles for line in one.storylines}.items()


@completer
def channels(call: Call, _: str) -> Words:
    """The names of the configured channels."""
    return [(channel.name, "") for channel in call.load().channels]


@completer
def feeds(call: Call, _: str) -> Words:
    """The addresses of the configured feeds."""
    return [(feed.url, feed.title or feed.source) for feed in call.load().feeds]


@completer
def priorities(_: Call, __: str) -> Words:
    """The scale of priorities, in rising order."""
    return [(word.value, "") for word in Priority]


@completer
def ids(call: Call, typed: str) -> Words:
    """The newest things of the kind whose letter is typed, alerts without any."""
    from monitor.model import Query

    with call.reading() as store:
        read, query = store.read, Query(limit=_NEWEST)
        if typed.startswith("i"):
            return [(one.id, one.title) for one in read.items(query)]
        if typed.startswith("s"):
            return [(one.id, one.title) for one in read.stories(query)]
        if typed.startswith("d"):
            return [(one.id, one.delta) for one in read.developments(query)]
        return [(one.id, one.delta or one.title) for one in read.alerts(query)]
