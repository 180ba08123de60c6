"""The guard of the exits: what a message may connect to, asked at the socket itself.

A channel's services come from other people's code (apprise, requests, smtplib), each with its own
way to open a connection. All of them end at `socket.connect`, and Python reports every connect to
its audit hooks (PEP 578) before it happens, with the very address. So one hook guards them all, a
name that changes its address meanwhile (DNS rebinding) gains nothing, and what does not go through
`guarded` never notices.
"""

from __future__ import annotations

import functools
import socket
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from monitor.addresses import Refused, is_public, looks_literal, place, read_place

_EVENTS = frozenset({"socket.connect", "socket.sendto"})
_ADDRESS_PARTS = 2  # host and port; a local socket's address is a path


@dataclass(slots=True)
class Gate:
    """What is exempt (places, ``host:port``), and whether something was turned away."""

    allowed: frozenset[str]
    refused: bool = False

    def check(self, host: str, port: int) -> None:
        """Raise Refused unless this address may be connected to on this port."""
        spot = place(host, port)
        if spot in self.allowed or is_public(host) or self._is_vouched(host, port):
            return
        self.refused = True
        raise Refused(f"{host} is not a public address")

    def _is_vouched(self, address: str, port: int) -> bool:
        """Whether an exempt place that is a name leads to this address."""
        for spot in self.allowed:
            name, _, named_port = spot.rpartition(":")
            if named_port == str(port) and not looks_literal(name):
                found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
                if address in {str(entry[4][0]) for entry in found}:
                    return True
        return False


_gate: ContextVar[Gate | None] = ContextVar("monitor_delivery_gate", default=None)


@contextmanager
def guarded(allowed: Collection[str]) -> Iterator[Gate]:
    """Let this thread connect to public addresses and to ``allowed`` places only."""
    _install()
    gate = Gate(allowed=frozenset(read_place(text) for text in allowed))
    token = _gate.set(gate)
    try:
        yield gate
    finally:
        _gate.reset(token)


@functools.cache
def _install() -> None:
    sys.addaudithook(_watch)


def _watch(kind: str, details: tuple[object, ...]) -> None:
    if kind not in _EVENTS:
        return
    gate, address = _gate.get(), details[-1]
    if gate is not None and isinstance(address, tuple) and len(address) >= _ADDRESS_PARTS:
        gate.check(str(address[0]), int(address[1]))
