"""Feeds that misbehave beside feeds that do not: each ends as the menu says, and harms nobody."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from tests.campaign.faults import ROLLS, Fault, menu
from tests.campaign.lab import Answer, Asked, Lab, serving
from tests.campaign.outcome import Found, percentile
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_HEALTHY = [f"h{number}" for number in range(20)]
_SECRET = "CAMPAIGN-SECRET-81c2"
_MARK = "campaign-token-5511"
_ASKED_TO_WAIT = ("wait", "asks-to-wait")
_CANARY = "the canary is not asked"
_STATES = "SELECT url, state, error FROM feeds"


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
        wait_for(lambda: all(len(lab.asked[f"/news/{feed}"]) > 1 for feed in _HEALTHY), 60)
        for number, feed in enumerate(_HEALTHY):
            lab.publish(feed, title(number))
        found = Found("faults", seed)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(1)
            if env:  # a mutant: its fault is often seen at once
                with suppress(sqlite3.Error):  # a slow start: there is no database yet
                    _look(found, lab, watch, faults)
        peak = watch.peak_mb()
        _look(found, lab, watch, faults, last=True)
        _judge(found, lab, watch)
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


def _look(found: Found, lab: Lab, watch: Watch, faults: list[Fault], *, last: bool = False) -> None:
    """What can be told while it runs; a feed that was not visited yet is a fault at the ``last`` look."""
    states = {row[0]: row[1:] for row in watch.rows(_STATES)}
    held = watch.pairs("SELECT feed, count(*) FROM sightings GROUP BY feed")
    for fault in faults:
        url = f"{lab.base}/f/{fault.name}"
        ends, error = states.get(url, ("", ""))
        visited = ends not in ("", "new") or bool(error)
        if visited or last:
            found.holds[f"{fault.name} ends as the menu says"] = (
                fault.ends in (ends, "either")
                and fault.says in str(error)
                and (fault.items is None or held.get(url) == fault.items)
            )
    locations = " ".join(str(row[0]) for row in watch.rows("SELECT location FROM feeds"))
    early = [name for name in _ASKED_TO_WAIT if len(lab.asked[f"/f/{name}"]) > 1]
    strangers = [
        path
        for path, every in list(lab.asked.items())
        if path != "/f/to-elsewhere" and any(asked.authorization for asked in every)
    ]
    found.holds |= {
        _CANARY: not lab.canary,
        "none before the time it asked for": not early,
        "credentials go to their origin only": not strangers,
        "no forbidden address is stored": not re.search(r"169\.254|file:", locations)
        and str(lab.canary_port) not in locations,
    }
    if len(lab.asked[f"/f/{ROLLS}"]) > 2:
        rolled = watch.rows(f"SELECT gaps FROM feeds WHERE url LIKE '%/{ROLLS}'")  # noqa: S608 (ours)
        found.holds["a feed that rolled over has a gap"] = bool(rolled[0][0])


def _judge(found: Found, lab: Lab, watch: Watch) -> None:
    watch.stop()
    late = [
        after.at - before.at - 1
        for feed in _HEALTHY
        for before, after in _pairs(lab, f"/news/{feed}")
    ]
    told = lab.counts([token(number) for number in range(len(_HEALTHY))])
    log, database = watch.log(), watch.database.read_bytes()
    found.figures |= {
        "faults": sum("menu" in promise for promise in found.holds),
        "canary": len(lab.canary),
        "late_p50_s": percentile(late, 0.5),
        "late_p99_s": percentile(late, 0.99),
        "late_max_s": round(max(late), 2),
    }
    found.holds |= {
        "each feed that asked to wait was visited": all(
            lab.asked[f"/f/{name}"] for name in _ASKED_TO_WAIT
        ),
        "the secret file is not read": _SECRET.encode() not in database and _SECRET not in log,
        "healthy feeds wait < 1 s (p99)": percentile(late, 0.99) < 1,
        "no cookies": not any(asked.cookie for every in lab.asked.values() for asked in every),
        "a credential is never stored or logged": _MARK.encode() not in database
        and _MARK not in log,
        "news of healthy feeds is told once": set(told.values()) == {1},
        "no traceback": "Traceback" not in log,
    }


def _pairs(lab: Lab, path: str) -> list[tuple[Asked, Asked]]:
    asked = lab.asked[path][1:]  # the first waits for the start
    return list(pairwise(asked))
