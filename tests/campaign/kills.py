"""kill -9, at random moments and at named points: what was published is told, at most once a kill more."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.campaign.lab import Lab, serving
from tests.campaign.mutants import MUTANTS
from tests.campaign.outcome import Found, percentile
from tests.campaign.points import POINTS
from tests.campaign.watch import TOKENS, Watch, title, token, wait_for, write_files

_FEEDS = ("a", "b", "c", "d")
_SETTLE, _SETTLE_OF_MUTANTS = 25.0, 8.0
_AT_REST = "rest"  # when all is told, and all receipts are written
_SOME = 4
_USUAL = 40  # storylines: some four seeds as people have them
_STARTS = 1.0  # a poll stands at most this long after a restart, by the promise
# However busy the machine: what a former life held is not waited for (its lease is two minutes).
_AT_ONCE = 15.0


def random_kills(folder: Path, seed: int, kills: int, env: dict[str, str]) -> Found:
    """Kill a daemon at random moments while news comes in, then let it finish its work."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable choice, no secret)
    with serving() as lab:
        lab.hook_pause = 0.03
        watch = _begin(folder, lab, env)
        published = 0
        for _ in range(kills):
            for _ in range(chance.randint(0, 3)):
                lab.publish(chance.choice(_FEEDS), title(published))
                published += 1
            time.sleep(chance.uniform(0.05, 1.6))
            watch.kill()
            _restart(lab, watch)
        found = Found("random-kills", seed)
        _account(found, lab, watch, (published, kills))
        return found


def starts(folder: Path, seed: int, times: int, env: dict[str, str]) -> Found:
    """How soon a daemon polls again after a kill; a figure, so it runs beside nothing else."""
    with serving() as lab:
        watch = _begin(folder, lab, env, _USUAL)
        waits, costs = [], []
        for _ in range(times):
            watch.kill()
            waits.append(_restart(lab, watch))
            costs.append(watch.processor_seconds())
            time.sleep(0.5)
        found = Found("starts", seed)
        own = percentile(costs, 0.5)
        found.figures |= {
            "exit": watch.stop(),
            "restart_to_poll_p50_s": percentile(waits, 0.5),
            "restart_to_poll_max_s": max(waits),
            "processor_s_to_poll": own,
            "load": round(os.getloadavg()[0], 1),
        }
        # Where others use the processors too, its own share of them is what can be judged.
        found.holds["polls within 1 s of a restart (median)"] = (
            min(percentile(waits, 0.5), own) <= _STARTS
        )
        return found


def named_kills(folder: Path, seed: int, times: int, env: dict[str, str]) -> Found:
    """Kill it before and after each commit, send and receipt, ``times`` times each, and at rest.

    A mutant meets only the kill that shows its fault.
    """
    found = Found("named-kills", seed)
    mutant = MUTANTS.get(env.get("CAMPAIGN_MUTANT", ""))
    points = [f"{name}.{side}" for name in POINTS for side in ("before", "after")]
    with serving() as lab:
        watch = _begin(folder, lab, env)
        _whole(found, lab)
        published, missed, starts = 0, [], []
        if not mutant or mutant.point == _AT_REST:
            published = _kill_at_rest(found, lab, watch)
        for point in [mutant.point] if mutant else points:
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
                found.holds["what a former life held is taken up at once"] = max(starts) < _AT_ONCE
        _account(found, lab, watch, (published, len(starts) + 1))
        found.holds["each point was reached"] = not missed
        found.figures["points_missed"] = missed
        return found


def _kill_at_rest(found: Found, lab: Lab, watch: Watch) -> int:
    """A kill when nothing is under way has nothing to repeat; how many headlines were published."""
    for number in range(_SOME):
        lab.publish(_FEEDS[number], title(number))
    tokens = [token(number) for number in range(_SOME)]
    written = f"SELECT count(*) = {_SOME} FROM deliveries WHERE state = 'sent'"  # noqa: S608 (a number)
    wait_for(lambda: min(lab.counts(tokens).values()) > 0, _SETTLE)
    wait_for(lambda: bool(watch.rows(written)[0][0]), _SETTLE)
    watch.kill()
    _restart(lab, watch)
    wait_for(lambda: max(lab.counts(tokens).values()) > 1, 3)
    found.holds["a kill at rest repeats nothing"] = max(lab.counts(tokens).values()) == 1
    return _SOME


def _begin(folder: Path, lab: Lab, env: dict[str, str], storylines: int = TOKENS) -> Watch:
    """A daemon that has seen each feed once, so that whatever comes now is news."""
    urls = [f"{lab.base}/news/{feed}" for feed in _FEEDS]
    file = write_files(folder, lab, urls, storylines=storylines)
    for feed in _FEEDS:
        lab.publish(feed, f"Bakery {feed} wins prize for rye bread")
    watch = Watch(folder, file, env)
    watch.start()
    paths = [f"/news/{feed}" for feed in _FEEDS]
    wait_for(lambda: all(len(lab.asked[path]) > 1 for path in paths), 20)
    return watch


def _whole(found: Found, lab: Lab) -> int:
    """How many requests asked for a whole feed; one each is what the promise allows."""
    whole = sum(not asked.conditional for feed in _FEEDS for asked in lab.asked[f"/news/{feed}"])
    found.holds["one unconditional request per feed in its lifetime"] = whole == len(_FEEDS)
    return whole


def _restart(lab: Lab, watch: Watch) -> float:
    """Seconds from a start to its first request; no feed is due later than a second after it."""
    before = sum(map(len, lab.asked.values()))
    began = time.monotonic()
    watch.start()
    wait_for(lambda: sum(map(len, lab.asked.values())) > before, _AT_ONCE)
    return round(time.monotonic() - began, 2)


def _account(found: Found, lab: Lab, watch: Watch, did: tuple[int, int]) -> None:
    """Let it finish, stop it, and hold what was told against what we did: published, killed."""
    published, kills = did
    tokens = [token(number) for number in range(published)]
    # One message a second on a channel: what has piled up takes its time.
    patience = (_SETTLE if not watch.env else _SETTLE_OF_MUTANTS) + published
    all_told = wait_for(lambda: min(lab.counts(tokens).values(), default=1) > 0, patience)
    found.holds["nothing published is lost"] = all_told
    time.sleep(2.5)  # what would be repeated is repeated now
    found.figures["exit"] = watch.stop()
    told = lab.counts(tokens)
    lost = [name for name in tokens if not told[name]]
    repeats = sum(count - 1 for count in told.values() if count > 1)
    found.figures |= {
        "published": published,
        "kills": kills,
        "lost": len(lost),
        "repeats": repeats,
        "unconditional_requests": _whole(found, lab),
        "feeds": len(_FEEDS),
    }
    found.holds |= {
        "repeats <= kills": repeats <= kills,
        "integrity ok": watch.integrity() == "ok",
        "no traceback": "Traceback" not in watch.log(),
        "ends when told": found.figures["exit"] == 0,
    }
