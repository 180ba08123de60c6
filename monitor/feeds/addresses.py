"""The guard: which network addresses may be connected to, asked at the socket itself.

A name is judged by what it resolves to, and the very addresses that were judged are connected to,
so a name that changes its address between the two (DNS rebinding) gains nothing. A literal
address never passes the resolver; the socket is the last gate for both.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.addresses import Refused, is_public, place, read_place

if TYPE_CHECKING:
    from aiohappyeyeballs import AddrInfoType

Answer = list[tuple[socket.AddressFamily, str]]

# A resolver that hangs keeps its thread; this many may hang before others wait for them.
_LOOKUPS_AT_ONCE = 32


class Guard(AbstractResolver):
    """Resolves names to public addresses only, and opens sockets to nothing else.

    ``allowed`` holds places (``host:port``) that are exempt; a place that is a name exempts what
    it resolves to, on that port.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(read_place(text) for text in allowed)
        self._vouched: set[str] = set()
        self._lookups = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

    def permits(self, address: str, port: int) -> bool:
        """Whether this address may be connected to on this port."""
        spot = place(address, port)
        return is_public(address) or spot in self._allowed or spot in self._vouched

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The permitted addresses of a name. Raises Refused when it has none but others."""
        async with self._lookups:
            answer = await _look_up(host, port, family)
        if place(host, port) in self._allowed:
            self._vouched.update(place(address, port) for _, address in answer)
        permitted = [(kind, text) for kind, text in answer if self.permits(text, port)]
        if answer and not permitted:
            raise Refused(f"{host} is not a public address")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=kind,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, address in permitted
        ]

    def open_socket(self, target: AddrInfoType) -> socket.socket:
        """A socket for the address that is really about to be connected to, or Refused."""
        family, kind, protocol, _, where = target
        if not self.permits(str(where[0]), int(where[1])):
            raise Refused(f"{where[0]} is not a public address")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is held."""


async def _look_up(host: str, port: int, family: socket.AddressFamily) -> Answer:
    # A thread of our own: a lookup that hangs would hold up the shutdown of asyncio's own pool.
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Answer] = loop.create_future()

    def settle(answer: Answer | OSError) -> None:
        if done.done():
            return
        if isinstance(answer, OSError):
            done.set_exception(answer)
        else:
            done.set_result(answer)

    def ask() -> None:
        answer: Answer | OSError = OSError(f"{host!r} is not a host name")
        try:
            found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            answer = list(dict.fromkeys((entry[0], str(entry[4][0])) for entry in found))
        except OSError as error:
            answer = error
        except UnicodeError:
            pass  # too long or oddly dotted for a name
        finally:
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=ask, daemon=True, name="lookup").start()
    return await done
