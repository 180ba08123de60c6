"""Which process is the daemon of a database; loads no library."""

from __future__ import annotations

import fcntl
import os


def lock_of(database: str) -> str:
    """The file whose lock a daemon holds; it stands beside the database."""
    return f"{database}.lock"


def daemon_at(database: str) -> int:
    """Pid of the daemon that has the database; 0 when none is at work, or none can be seen.

    Asking takes the lock for an instant, shared, and only when it is free.
    """
    try:
        file = os.open(lock_of(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(file, 20, 0).strip()
        return int(holder) if holder.isdigit() else 0
    finally:
        os.close(file)
    return 0
