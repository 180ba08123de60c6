"""Feeds that misbehave beside feeds that do not: each ends as the menu says, and harms nobody."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

from tests.campaign.faults import Fault, menu
from tests.campaign.lab import Answer, Asked, Lab, serving
from tests.campaign.outcome import Found, percentile
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_HEALTHY = [f"h{number}" for number in range(20)]
_SECRET = "CAMPAIGN-SECRET-81c2"
_MARK = "campaign-token-5511"
_ASKED_TO_WAIT = ("wait", "asks-to-wait")


def hostile(folder: Path, seed: int, seconds: int, env: dict[str, str]) -> Found:
    """All faults beside healthy feeds that are asked each second, for so many seconds."""
    secret = folder / "secret.txt"
    secret.write_text(_SECRET)
    faults = menu(secret)
    with serving() as lab:
        lab.paths.update({f"/f/{fault.name}": fault.answer for fault in faults})
        lab.paths["/f/to-elsewhere"] = _elsewhere
        watch = Watch(folder, _write(folder, lab, faults), env)
        for feed in _HEALTHY:
            lab.publish(feed, f"Bakery {feed} wins prize for rye bread")
        watch.start()
        wait_for(lambda: all(len(lab.asked[f"/news/{feed}"]) > 1 for feed in _HEALTHY), 20)
        for number, feed in enumerate(_HEALTHY):
            lab.publish(feed, title(number))
        time.sleep(seconds)
        peak = watch.peak_mb()
        found = _judge(Found("faults", seed), lab, watch, faults)
        found.figures["peak_mb"] = round(peak)
        found.holds["memory < 200 MB"] = peak < 200
        return found


def _elsewhere(_number: int, lab: Lab) -> Answer:
    other = f"http://localhost:{lab.port}/news/h0"  # another origin, and one that is not allowed
    return Answer(status=302, headers=(("Location", other),))


def _write(folder: Path, lab: Lab, faults: list[Fault]) -> Path:
    """Each fault at its own pace of a second; a credential on the one that redirects elsewhere."""
    urls = [f"{lab.base}/f/{fault.name}" for fault in faults]
    file = write_files(folder, lab, urls + [f"{lab.base}/news/{feed}" for feed in _HEALTHY])
    with file.open("a") as more:
        more.write(
            f'[[feeds]]\nurl = "{lab.base}/f/to-elsewhere"\n'
            f'headers = {{Authorization = "{_MARK}"}}\n'
        )
    text = file.read_text().replace(
        "allow_private = [", f'allow_private = ["localhost:{lab.port}", '
    )
    file.write_text(text)
    return file


def _judge(found: Found, lab: Lab, watch: Watch, faults: list[Fault]) -> Found:
    states = watch.pairs("SELECT url, state FROM feeds")
    held = watch.pairs("SELECT feed, count(*) FROM sightings GROUP BY feed")
    locations = " ".join(str(row[0]) for row in watch.rows("SELECT location FROM feeds"))
    watch.stop()
    wrong = []
    for fault in faults:
        url = f"{lab.base}/f/{fault.name}"
        ends = states.get(url)
        if fault.ends not in (ends, "either") or ends is None:
            wrong.append(f"{fault.name}: {ends}")
        if fault.items is not None and held.get(url) != fault.items:
            wrong.append(f"{fault.name}: {held.get(url)} items")
    late = [
        after.at - before.at - 1
        for feed in _HEALTHY
        for before, after in _pairs(lab, f"/news/{feed}")
    ]
    told = lab.counts([token(number) for number in range(len(_HEALTHY))])
    log, database = watch.log(), watch.database.read_bytes()
    found.figures |= {
        "faults": len(faults),
        "wrong": wrong,
        "canary": len(lab.canary),
        "late_p50_s": percentile(late, 0.5),
        "late_p99_s": percentile(late, 0.99),
        "late_max_s": round(max(late), 2),
    }
    early = [name for name in _ASKED_TO_WAIT if len(lab.asked[f"/f/{name}"]) != 1]
    sent = [asked for every in lab.asked.values() for asked in every if asked.cookie]
    strangers = [
        asked
        for path, every in lab.asked.items()
        for asked in every
        if asked.authorization and path != "/f/to-elsewhere"
    ]
    found.holds |= {
        "each ends as the menu says": not wrong,
        "the canary is not asked": not lab.canary,
        "the secret file is not read": _SECRET.encode() not in database and _SECRET not in log,
        "healthy feeds wait < 1 s (p99)": percentile(late, 0.99) < 1,
        "none before the time it asked for": not early,
        "no cookies": not sent,
        "credentials go to their origin only": not strangers,
        "a credential is never stored or logged": _MARK.encode() not in database
        and _MARK not in log,
        "no forbidden address is stored": not re.search(r"canary|169\.254|file:", locations)
        and str(lab.canary_port) not in locations,
        "news of healthy feeds is told once": set(told.values()) == {1},
        "no traceback": "Traceback" not in log,
    }
    return found


def _pairs(lab: Lab, path: str) -> list[tuple[Asked, Asked]]:
    asked = lab.asked[path][1:]  # the first waits for the start
    return list(pairwise(asked))
