"""The database is deleted or replaced, and a disk refuses to take more: what is told was written, nothing is lost."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tests.campaign.lab import Lab, serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files

# What SQLite says, and what the log must make of it.
_REFUSALS = {"SQLITE_FULL": "disk is full", "SQLITE_READONLY": "cannot be written"}


def taken(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """Delete the file under the daemon, put another in its place, kill it; what the next one knows."""
    found = Found("deleted-file", seed)
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start()
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        _tell(lab, 0)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{watch.database}{suffix}").unlink(missing_ok=True)
        time.sleep(2.5)
        _tell(lab, 1)
        known = "SELECT 1 FROM deliveries WHERE id = 1"
        found.holds["the ledger is still there"] = watch.database.exists() and bool(
            watch.rows(known)
        )
        _replace(watch, folder / "copy.db")
        time.sleep(2.5)
        _tell(lab, 2)
        found.holds["a database put in its place is used from then on"] = wait_for(
            lambda: (
                watch.rows(
                    "SELECT (SELECT value FROM notes WHERE key = 'put here'), count(*)"
                    " FROM deliveries WHERE state = 'sent'"
                )
                == [("yes", 3)]
            ),
            5,
        )
        watch.kill()
        watch.start()
        _tell(lab, 3)
        time.sleep(2)
        watch.stop()
        told = lab.counts([token(number) for number in range(4)])
        found.figures |= {"told": dict(told)}
        found.holds |= {
            "nothing is lost": min(told.values()) == 1,
            "repeats <= kills": sum(told.values()) - len(told) <= 1,
            "integrity ok": watch.integrity() == "ok",
            "no crash": "Traceback" not in watch.log(),
        }
    return found


def _tell(lab: Lab, number: int) -> None:
    lab.publish("a", title(number))
    _wait_told(lab, number)


def _wait_told(lab: Lab, number: int) -> None:
    wait_for(lambda: lab.counts([token(number)])[token(number)] > 0, 30)


def _replace(watch: Watch, copy: Path) -> None:
    """A copy that can be told from the database, put in its place."""
    watch.cli("db", "backup", str(copy))
    with sqlite3.connect(copy) as db:
        db.execute("INSERT INTO notes VALUES ('put here', 'yes')")
    db.close()
    copy.replace(watch.database)


def full_disk(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """The disk is full, then read-only, for a while; nothing is told that is not written."""
    found = Found("full-disk", seed)
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        full = folder / "full"
        watch.start(CAMPAIGN_FULL=str(full))
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        for number, (fault, words) in enumerate(_REFUSALS.items()):
            full.write_text(fault)
            lab.publish("a", title(number))
            wait_for(lambda said=words: said in watch.log(), 20)  # type: ignore[misc]
            time.sleep(4)
            found.holds |= {
                "nothing is told that is not written": lab.counts([token(number)])[token(number)]
                == 0,
                "it lives on": watch.process is not None and watch.process.poll() is None,
            }
            full.unlink()
            _wait_told(lab, number)
        time.sleep(1.5)
        watch.stop()
        tokens = [token(number) for number in range(len(_REFUSALS))]
        lines = [watch.log().count(words) for words in _REFUSALS.values()]
        found.figures["log_lines"] = lines
        found.holds |= {
            "it is told afterwards, once": set(lab.counts(tokens).values()) == {1},
            "the log tells it, and stays short": min(lines) > 0 and max(lines) <= 20,
            "integrity ok": watch.integrity() == "ok",
        }
    return found
