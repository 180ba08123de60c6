"""Signs of life: what the service manager hears, and what `status --check` says."""

from __future__ import annotations

import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.campaign.lab import serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, wait_for, write_files

_DEGRADED = 4
_WORD = b"WATCHDOG=1"
_AS_STORED = "%Y-%m-%dT%H:%M:%fZ"

Hearing = Callable[[float], bytes]


def alive(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """A send that hangs, a message that waits, a feed that nobody visits: each is told."""
    found = Found("alive", seed)
    hang = folder / "hang"
    with serving() as lab, _listening(folder / "notify") as heard:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start(NOTIFY_SOCKET=str(folder / "notify"), CAMPAIGN_HANG=str(hang))
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        found.holds |= {
            "the service manager hears that it is ready": heard(2.0).count(b"READY=1") == 1,
            "the watchdog hears of each tick": heard(3.0).count(_WORD) > 1,
            "status --check is content": watch.cli("status", "--check").returncode == 0,
        }
        hang.touch()
        lab.publish("a", title(0))
        leased = "SELECT count(*) FROM deliveries WHERE state = 'leased'"
        wait_for(lambda: bool(watch.rows(leased)[0][0]), 10)
        heard(4.0)
        found.holds["no word to the watchdog while a send hangs"] = _WORD not in heard(3.0)
        _put_back(watch, "deliveries", "created_at")
        found.holds["status --check tells that a message waits"] = (
            watch.cli("status", "--check").returncode == _DEGRADED
        )
        hang.unlink()
        found.holds |= {
            "the watchdog hears again when it has ended": _WORD in heard(6.0),
            "status --check is content again": _is_content(watch),
        }
        assert watch.process
        watch.process.send_signal(signal.SIGSTOP)
        _put_back(watch, "feeds", "next_poll_at")
        _put_back(watch, "feeds", "last_polled_at")
        found.holds["status --check tells of a feed that is three intervals late"] = (
            watch.cli("status", "--check").returncode == _DEGRADED
        )
        watch.process.send_signal(signal.SIGCONT)
        found.figures["exit"] = watch.stop()
        found.holds["no traceback"] = "Traceback" not in watch.log()
    return found


def _is_content(watch: Watch) -> bool:
    return wait_for(lambda: watch.cli("status", "--check").returncode == 0, 5)


def _put_back(watch: Watch, table: str, column: str) -> None:
    """As if a quarter of an hour had passed."""
    with sqlite3.connect(watch.database, timeout=10) as db:
        db.execute(
            f"UPDATE {table} SET {column} = strftime('{_AS_STORED}', {column}, '-15 minutes')"  # noqa: S608 (our words)
        )
    db.close()


@contextmanager
def _listening(path: Path) -> Iterator[Hearing]:
    """The service manager's end of the socket: all that is heard within so many seconds."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(path))
        ear.setblocking(False)

        def heard(seconds: float) -> bytes:
            until, words = time.monotonic() + seconds, b""
            while time.monotonic() < until:
                try:
                    words += ear.recv(4096) + b"\n"
                except BlockingIOError:
                    time.sleep(0.05)
            return words

        yield heard
