"""What statements are made of; loads no library, for commands that only glance at the database."""

from __future__ import annotations

from datetime import UTC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from typing import Any

    Ask = Callable[[str, Mapping[str, "Stored"]], Iterable[Mapping[str, Any]]]

Stored = str | int | float | None


def select(view: str, where: str, what: str = "*") -> str:
    """The statement for whole rows; all parts are this room's own words, never a user's."""
    return f"SELECT {what} FROM {view} WHERE {where}"  # noqa: S608 (see above; users' words are values)


def time_text(at: datetime) -> str:
    """``2025-11-18T09:30:00.000000Z``; raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be stored: {at}")
    here = at if at.tzinfo is UTC else at.astimezone(UTC)
    return here.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
