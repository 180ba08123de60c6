"""The larger opponent: every fault of a feedlab whose path stands in $FEEDLAB, beside healthy feeds.

Its menu says how a visit must end: items, error, survive, notmodified, gone, defer, blocked.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.campaign.lab import serving
from tests.campaign.outcome import Found, percentile
from tests.campaign.watch import Watch, wait_for, write_files

_HEALTHY = [f"h{number}" for number in range(20)]
# How a feed may stand after its visits, by the outcome that the menu names.
_STANDS = {
    "items": {"ok"},
    "notmodified": {"ok"},
    "error": {"failing"},
    "blocked": {"failing"},
    "gone": {"gone"},
    "defer": {"ok", "new", "failing"},
    "survive": {"ok", "failing", "new"},
}


def path() -> str:
    """Where the lab stands; empty when nobody said."""
    return os.environ.get("FEEDLAB", "")


def lab174(folder: Path, seed: int, polls: int, env: dict[str, str]) -> Found:
    """Each fault polled so many times by a daemon that also has healthy feeds to ask each second."""
    module = _load()
    other, info = module.start(0, seed=seed)
    found = Found("lab", seed)
    with serving() as lab:
        faults = [f"{info['base']}/f/{name}" for name in module.FAULTS]
        file = write_files(folder, lab, [f"{lab.base}/news/{feed}" for feed in _HEALTHY])
        text = file.read_text().replace(
            "allow_private = [", f'allow_private = ["127.0.0.1:{other.port}", '
        )
        every = 15 if polls > 1 else 600
        listed = "".join(f'[[feeds]]\nurl = "{url}"\nevery = "{every}s"\n' for url in faults)
        file.write_text(text + listed)
        watch = Watch(folder, file, env)
        watch.start()
        sql = "SELECT count(*) FROM feeds WHERE last_polled_at IS NOT NULL AND url LIKE '%/f/%'"
        wait_for(watch.database.exists, 20)
        time.sleep(3)
        all_seen = wait_for(lambda: watch.rows(sql)[0][0] == len(faults), 150)
        # A feed that fails is asked again after twice its pace, then after four times.
        time.sleep((2**polls - 2) * every + 5 if polls > 1 else 5)
        peak = watch.peak_mb()
        states = watch.pairs("SELECT url, state FROM feeds")
        watch.stop()
        late = _lateness(lab)
    _judge(found, watch, module, info, states)
    secret = Path(info["secret"]).read_text().strip()
    found.figures |= {
        "canary": len(other.canary),
        "peak_mb": round(peak),
        "late_p99_s": percentile(late, 0.99),
        "late_max_s": round(max(late), 2),
        "polls": polls,
    }
    found.holds |= {
        "every fault was visited": all_seen,
        "the canary is not asked": not other.canary,
        "the secret is not read": secret.encode() not in watch.database.read_bytes(),
        "memory < 200 MB": peak < 200,
        "healthy feeds wait < 1 s (p99)": percentile(late, 0.99) < 1,
        "no traceback": "Traceback" not in watch.log(),
    }
    return found


def _judge(
    found: Found, watch: Watch, module: ModuleType, info: dict[str, Any], states: dict[Any, Any]
) -> None:
    wrong = [
        f"{name}: {states.get(info['base'] + '/f/' + name)}, not {fault.outcome}"
        for name, fault in module.FAULTS.items()
        if states.get(f"{info['base']}/f/{name}") not in _STANDS[fault.outcome]
    ]
    found.figures |= {"faults": len(module.FAULTS), "wrong": wrong}
    found.holds["each ends as the menu says"] = not wrong
    found.holds["integrity ok"] = watch.integrity() == "ok"


def _lateness(lab: Any) -> list[float]:
    every = [[asked.at for asked in lab.asked[f"/news/{feed}"][1:]] for feed in _HEALTHY]
    return [after - before - 1 for times in every for before, after in pairwise(times)]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("feedlab", path())
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["feedlab"] = module
    spec.loader.exec_module(module)
    return module
