"""The wall clock is set while the daemon runs: no feed is asked twice for it, none is forgotten."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from tests.campaign.lab import serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_HOUR, _DAY, _YEARS = 3600, 86_400, 56 * 365 * 86_400
_EVERY = 4.0


def clock_set(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """An hour forward, an hour back, a day forward, to 1970 and back; then a start in 1970."""
    found = Found("clock-set", seed)
    moved = folder / "clock"
    moved.write_text("0")
    with serving() as lab:
        file = write_files(folder, lab, [f"{lab.base}/news/a"])
        file.write_text(file.read_text().replace('every = "1s"', f'every = "{_EVERY:.0f}s"'))
        watch = Watch(folder, file, env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start(CAMPAIGN_CLOCK=str(moved))
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        steps = (_HOUR, 0, _DAY, -_YEARS, 0)
        for number, seconds in enumerate(steps):
            moved.write_text(str(seconds))
            lab.publish("a", title(number))
            time.sleep(2 * _EVERY)
        moved.write_text(str(-_YEARS))
        watch.kill()
        asked = len(lab.asked["/news/a"])
        watch.start(CAMPAIGN_CLOCK=str(moved))
        near = wait_for(lambda: len(lab.asked["/news/a"]) > asked, 2 * _EVERY + 20)
        time.sleep(3)
        watch.stop()
        times = [one.at for one in lab.asked["/news/a"][1:asked]]
        gaps = [after - before for before, after in pairwise(times)]
        told = lab.counts([token(number) for number in range(len(steps))])
        found.figures |= {
            "shortest_s": round(min(gaps), 2),
            "longest_s": round(max(gaps), 2),
            "every_s": _EVERY,
        }
        found.holds |= {
            "no double poll": min(gaps) >= _EVERY - 1.5,
            "no gap over one interval": max(gaps) <= 2 * _EVERY,
            "each told once": set(told.values()) == {1},
            "a start in 1970 polls within an interval": near,
            "no traceback": "Traceback" not in watch.log(),
        }
    return found
