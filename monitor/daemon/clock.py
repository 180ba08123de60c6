"""The wall clock: the only one in the house beside the command line's."""

from __future__ import annotations

from datetime import UTC, datetime


def clock() -> datetime:
    """Now, aware and in UTC."""
    return datetime.now(UTC)
