"""Outbox rows in, receipts out; never a decision about what is told, never the outbox itself.

`Courier` and `check_url` are loaded on first use: settings are read without any network library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.delivery.retries import settle
from monitor.delivery.settings import Settings

if TYPE_CHECKING:
    from monitor.delivery.addresses import check_url
    from monitor.delivery.courier import Courier

__all__ = ["Courier", "Settings", "check_url", "settle"]


def __getattr__(name: str) -> object:
    if name == "Courier":
        from monitor.delivery.courier import Courier

        return Courier
    if name == "check_url":
        from monitor.delivery.addresses import check_url

        return check_url
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
