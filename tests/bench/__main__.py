"""``make bench``: our code and its peers on the same work, in turn, as a table of ratios."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.corpus import write_corpus
from tests.bench.frame import Finding, NotTheSame, Place
from tests.bench.parts import PLACES
from tests.bench.running import LapFailed, Track, run
from tests.bench.showing import document, table


def main() -> int:
    """Run the parts that were asked for; 1 when one could not be measured."""
    asked = _ask()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        feeds = asked.feeds or write_corpus(Path(scratch) / "feeds")
        corpus = f"{len(list(feeds.iterdir()))} {'recorded' if asked.feeds else 'invented'} feeds"
        sys.stderr.write(f"{corpus}, {asked.laps} laps, {'full' if asked.full else 'quick'} form\n")
        results: dict[str, Sequence[Finding]] = {}
        faults: list[str] = []
        for code in asked.part or PLACES:
            folder = Path(scratch) / code
            folder.mkdir()
            place = Place(folder=folder, feeds=feeds, full=asked.full)
            began, spent = time.monotonic(), _spent()
            try:
                results[code] = run(code, Track(peers=asked.peers, laps=asked.laps, place=place))
            except (LapFailed, NotTheSame) as fault:
                faults.append(f"{code}: {fault}")
            took = f"{time.monotonic() - began:.0f} s, {_spent() - spent:.0f} s of processor"
            sys.stderr.write(f"{code} took {took}\n")
    sys.stdout.write(f"{table(results)}\n")
    if asked.json:
        found = document(results, corpus=corpus, full=asked.full, faults=faults)
        asked.json.write_text(f"{json.dumps(found, indent=1)}\n", "utf-8")
    for line in faults:
        sys.stderr.write(f"{line}\n")
    return bool(faults)


def _spent() -> float:
    """Seconds of processor of all laps so far: what a part takes, however busy the machine."""
    times = os.times()
    return times.children_user + times.children_system


def _ask() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="make bench", description=__doc__)
    recorded = os.environ.get("BENCH_FEEDS", "")
    words.add_argument("--part", action="append", type=str.upper, choices=[*PLACES])
    words.add_argument("--full", action="store_true", help="the long form")
    words.add_argument("--laps", type=int, default=3, help="laps of each side, at least 3")
    words.add_argument("--json", type=Path, metavar="FILE")
    words.add_argument("--peers", type=Path, required=True, help="Python that has the peers")
    words.add_argument(
        "--feeds",
        type=Path,
        metavar="FOLDER",
        default=Path(recorded) if recorded else None,
        help="recorded feeds, one file each; default $BENCH_FEEDS, else invented ones",
    )
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
