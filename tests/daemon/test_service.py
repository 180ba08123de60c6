"""The daemon as a process: what it says to systemd, how it reloads, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.daemon.clock import next_tick
from monitor.daemon.notify import notify
from tests.daemon.lab import READY_WITHIN, Feeds, Manager, configure, serving

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    listening = Manager(tmp_path)
    yield listening
    listening.close()


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    with serving() as started:
        yield started


@pytest.fixture
def daemon(tmp_path: Path, feeds: Feeds, manager: Manager) -> Iterator[subprocess.Popen[str]]:
    config = configure(tmp_path, feeds, feeds.put("/a", "Nordlys Lines lowers fares"))
    process = subprocess.Popen(  # noqa: S603 (our own programme)
        [sys.executable, "-m", "monitor", "-c", str(config.file), "run", "-v"],
        env=os.environ | {"NOTIFY_SOCKET": manager.address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("due_in", "looks_in"),
    [(None, 0.5), (0.4, 0.42), (0.01, 0.25), (-3, 0.25), (0.49, 0.5), (60, 0.5)],
)
def test_it_looks_again_when_a_feed_is_due_but_neither_restlessly_nor_too_late(
    due_in: float | None, looks_in: float
) -> None:
    due = None if due_in is None else NOW + timedelta(seconds=due_in)
    assert next_tick(NOW, due) == NOW + timedelta(seconds=looks_in)


def end(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=READY_WITHIN)
    return said


def test_it_is_ready_after_its_first_tick_and_ends_cleanly_when_told(
    daemon: subprocess.Popen[str], manager: Manager
) -> None:
    manager.wait_for("READY=1")
    manager.wait_for("WATCHDOG=1")
    said = end(daemon)
    assert daemon.returncode == 0
    assert "Traceback" not in said
    manager.wait_for("STOPPING=1")


def test_a_wrong_file_leaves_the_old_configuration_in_force(
    daemon: subprocess.Popen[str], manager: Manager, tmp_path: Path, feeds: Feeds
) -> None:
    manager.wait_for("READY=1")
    file = tmp_path / "monitor.toml"
    right = file.read_text()
    file.write_text(right + "nonsense = 1\n")
    daemon.send_signal(signal.SIGHUP)
    manager.wait_for("WATCHDOG=1")
    manager.wait_for("WATCHDOG=1")
    file.write_text(right + f'[[feeds]]\nurl = "{feeds.put("/new", "A title")}"\nevery = "1s"\n')
    daemon.send_signal(signal.SIGHUP)
    while "/new" not in feeds.asked:
        manager.wait_for("WATCHDOG=1")
    said = end(daemon)
    assert "nonsense" in said
    assert "reloaded" in said


def test_nobody_is_told_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")


def test_a_manager_that_is_gone_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "@nobody-listens-here")
    notify("READY=1")
