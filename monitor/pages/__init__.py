"""Facts from the store in; HTML pages, Atom and metrics out; never a decision, never a file.

The server answers from a `Library` that the command line provides; it owns neither clock nor
database. Jinja2 and aiohttp are loaded on first use, so that importing this door loads neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.pages.facts import Briefing
from monitor.pages.settings import Settings

if TYPE_CHECKING:
    from monitor.pages.report import write_report
    from monitor.pages.server import serving

__all__ = ["Briefing", "Settings", "serving", "write_report"]


def __getattr__(name: str) -> object:
    if name == "serving":
        from monitor.pages.server import serving

        return serving
    if name == "write_report":
        from monitor.pages.report import write_report

        return write_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
