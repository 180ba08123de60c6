"""kill -9, at random moments and at named points: what was published is told, at most once a kill more."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.campaign.lab import Lab, serving
from tests.campaign.outcome import Found, percentile
from tests.campaign.points import POINTS
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_FEEDS = ("a", "b", "c", "d")
_SETTLE = 25.0
_CHIEF = ("lease-feeds.after", "apply.after", "send.before", "send.after")
_STARTS = 1.0  # a poll stands at most this long after a restart, by the promise
# However busy the machine: what a former life held is not waited for (its lease is two minutes).
_AT_ONCE = 15.0


def random_kills(folder: Path, seed: int, kills: int, env: dict[str, str]) -> Found:
    """Kill a daemon at random moments while news comes in, then let it finish its work."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable choice, no secret)
    with serving() as lab:
        lab.hook_pause = 0.03
        watch = _begin(folder, lab, env)
        published, starts, costs = 0, [], []
        for _ in range(kills):
            for _ in range(chance.randint(0, 3)):
                lab.publish(chance.choice(_FEEDS), title(published))
                published += 1
            time.sleep(chance.uniform(0.05, 1.6))
            watch.kill()
            starts.append(_restart(lab, watch))
            costs.append(watch.processor_seconds())
        found = _account(Found("random-kills", seed), lab, watch, (published, kills))
        found.figures |= {
            "restart_to_poll_p50_s": percentile(starts, 0.5),
            "restart_to_poll_max_s": max(starts, default=0.0),
        }
        # Where others use the processors too, its own share of them is what can be judged.
        own = percentile(costs, 0.5)
        found.figures |= {"processor_s_to_poll": own, "load": round(os.getloadavg()[0], 1)}
        found.holds["polls within 1 s of a restart (median)"] = (
            min(percentile(starts, 0.5), own) <= _STARTS
        )
        return found


def named_kills(folder: Path, seed: int, times: int, env: dict[str, str]) -> Found:
    """Kill it before and after each commit, send and receipt, ``times`` times each.

    No times at all: once at the chief points only, which is what the mutants need.
    """
    with serving() as lab:
        watch = _begin(folder, lab, env)
        published, missed, starts = 0, [], []
        points = [f"{name}.{side}" for name in POINTS for side in ("before", "after")]
        for point in points if times else _CHIEF:
            for number in range(max(1, times)):
                watch.stop()
                watch.start(CAMPAIGN_KILL=f"{point}:{1 + 2 * number}")
                until = time.monotonic() + 15
                while not watch.wait_dead(1.0) and time.monotonic() < until:
                    lab.publish(_FEEDS[published % len(_FEEDS)], title(published))
                    published += 1
                if not watch.wait_dead(0):
                    missed.append(f"{point}:{number}")
                    watch.kill()
                starts.append(_restart(lab, watch))
        found = _account(Found("named-kills", seed), lab, watch, (published, len(starts)))
        found.holds["what a former life held is taken up at once"] = max(starts) < _AT_ONCE
        found.holds["each point was reached"] = not missed
        found.figures["points_missed"] = missed
        return found


def _begin(folder: Path, lab: Lab, env: dict[str, str]) -> Watch:
    """A daemon that has seen each feed once, so that whatever comes now is news."""
    file = write_files(folder, lab, [f"{lab.base}/news/{feed}" for feed in _FEEDS])
    for feed in _FEEDS:
        lab.publish(feed, f"Bakery {feed} wins prize for rye bread")
    watch = Watch(folder, file, env)
    watch.start()
    paths = [f"/news/{feed}" for feed in _FEEDS]
    wait_for(lambda: all(any(a.conditional for a in lab.asked[path]) for path in paths), 20)
    return watch


def _restart(lab: Lab, watch: Watch) -> float:
    """Seconds from a start to its first request; no feed is due later than a second after it."""
    before = sum(map(len, lab.asked.values()))
    began = time.monotonic()
    watch.start()
    wait_for(lambda: sum(map(len, lab.asked.values())) > before, _AT_ONCE)
    return round(time.monotonic() - began, 2)


def _account(found: Found, lab: Lab, watch: Watch, did: tuple[int, int]) -> Found:
    """Let it finish, stop it, and hold what was told against what we did: published, killed."""
    published, kills = did
    tokens = [token(number) for number in range(published)]
    # One message a second on a channel: what has piled up takes its time.
    wait_for(lambda: min(lab.counts(tokens).values(), default=1) > 0, _SETTLE + published)
    time.sleep(2.5)  # what would be repeated is repeated now
    found.figures["exit"] = watch.stop()
    told = lab.counts(tokens)
    lost = [name for name in tokens if not told[name]]
    repeats = sum(count - 1 for count in told.values() if count > 1)
    whole = sum(not asked.conditional for feed in _FEEDS for asked in lab.asked[f"/news/{feed}"])
    found.figures |= {
        "published": published,
        "kills": kills,
        "lost": len(lost),
        "repeats": repeats,
        "unconditional_requests": whole,
        "feeds": len(_FEEDS),
    }
    found.holds |= {
        "nothing published is lost": not lost,
        "repeats <= kills": repeats <= kills,
        "integrity ok": watch.integrity() == "ok",
        "no traceback": "Traceback" not in watch.log(),
        "one unconditional request per feed in its lifetime": whole == len(_FEEDS),
        "ends when told": found.figures["exit"] == 0,
    }
    return found
