"""The store as the rest of the house sees it: opened once, asked and told, closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from monitor.model import Item, Match, Outcome
from monitor.store import applying, care, connection, recall, shifting
from monitor.store.arrivals import Arriving, arrivals
from monitor.store.connection import Connection
from monitor.store.feeds import Feeds
from monitor.store.glancing import take_stock
from monitor.store.holder import daemon_at
from monitor.store.lock import DaemonLock
from monitor.store.marks import Marks
from monitor.store.memory import Memory
from monitor.store.outbox import Outbox
from monitor.store.overview import Overview
from monitor.store.reading import Reader
from monitor.store.regrouping import Regroupings
from monitor.store.rows import time_text
from monitor.store.settings import Settings
from monitor.store.sheets import Sheets
from monitor.store.silences import Silences
from monitor.store.version import SCHEMA
from monitor.store.yields import health

if TYPE_CHECKING:
    from monitor.store.yields import ByFeed

_NOTE = """
INSERT INTO notes (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_SEED = "INSERT INTO seeds (slug, added_at) VALUES (:slug, :at) ON CONFLICT (slug) DO NOTHING"


class Store:
    """One database. ``feeds`` and ``outbox`` hand out work, ``read`` answers questions.

    ``marks`` keeps what users said of items, ``silences`` what holds alerts back, ``regroupings``
    which stories were put together or taken apart; ``overview`` and ``sheets`` are what pages show.

    Every fault of the file is a StoreError that names it and what mends it.
    """

    def __init__(self, opened: Connection) -> None:
        self._connection = opened
        self.path = opened.path
        self.feeds = Feeds(opened)
        self.outbox = Outbox(opened)
        self.marks = Marks(opened)
        self.regroupings = Regroupings(opened)
        self.silences = Silences(opened)
        self.read = Reader(opened)
        self._regrouped: int | None = None
        self.overview = Overview(opened)
        self.sheets = Sheets(opened, self.read)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """The database at ``path``; made and brought up to date unless ``read_only``."""
        if read_only:
            return cls(connection.open_for_reading(path))
        opened = connection.open_for_writing(path)
        try:
            connection.migrate(opened)
        except BaseException:
            opened.close()
            raise
        return cls(opened)

    @staticmethod
    def lock(path: Path) -> DaemonLock:
        """Hold this while being the daemon of the database at ``path``; raises Busy."""
        return DaemonLock(path)

    @staticmethod
    def migrate(path: Path, *, dry_run: bool = False) -> tuple[int, int]:
        """Bring the schema up to date; its number before and after."""
        opened = connection.open_for_writing(path)
        try:
            before = connection.schema_of(opened)
            if not dry_run:
                connection.migrate(opened)
            return before, SCHEMA
        finally:
            opened.close()

    @staticmethod
    def daemon(path: Path) -> int:
        """Pid of the daemon that has the database at ``path``, 0 when there is none."""
        return daemon_at(str(path))

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        """Write Outcomes in one transaction: on any fault nothing of them is there.

        Raises StoreError when stories were corrected by hand after the memory was loaded on which
        the Outcomes were decided: its stories are no longer those of the database.
        """
        applying.apply(self._connection, outcomes, self._regrouped)

    def known(self, keys: Collection[str]) -> Mapping[str, Item]:
        """The item behind each of the keys that was seen before."""
        return recall.known(self._connection, keys)

    def load_memory(self, now: datetime) -> Memory:
        """The serial decider's working set, as of what was applied."""
        self._regrouped = self.regroupings.count()
        return recall.load_memory(self._connection, now)

    def lessons(self, before: datetime) -> Iterator[tuple[Item, Match]]:
        """The matches that a matcher may have learned from before a time, oldest first."""
        return recall.lessons(self._connection, before)

    def load_past(self, before: datetime) -> Memory:
        """What a replay from ``before`` on has to know; its stories it finds again by itself."""
        return recall.load_past(self._connection, before)

    def arrivals(self, since: datetime) -> Iterator[Arriving]:
        """The stored stream from ``since`` on as it came in, every wording at its time."""
        return arrivals(self._connection, self.read, since)

    def changes(self) -> int:
        """A number that moves when somebody else wrote to the database."""
        return self._connection.figure("PRAGMA data_version")

    def note(self, key: str, value: str) -> None:
        """Remember one small thing, such as ``digest:desk-slack`` and a time."""
        with self._connection.write():
            self._connection.run(_NOTE, {"key": key, "value": value})

    def noted(self, key: str) -> str:
        """What was noted under ``key``, or the empty string."""
        rows = self._connection.rows("SELECT value FROM notes WHERE key = :key", {"key": key})
        return str(rows[0]["value"]) if rows else ""

    def seeds(self) -> set[str]:
        """Slugs of the seeds that were met before; another one still needs its baseline."""
        return {row["slug"] for row in self._connection.rows("SELECT slug FROM seeds")}

    def seeds_met(self) -> Mapping[str, datetime]:
        """When each seed was met."""
        rows = self._connection.rows("SELECT slug, added_at FROM seeds")
        return {row["slug"]: datetime.fromisoformat(row["added_at"]) for row in rows}

    def add_seed(self, slug: str, now: datetime) -> None:
        """Remember a seed as met; a second time changes nothing."""
        with self._connection.write():
            self._connection.run(_SEED, {"slug": slug, "at": time_text(now)})

    def health(self, resting: Collection[str], since: datetime) -> tuple[ByFeed, ByFeed]:
        """How each feed is and what it brought since then, both by address; see `yields`."""
        return health(self._connection.rows, resting, since)

    def heal(self) -> str:
        """Look whether the file is still in its place, and mend it when not; what was done."""
        return self._connection.heal()

    def shift(self, span: timedelta) -> None:
        """Move all open due times with a clock that was set."""
        shifting.shift(self._connection, span)

    def catch_up(self, now: datetime) -> int:
        """At a start: bring near what a clock that ran ahead put off; how many feeds."""
        return shifting.catch_up(self._connection, now)

    def stock(self, now: datetime) -> Mapping[str, Any]:
        """Everything that `status` shows of the database, as `glancing` gives it."""
        return take_stock(self._connection.rows, str(self.path), now)

    def items_since(self, since: datetime) -> int:
        """How many items came in since a time."""
        return care.items_since(self._connection, since)

    def counts(self) -> care.Counts:
        """The store in figures."""
        return care.count(self._connection)

    def check(self) -> tuple[str, ...]:
        """Every fault of the database in words; none when it is sound."""
        return care.check(self._connection)

    def prune(self, settings: Settings, now: datetime, *, dry_run: bool = False) -> int:
        """Strip items that were kept long enough; how many."""
        return care.prune(self._connection, settings, now, dry_run=dry_run)

    def prune_some(self, settings: Settings, now: datetime) -> bool:
        """One short step of pruning; whether there is more to do."""
        return care.prune_some(self._connection, settings, now)

    def backup(self, target: Path) -> None:
        """Copy the database into a new file, beside a running daemon."""
        care.backup(self._connection, target)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
