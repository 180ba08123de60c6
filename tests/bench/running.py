"""Runs a part: its sides in turn, lap by lap, each lap a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.frame import Figures, Finding, Place, Side
from tests.bench.parts import load

ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 1_800  # seconds; a lap that takes longer hangs


class LapFailed(RuntimeError):
    """A lap ended badly; what it said stands in the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """How laps are run: the interpreter of the peers, how many laps, and where."""

    peers: Path
    laps: int
    place: Place


def run(code: str, track: Track) -> Sequence[Finding]:
    """Every side in turn, ``track.laps`` times; then the part's judgement.

    Raises LapFailed when a side fails, NotTheSame when the sides did different work.
    """
    part = load(code)
    part.prepare(track.place)
    laps: defaultdict[str, list[Figures]] = defaultdict(list)
    for number in range(track.laps):
        for name, side in part.sides.items():
            if number == 0 or not side.once:
                laps[name].append(_lap(code, name, side, track))
    return part.judge(laps, track.place)


def _lap(code: str, name: str, side: Side, track: Track) -> Figures:
    python = track.peers if side.peer else Path(sys.executable)
    place = track.place
    done = subprocess.run(  # noqa: S603 (our own modules)
        [
            *(str(python), "-m", "tests.bench.lap", code, name),
            *(str(place.folder), str(place.feeds), str(int(place.full))),
        ],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode:
        raise LapFailed(f"{code} {name} failed:\n{done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def surroundings() -> dict[str, str]:
    """The environment of a lap: compiled modules are kept, or each start would compile them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
