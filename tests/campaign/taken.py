"""The database is deleted, and a disk refuses to take more: what is told was written, nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path

from tests.campaign.lab import serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files


def taken(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """Delete the file under the daemon; then kill it, and see what the next one knows."""
    found = Found("deleted-file", seed)
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start()
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        lab.publish("a", title(0))
        wait_for(lambda: lab.counts([token(0)])[token(0)] > 0, 10)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{watch.database}{suffix}").unlink(missing_ok=True)
        time.sleep(2.5)
        lab.publish("a", title(1))
        wait_for(lambda: lab.counts([token(1)])[token(1)] > 0, 10)
        watch.kill()
        watch.start()
        lab.publish("a", title(2))
        wait_for(lambda: lab.counts([token(2)])[token(2)] > 0, 10)
        time.sleep(2)
        watch.stop()
        told = lab.counts([token(number) for number in range(3)])
        found.figures |= {"told": dict(told)}
        found.holds |= {
            "nothing is lost": min(told.values()) == 1,
            "repeats <= kills": sum(told.values()) - len(told) <= 1,
            "integrity ok": watch.database.exists() and watch.integrity() == "ok",
            "no crash": "Traceback" not in watch.log(),
            "the ledger is still there": watch.database.exists()
            and bool(watch.rows("SELECT 1 FROM deliveries WHERE id = 1")),
        }
    return found


def full_disk(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """SQLite is told that the disk is full, for a while; nothing is told that is not written."""
    found = Found("full-disk", seed)
    with serving() as lab:
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"]), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        full = folder / "full"
        watch.start(CAMPAIGN_FULL=str(full))
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        full.touch()
        lab.publish("a", title(0))
        time.sleep(4)
        during = lab.counts([token(0)])[token(0)]
        alive = watch.process is not None and watch.process.poll() is None
        full.unlink()
        back = wait_for(lambda: lab.counts([token(0)])[token(0)] > 0, 40)
        time.sleep(1.5)
        watch.stop()
        lines = sum("disk is full" in line for line in watch.log().splitlines())
        found.figures |= {"told_while_full": during, "log_lines": lines}
        found.holds |= {
            "nothing is told that is not written": during == 0,
            "it lives on": alive,
            "it is told afterwards, once": back and lab.counts([token(0)])[token(0)] == 1,
            "the log stays short": 0 < lines <= 20,
            "integrity ok": watch.integrity() == "ok",
        }
    return found
