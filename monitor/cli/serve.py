"""`serve`: the page live, for a browser, a feed reader and Prometheus."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import signal
from typing import TYPE_CHECKING

import click

from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.paper import say
from monitor.errors import Problem, WrongContent
from monitor.pages import Settings

if TYPE_CHECKING:
    from monitor.cli.library import CallLibrary

_DEFAULT = Settings()
_NAME = re.compile(r"[A-Za-z0-9_.:\[\]-]+")


@click.command(
    cls=Command, epilog="Examples: monitor serve, monitor serve --port 8080 --name news.example.org"
)
@click.option("--host", default=_DEFAULT.host, show_default=True, metavar="ADDRESS")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_DEFAULT.port,
    show_default=True,
    help="0 takes any free one.",
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="A name of this machine, for a proxy."
)
@click.option(
    "--open-to-network",
    is_flag=True,
    help="Allow a --host that others can reach. There is no login.",
)
@click.pass_obj
def serve(
    call: Call, /, host: str, port: int, *, names: tuple[str, ...], open_to_network: bool
) -> None:
    """Show the page live in a browser, until SIGTERM or Ctrl-C. It reads only.

    Beside the page: items, stories, developments and alerts by id (/show/a12), search, JSON (any
    page with .json), an Atom feed for each storyline, /metrics for Prometheus, /healthz.
    """
    from monitor.cli.library import CallLibrary

    for name in names:
        if not _NAME.fullmatch(name):
            raise click.UsageError(f'--name "{name}" is no name of a machine: news.example.org')
    settings = Settings(host=_address(host, open_to_network), port=port, names=names)
    call.stored()
    asyncio.run(_serve(call, CallLibrary(call), settings))


def _address(host: str, open_to_network: bool) -> str:  # noqa: FBT001 (as the flag says)
    """The address to listen on. Raises WrongContent for one that others reach, unless asked for."""
    text = "127.0.0.1" if host.lower() == "localhost" else host.strip("[]")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        what, remedy = f"{host} is no address", "write 127.0.0.1, ::1 or this machine's address"
        raise WrongContent([Problem(file="--host", what=what, remedy=remedy)]) from None
    if not address.is_loopback and not open_to_network:
        what = f"{host} can be reached by others, and there is no login"
        remedy = "leave it at 127.0.0.1 behind a proxy, or add --open-to-network"
        raise WrongContent([Problem(file="--host", what=what, remedy=remedy)])
    return text


async def _serve(call: Call, library: CallLibrary, settings: Settings) -> None:
    from monitor.pages import serving

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopped.set)
    async with serving(library, settings, now) as address:
        if call.json:
            print_one({"address": address})
        else:
            say(f"{address} until Ctrl-C")
        await stopped.wait()
