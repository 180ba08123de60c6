"""One lap of one side, in a process of its own: figures as JSON on the last line of stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench.frame import Place
from tests.bench.parts import load


def main() -> None:
    """``python -m tests.bench.lap P1 ours FOLDER FEEDS 0``."""
    code, side, folder, feeds, full = sys.argv[1:]
    place = Place(folder=Path(folder), feeds=Path(feeds), full=full == "1")
    figures = load(code).sides[side].run(place)
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


if __name__ == "__main__":
    main()
