"""Bars: only on a terminal, only for long work, and gone when it is done."""

from __future__ import annotations

import logging

import pytest

from monitor.cli import progress
from monitor.cli.progress import visits_watched, watched
from tests.cli.test_paper import Terminal


def open_stderr(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """From now on stderr is a terminal; in the test itself, for pytest changes it before."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "_AFTER", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    return screen


def test_long_work_has_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_stderr(monkeypatch)
    assert list(watched(range(4), 4, "decided")) == [0, 1, 2, 3]
    written = terminal.getvalue()
    assert "############............ 2 of 4 decided" in written
    assert written.endswith("\r\x1b[K")


def test_short_work_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_stderr(monkeypatch)
    monkeypatch.setattr(progress, "_AFTER", 60.0)
    assert list(watched(range(4), 4, "decided")) == [0, 1, 2, 3]
    assert terminal.getvalue() == ""


def test_without_a_terminal_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(range(4), 4, "decided")) == [0, 1, 2, 3]
    with visits_watched(2):
        logging.getLogger("monitor.daemon.engine").info("polled feed=%s", "x")
    assert capsys.readouterr().err == ""


def test_visits_are_counted_from_the_engines_log_and_nothing_more_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = open_stderr(monkeypatch)
    heard: list[str] = []
    other = logging.Handler()
    monkeypatch.setattr(other, "emit", lambda record: heard.append(record.getMessage()))
    root, engine = logging.getLogger(), logging.getLogger("monitor.daemon.engine")
    root.addHandler(other)
    try:
        with visits_watched(2):
            engine.info("polled feed=%s", "x")
            engine.warning("look here")
        engine.info("polled feed=%s", "y")
    finally:
        root.removeHandler(other)
    assert "1 of 2 feeds visited" in terminal.getvalue()
    assert heard == ["look here"]
    assert other.level == logging.NOTSET
