"""What the operator may set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


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
