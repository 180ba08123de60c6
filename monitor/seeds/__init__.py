"""An article in, a profile out, and profile files read and written; never the network.

`build` derives a profile, `read` and `render` are its file, `lint` names its likely mistakes. What
reads texts is loaded on first use: whoever reads profiles needs none of its tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.seeds.files import read, render

if TYPE_CHECKING:
    from monitor.seeds.building import build
    from monitor.seeds.linting import lint

__all__ = ["build", "lint", "read", "render"]

_PLACES = {"build": "building", "lint": "linting"}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        from importlib import import_module

        found: object = getattr(import_module(f"monitor.seeds.{_PLACES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
