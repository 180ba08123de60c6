"""Silences as rows: added, listed, ended; an ended one stays, for whoever asks why it was quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.errors import NothingFound
from monitor.model import Silence
from monitor.store.columns import Told
from monitor.store.connection import Connection
from monitor.store.glancing import list_silences
from monitor.store.rows import number, time_text
from monitor.store.shapes import SILENCE

_ONE = "SELECT * FROM silences WHERE id = :id"
_LAST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'silences'"
_END = "UPDATE silences SET ends_at = :now WHERE id = :id"


class Silences:
    """The rows of `silences`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, silence: Silence) -> Silence:
        """Keep a silence; the same with its id."""
        with self._connection.write():
            kept = replace(silence, id=f"q{self._connection.figure(_LAST) + 1}")
            self._connection.run(SILENCE.insert, SILENCE.write(kept))
        return kept

    def rows(self, now: datetime, *, ended: bool = False) -> list[dict[str, Told]]:
        """Those in force or to come, or with ``ended`` all, as `list_silences` gives them."""
        return list_silences(self._connection.rows, now, ended=ended)

    def find(self, shown: str) -> Silence:
        """One silence by its id. Raises NothingFound."""
        try:
            rows = self._connection.rows(_ONE, {"id": number(shown, "q")})
        except ValueError:
            raise NothingFound(f"{shown} is no silence; their ids begin with q") from None
        if not rows:
            raise NothingFound(f"there is no silence {shown}")
        return SILENCE.read(rows[0])

    def expire(self, shown: str, now: datetime) -> Silence:
        """End a silence now; as it is then. Raises NothingFound for one that is unknown or over."""
        found = self.find(shown)
        if found.ends_at <= now:
            raise NothingFound(f"{shown} ended already, at {found.ends_at:%Y-%m-%d %H:%M}Z")
        with self._connection.write():
            self._connection.run(_END, {"id": number(shown, "q"), "now": time_text(now)})
        return replace(found, ends_at=now)
