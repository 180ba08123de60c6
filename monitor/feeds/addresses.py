"""The guard: which network addresses may be connected to, asked at the socket itself.

A name is judged by what it resolves to, and the very addresses that were judged are connected to,
so a name that changes its address between the two (DNS rebinding) gains nothing. A literal
address never passes the resolver; the socket is the last gate for both.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

if TYPE_CHECKING:
    from aiohappyeyeballs import AddrInfoType

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Answer = list[tuple[socket.AddressFamily, str]]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
# A resolver that hangs keeps its thread; this many may hang before others wait for them.
_LOOKUPS_AT_ONCE = 32


class Refused(OSError):
    """The address is not one that may be reached."""


def unwrap(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries (mapped, NAT64, 6to4, Teredo), else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(text: str) -> bool:
    """Whether an address, written in its usual form, belongs to the open internet."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = unwrap(address)
    return inner.is_global and not (
        inner.is_multicast or inner.is_reserved or inner.is_unspecified or inner.is_loopback
    )


def looks_literal(host: str) -> bool:
    """Whether a host is an address rather than a name; digits and dots never are a name."""
    return ":" in host or host.replace(".", "").isdigit()


def place(host: str, port: int) -> str:
    """``host:port`` in the one form in which places are compared."""
    return f"{host.strip('[]').rstrip('.').lower()}:{port}"


def read_place(text: str) -> str:
    """A place as an operator writes it: ``127.0.0.1:8900``, ``[::1]:80``, ``name:80``."""
    host, _, port = text.strip().rpartition(":")
    return f"{host.strip('[]').rstrip('.').lower()}:{port}"


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
