"""Outcomes in, rows and a working memory out; never decides, never polls, never sends.

The cellar: the only door to SQLite. What stands behind it is loaded on first use: a list needs
nothing but `Glance`, and whoever needs no `Store` imports no sqlite_utils.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monitor.store.glancing import Glance
    from monitor.store.memory import Memory
    from monitor.store.settings import Settings
    from monitor.store.store import Store

__all__ = ["Glance", "Memory", "Settings", "Store"]


_PLACES = {"Memory": "memory", "Settings": "settings", "Store": "store", "Glance": "glancing"}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        from importlib import import_module

        found: object = getattr(import_module(f"monitor.store.{_PLACES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
