"""How far long work is: a bar on stderr, only on a terminal, only when it takes a while."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

Thing = TypeVar("Thing")

_AFTER = 1.0  # seconds; what is done by then needs no bar
_EVERY = 0.2  # seconds between two bars
_WIDTH = 24
_POLLED = "polled "  # how the engine's line on a finished visit begins


class Bar:
    """A bar that is drawn over itself; silent where nobody looks at stderr."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = max(total, 1), what
        self._shown = sys.stderr.isatty()
        self._next = time.monotonic() + _AFTER
        self._done, self._drawn = 0, False

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._drawn = True
            full = min(_WIDTH, self._done * _WIDTH // self._total)
            drawn = "#" * full + "." * (_WIDTH - full)
            line = f"\r{drawn} {self._done} of {self._total} {self._what} "
            click.echo(line, nl=False, err=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn:
            click.echo("\r\x1b[K", nl=False, err=True)


def watched(things: Iterable[Thing], total: int, what: str) -> Iterator[Thing]:
    """The things, with a bar of how many of ``total`` are through."""
    bar = Bar(total, what)
    try:
        for thing in things:
            yield thing
            bar.step()
    finally:
        bar.close()


class _Visits(logging.Handler):
    """Steps the bar at each visit that the engine reports."""

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(_POLLED):
            self._bar.step()


@contextmanager
def visits_watched(total: int) -> Iterator[None]:
    """A bar over the visits of a pass, told by the engine's own log; not beside -v."""
    log, bar = logging.getLogger("monitor.daemon.engine"), Bar(total, "feeds visited")
    if not sys.stderr.isatty() or log.isEnabledFor(logging.INFO):
        yield
        return
    listener, before = _Visits(bar), log.level
    others = logging.getLogger().handlers
    levels = [one.level for one in others]
    for one in others:  # what they would not have heard before they do not hear now
        one.setLevel(max(one.level, log.getEffectiveLevel()))
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(before)
        for one, level in zip(others, levels, strict=True):
            one.setLevel(level)
        bar.close()
