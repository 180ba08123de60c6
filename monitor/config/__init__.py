"""Files, environment and flags in, one checked `Config` out; never a part wired, never a clock.

All but `find_places` is loaded on first use: it brings the settings of every room.
"""

from __future__ import annotations

from monitor.config.finding import find_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monitor.config.feeds_file import FeedsFile
    from monitor.config.loading import load
    from monitor.config.shape import Config

__all__ = ["Config", "FeedsFile", "find_places", "load"]

_PLACES = {"Config": "shape", "FeedsFile": "feeds_file", "load": "loading"}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        from importlib import import_module

        found: object = getattr(import_module(f"monitor.config.{_PLACES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
