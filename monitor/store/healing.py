"""A file that was taken away under an open database comes back whole.

SQLite goes on writing into a deleted file without a word, and all of it is gone at the next start.
So whoever keeps a database open for long asks now and then whether the names still lead to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monitor.errors import StoreError

Marks = Mapping[str, tuple[int, int]]
_SUFFIXES = ("", "-wal")


def marks_of(path: Path) -> Marks:
    """Which files stand at the names of a database just now, by device and number."""
    found = {}
    for suffix in _SUFFIXES:
        try:
            stat = Path(f"{path}{suffix}").stat()
        except FileNotFoundError:
            continue
        found[suffix] = (stat.st_dev, stat.st_ino)
    return found


def was_replaced(before: Marks, now: Marks) -> bool:
    """Whether somebody put another database in the place of ours."""
    return "" in now and now[""] != before[""]


def was_taken(before: Marks, now: Marks) -> bool:
    """Whether one of the files is not there any more."""
    return any(now.get(suffix) != mark for suffix, mark in before.items())


def drop_old_wal(path: Path, before: Marks) -> None:
    """Take away the log of the database that stood here; with the new one it would be read as its own.

    SQLite leaves it when it closes a file that was moved.
    """
    ours = before.get("-wal")
    if ours is None or marks_of(path).get("-wal") == ours:
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def put_back(copy: Path, path: Path) -> None:
    """Give a rescued copy its name, once nobody has the old files open."""
    try:
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        copy.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be put back: {error.strerror}; see {copy}") from error
