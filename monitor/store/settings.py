"""What the operator may set, and what a reader may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.scales import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the database stands and how long it keeps what nobody needs any more.

    The two spans are the promise of the contract, chosen for disk space and not measured: a month
    of all items for replay, and a year and a bit of matched ones, so that an anniversary still
    finds its story.
    """

    path: Path = Path("var/monitor.db")
    keep_items: timedelta = timedelta(days=30)  # items that match nothing
    keep_matched: timedelta = timedelta(days=400)  # items that belong to a seed


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
