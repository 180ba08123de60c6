"""One daemon per database: a lock that the kernel takes back when its holder dies.

The file stays when the lock is free; only the kernel's lock on it counts. A forked child shares the
lock with its parent, so children let go of it: a worker that outlives a killed daemon blocks nobody.
"""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.errors import Busy, StoreError
from monitor.store.faults import refuse_unwritable
from monitor.store.holder import lock_of

_held: weakref.WeakSet[DaemonLock] = weakref.WeakSet()


class DaemonLock:
    """Held while the block runs; entering raises Busy when another daemon has it."""

    def __init__(self, path: Path) -> None:
        """``path`` is the database's; the lock stands beside it."""
        self._database = path
        self.path = Path(lock_of(str(path)))
        self._file = -1

    def __enter__(self) -> Self:
        refuse_unwritable(self._database)
        file = _open(self.path)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(file, 20, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise Busy(
                f"another daemon is at work on this database (pid {holder}, lock {self.path}):"
                " stop it first, or let it do the work"
            ) from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode("ascii"), 0)
        self._file = file
        _held.add(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._let_go()

    def _let_go(self) -> None:
        _held.discard(self)
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"the lock {path} cannot be made: {error.strerror};"
            " check the permissions of its folder, or name another database with --db"
        ) from error


def _leave_to_parent() -> None:
    for lock in list(_held):
        lock._let_go()  # noqa: SLF001 (of this file)


os.register_at_fork(after_in_child=_leave_to_parent)
