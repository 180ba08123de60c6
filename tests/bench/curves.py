"""How cost grows: with seeds, with stored items, with feeds. Measured here, drawn by `drawing`.

python -m tests.bench.curves FILE.json      # minutes; the capacity page rests on it
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.bench.frame import Place
from tests.bench.parts import looking, matching, memory

Curve = dict[str, float]
_SEEDS = (1, 10, 100, 1_000, 10_000)
_ITEMS = (10_000, 30_000, 100_000, 300_000)
_FEEDS = (100, 1_000, 10_000, 100_000)


def main() -> None:
    """Measure every curve and write them into one file."""
    with tempfile.TemporaryDirectory(prefix="curves-") as scratch:
        curves = measure(Path(scratch))
    Path(sys.argv[1]).write_text(f"{json.dumps(curves, indent=1)}\n", "utf-8")


def measure(scratch: Path) -> Mapping[str, Curve]:
    """Each curve as size -> cost; the names say the units."""
    matched = {str(n): 1000 * matching.ours(n, 30)["cpu"] for n in _SEEDS}
    curves: dict[str, Curve] = {"match an item, ms, by seeds": matched}
    for number in _ITEMS:
        folder = scratch / str(number)
        folder.mkdir()
        place = Place(folder=folder, feeds=folder, full=False)
        looking.fill(place, number)
        for name, seconds in looking.ask_all(place, looking.usual).items():
            if name in {"items", "items of a source", "search tariff", "status"}:
                curve = curves.setdefault(f"{name}, ms, by items", {})
                curve[str(number)] = 1000 * seconds
        size = (folder / "monitor.db").stat().st_size / 1e6
        curves.setdefault("database, MB, by items", {})[str(number)] = size
    here = Place(folder=scratch, feeds=scratch, full=False)
    curves["memory at its highest, MB, by feeds"] = {
        str(n): memory.hold(here, n, 10)["mb"] for n in _FEEDS
    }
    return curves


if __name__ == "__main__":
    main()
