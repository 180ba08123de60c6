"""Long answers a screen at a time, as git does it: only on a terminal, only when too long for it.

MONITOR_PAGER or PAGER names the programme, `less` without; an empty MONITOR_PAGER means none.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from monitor.cli.paper import on_terminal, screen

# Quit when it fits, keep colours, leave the text on the screen: what git asks of less.
_LESS = "FRX"


class _Screen(io.StringIO):
    """Keeps what a terminal would show."""

    def isatty(self) -> bool:
        return True


@contextmanager
def paged() -> Iterator[None]:
    """What is printed within passes through a pager when it is longer than the terminal."""
    if not (on_terminal() and sys.stdin.isatty()):
        yield
        return
    stdout, kept = sys.stdout, _Screen()
    sys.stdout = kept
    try:
        yield
    finally:
        sys.stdout = stdout
        _show(kept.getvalue())


def pager(env: Mapping[str, str]) -> list[str]:
    """The pager's command line, empty for none."""
    import shlex
    from shutil import which

    asked = env.get("MONITOR_PAGER", env.get("PAGER", "less"))
    with suppress(ValueError):  # quotes that do not close
        words = shlex.split(asked)
        return words if words and which(words[0]) else []
    return []


def _show(text: str) -> None:
    command = pager(os.environ) if text.count("\n") >= screen()[1] else []
    if not command:
        sys.stdout.write(text)
        return
    import subprocess

    env = {"LESS": _LESS, "LESSCHARSET": "utf-8"} | os.environ
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)  # noqa: S603 (the user's own pager)
    with process, suppress(BrokenPipeError):  # quit before the end
        process.communicate(text.encode())
