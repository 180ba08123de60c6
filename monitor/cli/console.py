"""Messages as they arrive on a console: the title in the colour of its priority, then the text."""

from __future__ import annotations

import click

from monitor.cli.encode import dumps, plain
from monitor.cli.paper import colour_of, inert, say
from monitor.model import Message
from monitor.scales import Priority

_DEFAULT = "cyan"


def print_message(message: Message) -> None:
    """One message and an empty line, on stdout."""
    say(inert(message.title), bold=True, colour=_colour(message.title))
    for line in message.text.splitlines():
        say(f"  {_indent(line)}{inert(line)}" if line.strip() else "")
    say()


def print_message_as_json(message: Message) -> None:
    """One message on one line, on stdout."""
    click.echo(dumps(plain(message)).encode())


def print_message_aside(message: Message) -> None:
    """One message on stderr, where stdout belongs to a JSON document."""
    for line in (message.title, *message.text.splitlines()):
        click.echo(inert(line), err=True)


def _colour(title: str) -> str:
    word = title.partition(":")[0].lower()
    return colour_of(Priority(word)) if word in {one.value for one in Priority} else _DEFAULT


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))
