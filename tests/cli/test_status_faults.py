"""What `status --check` calls a fault, one by one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from monitor.cli.state import State, faults

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def replace(state: State, **new: object) -> State:
    return State(**{**vars(state), **new})


SOUND = State(
    database="monitor.db",
    daemon=7,
    feeds={"ok": 4},
    seeds=1,
    outbox={},
    last_poll_at=NOW,
    size=4096,
    free=10**9,
)


def test_a_sound_monitor_has_none() -> None:
    assert list(faults(SOUND, NOW)) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (replace(SOUND, late=("u1", "u2", "u3", "u4")), "4 feeds wait .*: u1, u2, u3 and 1 more"),
        (replace(SOUND, silent=("ferry",)), "all feeds of ferry are silent"),
        (replace(SOUND, free=10**8), "short of room: 100 MB"),
        (replace(SOUND, oldest_pending_at=NOW - timedelta(minutes=11)), "a message waits"),
        (replace(SOUND, daemon=0), "no daemon"),
        (replace(SOUND, feeds={"ok": 1, "failing": 1}), "1 of 2 feeds fail"),
    ],
)
def test_each_fault_is_told(state: State, said: str) -> None:
    (fault,) = faults(state, NOW)
    assert re.search(said, fault)


def test_a_message_may_wait_ten_minutes() -> None:
    waits = replace(SOUND, oldest_pending_at=NOW - timedelta(minutes=9))
    assert list(faults(waits, NOW)) == []


def test_whoever_lives_by_single_passes_misses_no_daemon_but_does_miss_the_passes() -> None:
    passes = replace(SOUND, daemon=0, by_passes=True, late=("u1",))
    assert list(faults(passes, NOW)) == []
    (fault,) = faults(replace(passes, last_poll_at=NOW - timedelta(hours=3)), NOW)
    assert "the last poll was" in fault
