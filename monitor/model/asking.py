"""What a reader may ask of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.scales import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which rows of a list are wanted; what is left empty does not narrow it.

    ``since`` is included, ``until`` is not. ``source`` ignores case. ``limit`` 0 means all.
    """

    since: datetime | None = None
    until: datetime | None = None
    seed: str = ""
    storyline: str = ""
    source: str = ""
    min_priority: Priority | None = None
    limit: int = 50
