"""A network address in; whether it lies on the open internet, and its one written form, out.

Feeds and channels ask the same question before they connect: `is_public`. What is exempt is named
by its place, ``host:port``, in the one form that `place` gives.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


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


@lru_cache(maxsize=4_096)
def is_public(text: str) -> bool:
    """Whether an address, written in its usual form, belongs to the open internet."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = unwrap(address)
    if isinstance(inner, ipaddress.IPv6Address) and inner.is_site_local:
        return False  # fec0::/10, which `is_global` takes for public
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
