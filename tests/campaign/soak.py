"""Many polls: memory, open files and threads stay where they were."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.campaign.lab import Asked, serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, write_files

_FEEDS = 60
_SLOPE_MB = 1.0  # per 1,000 polls
# What is loaded and remembered once (parsers, places in memory that are kept free, statements that
# SQLite has prepared) is there after so many polls; what grows from then on would grow for ever.
_WARM = 900
_FEW = 4


def soak(folder: Path, seed: int, polls: int, env: dict[str, str]) -> Found:
    """60 feeds a second, each with something new now and then; so many polls once it is warm."""
    found = Found("soak", seed)
    names = [f"s{number}" for number in range(_FEEDS)]
    with serving() as lab:
        watch = Watch(
            folder, write_files(folder, lab, [f"{lab.base}/news/{n}" for n in names]), env
        )
        watch.start()
        assert watch.process
        home = Path(f"/proc/{watch.process.pid}")
        samples: list[tuple[int, float, int, int]] = []
        number = 0
        until = time.monotonic() + (_WARM + polls) / _FEEDS * 2 + 30
        while (done := _asked(lab.asked)) < _WARM + polls and time.monotonic() < until:
            for name in names[:4]:
                lab.publish(name, f"Ordinary headline number {number} of {name} today")
            number += 1
            time.sleep(1)
            samples.append((done, _rss_mb(home), len(list((home / "fd").iterdir())), _tasks(home)))
        watch.stop()
        settled = [sample for sample in samples if sample[0] >= _WARM]
        first, last = settled[:_FEW], settled[-_FEW:]
        spanned = max(1.0, _middle(last, 0) - _middle(first, 0))
        slope = (_middle(last, 1) - _middle(first, 1)) / spanned * 1000
        found.figures |= {
            "polls": _asked(lab.asked),
            "mb_warm": round(_middle(first, 1), 1),
            "mb_last": round(_middle(last, 1), 1),
            "mb_per_1000_polls": round(slope, 3),
            "files": sorted({files for _, _, files, _ in settled}),
            "threads": sorted({tasks for _, _, _, tasks in settled}),
        }
        files = [files for _, _, files, _ in settled]
        threads = [tasks for _, _, _, tasks in settled]
        found.holds |= {
            "memory slope < 1 MB per 1,000 polls": slope < _SLOPE_MB,
            "files stay": max(files) - min(files) <= _FEEDS,  # connections that are kept alive
            "threads stay": max(threads) - min(threads) <= _FEW,
            "as many polls as planned": spanned >= polls * 0.7,
            "no traceback": "Traceback" not in watch.log(),
        }
    return found


def _middle(samples: list[tuple[int, float, int, int]], column: int) -> float:
    return statistics.median(float(sample[column]) for sample in samples)


def _asked(asked: dict[str, list[Asked]]) -> int:
    return sum(len(every) for every in list(asked.values()))


def _rss_mb(home: Path) -> float:
    for line in (home / "status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _tasks(home: Path) -> int:
    return len(list((home / "task").iterdir()))
