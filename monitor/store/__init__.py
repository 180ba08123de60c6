"""Outcomes in, rows and a working memory out; never decides, never polls, never sends.

The cellar: the only door to SQLite. What stands behind it is loaded on first use: a list needs
nothing but `glance`, and whoever needs no `Store` imports no sqlite_utils.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monitor.store.glancing import glance
    from monitor.store.memory import Memory
    from monitor.store.settings import Settings
    from monitor.store.store import Store

__all__ = ["Memory", "Settings", "Store", "glance"]


_PLACES = {"Memory": "memory", "Settings": "settings", "Store": "store", "glance": "glancing"}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        from importlib import import_module

        found: object = getattr(import_module(f"monitor.store.{_PLACES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
