"""Where pages are served, and to whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """An address to listen on, and the names beside its own that requests may ask for.

    A Host header that is a plain address or ``localhost`` is always taken: a page elsewhere that
    rebinds its own name to this machine can only ever send that name. ``names`` are for proxies.
    """

    host: str = "127.0.0.1"
    port: int = 8787  # unassigned at IANA, and no well-known service's default; 0: any free one
    names: tuple[str, ...] = ()
