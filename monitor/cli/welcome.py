"""`monitor` alone: how things stand, and the three commands that help most just now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import click

from monitor.cli.call import Call, now
from monitor.cli.encode import print_one
from monitor.cli.paper import ago, coloured, count, say
from monitor.cli.state import State, faults
from monitor.cli.status import look
from monitor.errors import WrongContent
from monitor.scales import DeliveryState

_STEPS = 3
_DEAD = DeliveryState.DEAD.value

Step = tuple[str, str]  # a command and what it is for


def welcome(call: Call) -> None:
    """Print the state in a few lines, what is wrong with it, and what to do next."""
    try:
        call.load()  # every mistake in the files, before anything else
        state = look(call)
    except WrongContent as error:
        _welcome_to_mend(call, error)
        return
    wrong = list(faults(state, now()))
    steps = list(islice(dict(next_steps(state)).items(), _STEPS))
    if call.json:
        print_one(state.facts(), degraded=wrong, next=[command for command, _ in steps])
        return
    say(_in_words(state), bold=True)
    for fault in wrong:
        say(f"! {fault}", colour="yellow")
    _show(steps)


def _welcome_to_mend(call: Call, error: WrongContent) -> None:
    problems = [str(problem) for problem in error.problems]
    steps = [
        ("monitor check", "name every mistake"),
        ("monitor demo", "see what it does meanwhile"),
    ]
    if call.json:
        print_one({"degraded": problems}, next=[command for command, _ in steps])
        return
    say("The configuration is wrong:", bold=True)
    for problem in problems[:_STEPS]:
        say(f"! {problem}", colour="red")
    _show(steps)


def _in_words(state: State) -> str:
    feeds = sum(state.feeds.values())
    watched = f"{count(state.seeds, 'seed')}, {count(feeds, 'feed')}"
    if not state.size:
        return f"The story monitor: {watched}, nothing stored yet."
    runs = "running" if state.daemon else "not running"
    polled = f", last poll {ago(state.last_poll_at, now())}" if state.last_poll_at else ""
    return (
        f"The story monitor is {runs}: {watched}{polled}; {count(state.items, 'item')},"
        f" {count(state.developments, 'development')}, {count(state.alerts, 'alert')}."
    )


def next_steps(state: State) -> Iterator[Step]:
    """What helps most, first thing first."""
    if not state.seeds and not sum(state.feeds.values()):
        yield "monitor demo", "see a story unfold on this machine"
        yield "monitor config init", "a first configuration, seed and feeds in this folder"
    if not state.seeds:
        yield "monitor seed new", "watch an article of your own"
    if not sum(state.feeds.values()):
        yield "monitor feeds suggest", "feeds to begin with"
        yield "monitor feeds discover URL", "the feeds of a page"
    if not state.size:
        yield "monitor check", "name every mistake before the first start"
        yield "monitor run", "poll, match and alert until Ctrl-C"
        yield "monitor demo", "see a story unfold on this machine"
        return
    if not state.daemon:
        yield "monitor run", "poll, match and alert until Ctrl-C"
    if state.outbox.get(_DEAD, 0):
        yield "monitor deliveries", "messages that were given up"
    if state.feeds.get("failing", 0) or state.feeds.get("gone", 0):
        yield "monitor feeds health", "which feeds fail, and why"
    yield "monitor developments --since 1d", "what was new"
    yield "monitor alerts", "what was told at once"
    yield "monitor seed new", "watch another article"


def _show(steps: list[Step]) -> None:
    say()
    width = max(len(command) for command, _ in steps)
    for command, purpose in steps:
        shown = click.style(command.ljust(width), bold=True) if coloured() else command.ljust(width)
        click.echo(f"  {shown}  {purpose}", color=coloured())
    say()
    say("All commands: monitor --help", dim=True)
