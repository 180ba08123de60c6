"""P12: how soon the list of commands is there, beside Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.running import ROOT, surroundings

_TIMES = 8


def start(*words: str) -> tuple[Figures, bytes]:
    """The figures of one start of Python with these words, the mean of many, and what it said."""
    said = b""
    with Watch() as watch:
        for _ in range(_TIMES):
            said = subprocess.run(  # noqa: S603 (our own interpreter)
                [sys.executable, *words],
                cwd=ROOT,
                env=surroundings(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                check=False,
            ).stdout
    return {"cpu": watch.cpu / _TIMES, "wall": watch.wall / _TIMES}, said


def _help(place: Place) -> Figures:
    del place
    figures, said = start("-m", "monitor", "--help")
    require(said.startswith(b"Usage: monitor"), "no list of commands was shown")
    return figures


def nothing(place: Place) -> Figures:
    """Python that does nothing."""
    del place
    return start("-c", "pass")[0]


def _click(place: Place) -> Figures:
    del place
    return start("-c", "import click")[0]


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    bare = middle(laps["nothing"])
    return [
        Finding(what="monitor --help, processor", value=middle(laps["help"]) / bare, most=2.5),
        Finding(
            what="monitor --help, clock",
            value=middle(laps["help"], "wall") / middle(laps["nothing"], "wall"),
            most=2.5,
        ),
        Finding(what="import click alone", value=middle(laps["click"]) / bare),
    ]


HELP = Part(
    title="the list of commands",
    sides={"help": Side(run=_help), "nothing": Side(run=nothing), "click": Side(run=_click)},
    judge=_compare,
)
