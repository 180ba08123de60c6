"""The same input gives the same output in another process, whatever order its sets have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The quiet rooms in one go: a profile, matches, stories and judgements of a few titles.
SCRIPT = """
from tests.seeds import articles
from tests.invented import a_desk, an_item, NOW
from monitor.pipeline import decide_items
from monitor.seeds import build, render
for article in articles.EVERYTHING:
    print(render(build(article, "x")))
titles = ["Halmar Star: 15 dead and 4 killed, inquiry begins", "Death toll of Halmar Star rises to 15",
          "Nordlys denies Halmar Star inquiry", "Halmar Star captain investigated, 3 missing, 9 dead"]
print(decide_items([an_item(n, title) for n, title in enumerate(titles)], a_desk(), NOW))
"""


def run(hash_seed: str) -> str:
    return subprocess.run(  # noqa: S603 (our own script, in our own Python)
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_order_of_sets_has_no_influence() -> None:
    first, second = run("1"), run("2")
    assert first
    assert first == second
