"""SQLite's and the disk's faults, told to the person who can mend them."""

from __future__ import annotations

import os
import pwd
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StoreError

_HEADER = b"SQLite format 3\x00"

# The beginning of SQLite's own name for a fault, and what to say of it.
_WORDS = (
    ("SQLITE_NOTADB", "is not a SQLite database; name another file with --db"),
    ("SQLITE_BUSY", "is locked by another process; try again when that has finished"),
    ("SQLITE_LOCKED", "is locked by another process; try again when that has finished"),
    ("SQLITE_FULL", "cannot grow: the disk is full; free some space, nothing was changed"),
    ("SQLITE_READONLY", "cannot be written; check the permissions of the file and its folder"),
    ("SQLITE_CANTOPEN", "cannot be opened; check the path and the permissions of its folder"),
    ("SQLITE_PERM", "cannot be opened; check the permissions of the file and its folder"),
    ("SQLITE_CORRUPT", "is damaged; see `monitor db check`, then restore a backup"),
    ("SQLITE_IOERR", "cannot be read or written: the disk reports a fault; check the disk"),
    ("SQLITE_CONSTRAINT", "refuses rows that contradict what it holds; nothing was changed"),
)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn every fault of SQLite inside the block into a StoreError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        words = next((words for start, words in _WORDS if name.startswith(start)), "fails")
        raise StoreError(f"{path} {words} (SQLite: {error})") from error


def make_folder(path: Path) -> None:
    """Make the folder of a database that is to be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} cannot be made: {error.strerror};"
            " make it by hand or name another database with --db"
        ) from error


def refuse_unwritable(path: Path) -> None:
    """Raise StoreError when a file or its folder is not ours to write."""
    if path.exists() and (owner := path.stat().st_uid) != os.geteuid():
        user = _user(owner)
        raise StoreError(
            f"{path} belongs to the user {user}: run this as that user,"
            f" sudo -u {shlex.quote(user)} monitor --db {shlex.quote(str(path))} ..."
        )
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            fixed = os.statvfs(place).f_flag & os.ST_RDONLY
            remedy = (
                "its file system is mounted read-only; mount it anew"
                if fixed
                else "give yourself the right to write there (chmod u+w)"
            )
            raise StoreError(
                f"{place} cannot be written: {remedy}, or name another database with --db"
            )


def refuse_foreign(path: Path) -> None:
    """Raise StoreError when there is a file that is no SQLite database at all."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it with --db")
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; check permissions") from error
    if start and start != _HEADER:
        raise StoreError(f"{path} is not a SQLite database; name another file with --db")


def _user(owner: int) -> str:
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"#{owner}"
