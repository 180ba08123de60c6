"""P12: how soon the list of commands is there, beside Python that does nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.running import ROOT, surroundings

_TIMES = 8


def start(*words: str, terminal: bool = False, times: int = _TIMES) -> tuple[Figures, bytes]:
    """The figures of one start of Python with these words, the mean of many, and what it said.

    ``terminal``: it says it on one, of 120 columns.
    """
    said, run = b"", _on_terminal if terminal else _in_pipe
    with Watch() as watch:
        for _ in range(times):
            said = run([sys.executable, *words])
    return {"cpu": watch.cpu / times, "wall": watch.wall / times}, said


def _in_pipe(words: Sequence[str]) -> bytes:
    return subprocess.run(  # noqa: S603 (our own interpreter)
        words,
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    ).stdout


def _on_terminal(words: Sequence[str]) -> bytes:
    ours, its = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 (our own interpreter)
        words,
        cwd=ROOT,
        env=surroundings() | {"TERM": "xterm-256color", "COLUMNS": "120"},
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    said = b""
    with suppress(OSError):  # how the other end of a terminal closes
        while part := os.read(ours, 1 << 16):
            said += part
    process.wait()
    os.close(ours)
    return said


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
