"""Outcomes in, rows and a working memory out; never decides, never polls, never sends.

The cellar: the only door to SQLite. `Store` is loaded on first use, so that importing this door
imports no sqlite_utils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store.memory import Memory
from monitor.store.settings import Query, Settings

if TYPE_CHECKING:
    from monitor.store.store import Store

__all__ = ["Memory", "Query", "Settings", "Store"]


def __getattr__(name: str) -> object:
    if name == "Store":
        from monitor.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
