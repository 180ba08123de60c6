"""The campaign: one line of JSON per experiment on stdout, a summary at the end, exit 1 when one is red.

    python -m tests.campaign               the quick form, at most 10 minutes on two cores
    python -m tests.campaign --full        the long one, at most 90 minutes
    python -m tests.campaign --only NAME   some of it; --no-mutants: without the evidence
    python -m tests.campaign --one NAME --seed N --size N [--mutant M]     one experiment, here

Each experiment runs in a process of its own: first, one by one, those that measure how long something
takes, then two side by side, and beside them one mutant: those wait for most of their time. The summary says how much of the processors that took, which other work
beside it does not change. With a mutant a protection is switched off, and the experiment must then
find the very promise broken that the mutant names: that is what shows that it tests something.
It ends there. The quick form takes the chief mutants only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.campaign import lab174
from tests.campaign.menu import MENU
from tests.campaign.mutants import MUTANTS
from tests.campaign.outcome import Broken, Found, Promises
from tests.campaign.watch import end_all

_AT_ONCE = 2
_LAB = "lab"
_LONGEST = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One experiment to run; with a mutant it must be red."""

    name: str
    seed: int
    size: int
    mutant: str = ""


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="tests.campaign", description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--no-mutants", action="store_true")
    parser.add_argument("--one", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int)
    parser.add_argument("--mutant", default="")
    asked = parser.parse_args()
    if asked.one:
        return _run_here(asked)
    began = time.monotonic()
    tasks = list(_tasks(asked))
    alone = deque(task for task in tasks if not task.mutant and _is_alone(task))
    product = deque(task for task in tasks if not task.mutant and not _is_alone(task))
    mutants = deque(task for task in tasks if task.mutant)
    results = _work_off((alone,))
    lanes = [(product, mutants)] * _AT_ONCE + [(mutants,)]
    with ThreadPoolExecutor(len(lanes)) as pool:
        for done in pool.map(_work_off, lanes):
            results += done
    red = [task for task, good in results if not good]
    evidence = [task for task, _ in results if task.mutant]
    summary = {
        "summary": "red" if red else "green",
        "experiments": len(results) - len(evidence),
        "mutants_caught": len([task for task in evidence if task not in red]),
        "mutants": len(evidence),
        "red": [f"{task.name}/{task.seed}/{task.mutant or 'product'}" for task in red],
        "seconds": round(time.monotonic() - began),
        "processor_seconds": round(os.times().children_user + os.times().children_system),
        "load": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(summary), flush=True)
    return 1 if red else 0


def _is_alone(task: Task) -> bool:
    return task.name == _LAB or MENU[task.name].alone


def _work_off(queues: tuple[deque[Task], ...]) -> list[tuple[Task, bool]]:
    """Take tasks from the first queue while it has any, then from the next."""
    done = []
    for queue in queues:
        with suppress(IndexError):
            while True:
                done.append(_run_apart(queue.popleft()))
    return done


def _tasks(asked: argparse.Namespace) -> Iterator[Task]:
    for name, experiment in MENU.items():
        if not asked.only or name in asked.only:
            size = experiment.full if asked.full else experiment.quick
            yield from (Task(name=name, seed=seed, size=size) for seed in experiment.seeds)
    if lab174.path() and (asked.full or _LAB in asked.only):
        yield Task(name=_LAB, seed=1, size=3 if asked.full else 1)
    for mutant, what in MUTANTS.items():
        name = what.caught_by
        wanted = name in asked.only if asked.only else asked.full or what.chief
        if wanted and not asked.no_mutants:
            experiment = MENU[name]
            yield Task(name=name, seed=experiment.seeds[0], size=experiment.mutant, mutant=mutant)


def _run_apart(task: Task) -> tuple[Task, bool]:
    """In a process of its own; prints its line, and says whether it came out as it should."""
    words = ["--one", task.name, "--seed", str(task.seed), "--size", str(task.size)]
    words += ["--mutant", task.mutant] if task.mutant else []
    began = time.monotonic()
    said, complaint = "", f"took longer than {_LONGEST} s"
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603 (ourselves)
            [sys.executable, "-m", "tests.campaign", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST,
        )
        said, complaint = done.stdout, done.stderr[-600:]
    try:
        found = json.loads(said.splitlines()[-1])
    except (IndexError, ValueError):
        found = {"experiment": task.name, "ok": False, "crashed": complaint}
    found["seconds"] = round(time.monotonic() - began, 1)
    good = bool(found["ok"])
    if task.mutant:
        promise = MUTANTS[task.mutant].promise
        good = promise in found.get("broken", [])
        found = {"mutant": task.mutant, "caught": good, "promise": promise} | found
    print(json.dumps(found), flush=True)
    return task, good


def _run_here(asked: argparse.Namespace) -> int:
    env = {"CAMPAIGN_MUTANT": asked.mutant} if asked.mutant else {}
    if asked.mutant:
        mutant = MUTANTS[asked.mutant]
        mutant.patch()  # for what runs without a daemon of its own
        Promises.sought = mutant.promise
    with tempfile.TemporaryDirectory(
        prefix="campaign-", dir=os.environ.get("TMPDIR"), ignore_cleanup_errors=True
    ) as folder:
        try:
            found = _run(asked, Path(folder), env)
        except Broken as promise:
            found, Promises.sought = Found(asked.one, asked.seed), ""
            found.holds[str(promise)] = False
        finally:
            end_all()
    print(found.line(), flush=True)
    return 0 if found.ok else 1


def _run(asked: argparse.Namespace, folder: Path, env: dict[str, str]) -> Found:
    if asked.one == _LAB:
        return lab174.lab174(folder, asked.seed, asked.size or 1, env)
    experiment = MENU[asked.one]
    size = experiment.quick if asked.size is None else asked.size
    return experiment.run(folder, asked.seed, size, env)


if __name__ == "__main__":
    sys.exit(main())
