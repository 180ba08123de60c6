"""The command as people meet it: the whole daemon, on loopback, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.cli import demo_screen

ROOT = Path(__file__).resolve().parents[2]
MONITOR = [sys.executable, "-c", "from monitor.cli import main; main()"]


@contextmanager
def start(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The demo, with ``folder`` for its temporary files and nothing configured."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MONITOR")}
    with subprocess.Popen(  # noqa: S603 (this very interpreter, fixed words)
        [*MONITOR, "demo", *words],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as running:
        try:
            yield running
        finally:
            running.kill()  # does nothing to one that has ended


def test_the_story_is_told_once_and_the_rest_is_silent(tmp_path: Path) -> None:
    with start(tmp_path, "--once", "--speed", "1000", "--json") as running:
        said, aside = running.communicate()
    assert (running.returncode, aside) == (0, "")
    found = json.loads(said)
    assert found["items"] == 51
    assert found["matched"] > 25
    # The death toll rose, and that was told as such.
    deltas = [alert["delta"] for alert in found["alerts"]]
    assert any("-> 83" in delta or "-> 87" in delta for delta in deltas), deltas
    # Copies: no two alerts with the same words.
    titles = [alert["title"] for alert in found["alerts"]]
    assert len(titles) == len(set(titles))
    assert any("copy" in silence["reason"] for silence in found["silences"])
    # Look-alikes: every one of them was kept out.
    assert found["mistaken"] == []
    assert len(found["apart"]) == 8
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    with start(tmp_path, "--speed", "1") as running:
        assert running.stdout
        for line in running.stdout:
            if line.startswith("Wed 19 Nov"):  # the first item, so the daemon is at work
                break
        running.send_signal(signal.SIGINT)
        said, aside = running.communicate()
    assert (running.returncode, aside) == (0, "")
    assert "Looking back" in said
    assert "The story ends here" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_speed_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    with start(tmp_path, "--speed", "0") as running:
        _, aside = running.communicate()
    assert running.returncode == 2
    assert "--speed" in aside


@pytest.mark.parametrize(("columns", "source"), [("60", False), ("100", True)])
def test_a_narrow_terminal_shows_titles_rather_than_sources(
    monkeypatch: pytest.MonkeyPatch, columns: str, *, source: bool
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(demo_screen, "on_terminal", lambda: True)
    title = "Aircraft carrier arrives off Venezuela"
    line = demo_screen._line(datetime(2025, 11, 20, tzinfo=UTC), "Meridian Post", title)
    assert len(line) <= int(columns)
    assert title in line
    assert ("Meridian Post" in line) is source
