"""Copies of database and WAL at random moments, as a backup by ``cp`` or a power cut would leave them."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from pathlib import Path

from tests.campaign.lab import serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_UNTOLD = "an alert without its message"
_ALERTS_UNTOLD = """
SELECT count(*) FROM alerts WHERE 'a' || id NOT IN (
    SELECT value FROM deliveries, json_each(deliveries.alerts))
"""


def copies(folder: Path, seed: int, number: int, env: dict[str, str]) -> Found:
    """Copy first the WAL's database, then the WAL, while the daemon writes; open each copy."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable choice, no secret)
    found = Found("copies", seed)
    broken = []
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start()
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        for copy in range(number):
            if copy % 4 == 0:
                lab.publish("a", title(copy))
            time.sleep(chance.uniform(0, 0.15))
            broken += _look(watch, folder / f"copy{copy}.db")
            found.holds["no copy holds an alert without its message"] = not any(
                fault == _UNTOLD for fault in broken
            )
        held = watch.rows("SELECT count(*) FROM items")[0][0]
        backup = watch.cli("db", "backup", str(folder / "backup.db"))
        kept = _items_in(folder / "backup.db")
        found.holds["an online backup holds all that was there"] = kept >= int(str(held))
        tokens = [token(copy) for copy in range(0, number, 4)]
        # One message a second on a channel.
        told = wait_for(lambda: min(lab.counts(tokens).values()) > 0, 30 + 2 * len(tokens))
        watch.stop()
        found.figures |= {"copies": number, "faults": broken[:5]}
        found.holds |= {
            "every copy opens and is sound": not broken,
            "an online backup is sound": backup.returncode == 0
            and _integrity(folder / "backup.db") == "ok",
            "news went on": told,
        }
    return found


def _look(watch: Watch, copy: Path) -> list[str]:
    """A copy as a power cut leaves it: taken while no checkpoint moves pages between the two files."""
    with sqlite3.connect(watch.database, timeout=10) as held:
        held.execute("BEGIN")  # a reader: the WAL is not started anew under the copy
        held.execute("SELECT count(*) FROM items").fetchone()
        shutil.copy(watch.database, copy)
        wal = Path(f"{watch.database}-wal")
        if wal.exists():
            shutil.copy(wal, f"{copy}-wal")
    fault = _integrity(copy)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    return [] if fault == "ok" else [fault]


def _integrity(path: Path) -> str:
    try:
        untold = _ask(path, _ALERTS_UNTOLD)
        return _UNTOLD if untold else str(_ask(path, "PRAGMA integrity_check"))
    except sqlite3.Error as error:
        return str(error)


def _items_in(backup: Path) -> int:
    """How many items a backup holds; none when it cannot be read."""
    try:
        return int(str(_ask(backup, "SELECT count(*) FROM items")))
    except sqlite3.Error:
        return 0


def _ask(path: Path, sql: str) -> object:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchone()[0]
    finally:
        db.close()
