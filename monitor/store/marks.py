"""Marks: what users said of items, one row for each time they said it; the newest is in force."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from monitor.scales import Opinion
from monitor.store.connection import Connection
from monitor.store.rows import Shape, json_text, number, time_text
from monitor.store.sql import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a user said of an item for a seed."""

    item: str
    seed: str
    opinion: Opinion
    at: datetime


_SHAPE = Shape(Mark, "marks")
_IN_FORCE = """
SELECT * FROM marks WHERE (:seed = '' OR seed = :seed) AND (:item IS NULL OR item = :item)
    AND id IN (SELECT max(id) FROM marks GROUP BY item, seed)
ORDER BY id DESC
"""
_SAY = """
INSERT INTO marks (item, seed, opinion, at)
SELECT items.id, :seed, :opinion, :at FROM items
WHERE items.id IN (SELECT value FROM json_each(:items)) AND :opinion IS NOT (
    SELECT opinion FROM marks WHERE item = items.id AND seed = :seed ORDER BY id DESC LIMIT 1)
ORDER BY items.id
RETURNING *
"""
_UNDO = """
DELETE FROM marks WHERE seed = :seed AND id IN (
    SELECT max(id) FROM marks WHERE seed = :seed AND item IN (SELECT value FROM json_each(:items))
    GROUP BY item)
RETURNING *
"""


class Marks:
    """The rows of `marks`. Nothing else is touched by them: they are kept to be asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(
        self, seed: str, items: Collection[str], opinion: Opinion, at: datetime
    ) -> tuple[Mark, ...]:
        """Say ``opinion`` of the items; those of which something else was in force until now."""
        asked: dict[str, Stored] = {"opinion": opinion.value, "at": time_text(at)}
        return self._write(_SAY, _named(seed, items) | asked)

    def undo(self, seed: str, items: Collection[str]) -> tuple[Mark, ...]:
        """Take back what was said last of each item; what was said before is in force again."""
        return self._write(_UNDO, _named(seed, items))

    def list(self, seed: str = "", item: str = "") -> tuple[Mark, ...]:
        """The marks in force, of one seed or one item if named, newest first."""
        values: dict[str, Stored] = {"seed": seed, "item": number(item, "i") if item else None}
        return tuple(map(_SHAPE.read, self._connection.rows(_IN_FORCE, values)))

    def _write(self, sql: str, values: dict[str, Stored]) -> tuple[Mark, ...]:
        with self._connection.write():
            rows = self._connection.rows(sql, values)
        return tuple(map(_SHAPE.read, sorted(rows, key=lambda row: int(row["id"]))))


def _named(seed: str, items: Collection[str]) -> dict[str, Stored]:
    return {"seed": seed, "items": json_text([number(item, "i") for item in items])}
