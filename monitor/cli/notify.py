"""`notify`: try a channel."""

from __future__ import annotations

import asyncio

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Group
from monitor.cli.console import print_message, print_message_aside
from monitor.cli.encode import print_one
from monitor.cli.paper import say
from monitor.config import Config
from monitor.errors import MonitorError, NothingFound
from monitor.log import hide
from monitor.model import Channel, Delivery, Message
from monitor.secret import Secret
from monitor.tables import suggest

_TEXT = "This is a test of the story monitor. If you can read it, this channel works."


@click.group(cls=Group, epilog="Example: monitor notify test desk-slack")
def notify() -> None:
    """Try a channel."""


@notify.command(epilog="Example: monitor notify test desk-slack")
@click.argument("channel")
@dry_run_option
@click.pass_obj
def test(call: Call, channel: str, *, dry_run: bool) -> None:
    """Send one test message to CHANNEL and show what became of it."""
    config = call.load(need_secrets=not dry_run)
    taken = _find(config, channel)
    delivery = _delivery(taken)
    if dry_run:
        print_message_aside(delivery.message)
        if call.json:
            print_one({"channel": taken.name, "ok": None, "dry_run": True})
        else:
            say(f"{taken.name}: would be sent the message above")
        return
    _send(call, config, taken, delivery)


def _find(config: Config, name: str) -> Channel:
    known = {channel.name: channel for channel in config.channels}
    if name not in known:
        near = suggest(name, list(known)) or f"known: {', '.join(known)}"
        raise NothingFound(f'there is no channel "{name}"; {near}')
    return known[name]


def _delivery(channel: Channel) -> Delivery:
    at = now()
    message = Message(
        key=f"test-{at:%Y%m%dT%H%M%S}",
        title=f"Test: the monitor reaches {channel.name}",
        text=_TEXT,
        html=f"<p>{_TEXT}</p>",
    )
    return Delivery(
        id="test",
        channel=channel.name,
        alerts=(),
        message=message,
        created_at=at,
        next_attempt_at=at,
    )


def _send(call: Call, config: Config, channel: Channel, delivery: Delivery) -> None:
    from monitor.delivery import Courier

    if channel.url != Secret("console://"):
        hide(channel.url)
    console = print_message_aside if call.json else print_message
    courier = Courier({channel.name: channel}, config.delivery, console=console, clock=now)
    receipt = asyncio.run(courier.deliver(delivery))
    if call.json:
        print_one(receipt, channel=channel.name)
    elif receipt.ok:
        say(f"{channel.name}: sent", colour="green")
    if not receipt.ok:
        raise MonitorError(f"{channel.name}: not sent: {receipt.detail}")
