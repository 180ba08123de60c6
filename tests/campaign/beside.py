"""Command lines and a slow reader beside the daemon: nobody hears "database is locked"."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from tests.campaign.lab import serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_COMMANDS = (("items", "--json"), ("status",), ("mark", "i1", "irrelevant"), ("db", "check"))


def beside(folder: Path, seed: int, seconds: int, env: dict[str, str]) -> Found:
    """Four command lines over and over, one of them writing, and a reader that does not let go."""
    found = Found("beside", seed)
    said: list[tuple[str, int, str]] = []
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start()
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        until = time.monotonic() + seconds
        reader = threading.Thread(target=_read, args=(watch, until))
        asking = [
            threading.Thread(target=_ask, args=(watch, words, until, said)) for words in _COMMANDS
        ]
        for one in (reader, *asking):
            one.start()
        published = 0
        while time.monotonic() < until:
            lab.publish("a", title(published))
            published += 1
            time.sleep(1)
        for one in (reader, *asking):
            one.join()
        tokens = [token(number) for number in range(published)]
        told = wait_for(lambda: min(lab.counts(tokens).values()) > 0, 10)
        watch.stop()
        text = watch.log() + "".join(error for _, _, error in said)
        failed = [(words, code) for words, code, _ in said if code]
        found.figures |= {"commands": len(said), "failed": failed[:5], "published": published}
        found.holds |= {
            'nobody hears "locked"': "locked" not in text,
            "every command does its work": not failed,
            "the daemon does its work": told and "Traceback" not in text,
        }
    return found


def _ask(
    watch: Watch, words: tuple[str, ...], until: float, said: list[tuple[str, int, str]]
) -> None:
    while time.monotonic() < until:
        done = watch.cli(*words)
        said.append((" ".join(words), done.returncode, done.stderr))


def _read(watch: Watch, until: float) -> None:
    """One read transaction for the whole time."""
    with sqlite3.connect(f"file:{watch.database}?mode=ro", uri=True) as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM items").fetchone()
        while time.monotonic() < until:
            time.sleep(0.2)
