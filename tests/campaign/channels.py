"""Web hooks that misbehave: one that redirects, one inside the house, one that wants patience."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from tests.campaign.lab import Answer, serving
from tests.campaign.outcome import Found
from tests.campaign.watch import Watch, title, token, wait_for, write_files

_PACE = 0.95  # seconds, the promised one less what a clock may round away


def channels(folder: Path, seed: int, env: dict[str, str]) -> Found:
    """A redirect is no delivery, the canary is no channel, a wrong password kills nothing; keys, pace."""
    found = Found("channels", seed)
    answers = {1: 302, 2: 403, 3: 500}
    with serving() as lab:
        calls: list[float] = []

        def hook(_number: int) -> int:
            calls.append(time.monotonic())
            return answers.get(len(calls), 200)

        lab.hook = hook
        lab.paths["/moved"] = lambda _number, _lab: Answer(body=b"thank you")
        inside = f'[[channels]]\nname = "in"\nurl = "json://127.0.0.1:{lab.canary_port}/x"\n'
        more = inside + 'min_priority = "routine"\ndigest = false\n'
        watch = Watch(folder, write_files(folder, lab, [f"{lab.base}/news/a"], more), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start(CAMPAIGN_PATIENCE="1")
        wait_for(lambda: len(lab.asked["/news/a"]) > 1, 20)
        lab.publish("a", title(0))
        told = wait_for(lambda: lab.counts([token(0)])[token(0)] > 0, 15)
        first = lab.keys[: len(answers) + 1]
        found.holds |= {
            "the canary is not asked": not lab.canary,
            "a redirect, a refusal and a fault later it is told": told,
            "each attempt at a message has the same key": len(set(first)) == 1 and all(first),
        }
        for number in (1, 2, 3):
            lab.publish("a", title(number))
        rest = [token(number) for number in (1, 2, 3)]
        wait_for(lambda: min(lab.counts(rest).values()) > 0, 20)
        times = [at for at, _ in lab.told]
        found.holds |= {
            "a message a second on a channel": len(times) > len(rest)
            and min(after - before for before, after in pairwise(times)) >= _PACE,
            "each message has a key of its own": len(set(lab.keys)) == len(lab.told),
        }
        time.sleep(1)
        watch.stop()
        dead = watch.rows("SELECT count(*) FROM deliveries WHERE state = 'dead'")[0][0]
        found.figures |= {"attempts": len(calls), "canary": len(lab.canary), "dead": dead}
        found.holds |= {
            "once": lab.counts([token(0)])[token(0)] == 1,
            "nothing is given up": dead == 0,
            "no address in log or database": str(lab.canary_port) not in watch.log()
            and f"{lab.port}/in".encode() not in watch.database.read_bytes(),
        }
    return found
