from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from monitor.errors import FeedError
from monitor.feeds.settings import Settings
from monitor.feeds.workers import Workers, _Worker
from tests.feeds.lab import piece, rss

GOOD = rss(piece(1), extra="<language>es-VE</language><ttl>30</ttl>").encode()
# Broken, and the thorough parser's time grows with the square of the attributes.
SLOW = rss(piece(1, extra="<a " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/>"))[
    :-6
].encode()
URL = "http://feed.example/"


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(Settings(workers=1, parse_for=timedelta(seconds=0.7)))
    yield pool
    await pool.close()


async def test_a_feed_is_parsed_in_another_process_and_the_process_is_kept(
    workers: Workers,
) -> None:
    parsed = await workers.parse(GOOD, URL)
    assert [(item.guid, item.language) for item in parsed.items] == [("urn:1", "es")]
    assert parsed.ttl == timedelta(minutes=30)
    first = {worker.process.pid for worker in workers._all}
    again = await workers.parse(GOOD, URL, language="en")
    assert again.items[0].language == "en"
    assert {worker.process.pid for worker in workers._all} == first


async def test_no_feed_is_an_error_and_costs_no_worker(workers: Workers) -> None:
    with pytest.raises(FeedError, match="web page"):
        await workers.parse(b"<html></html>", URL)
    assert len(workers._free) == 1


async def test_a_late_worker_is_killed_and_replaced(workers: Workers) -> None:
    with pytest.raises(FeedError, match="too long"):
        await workers.parse(SLOW, URL)
    assert (await workers.parse(GOOD, URL)).items


async def test_the_start_of_a_worker_is_not_counted_as_parsing() -> None:
    pool = Workers(
        Settings(workers=1, parse_for=timedelta(seconds=0.15))
    )  # Python alone takes more
    assert (await pool.parse(GOOD, URL)).items
    await pool.close()


async def test_a_worker_that_cannot_start_is_no_fault_of_the_feed(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(FeedError, match="no parser process could be started"):
        await workers.parse(GOOD, URL)
    monkeypatch.undo()
    assert (await workers.parse(GOOD, URL)).items


class _Ended:
    """A child that has ended, of which asyncio has not heard yet; killing it is `Popen`'s way."""

    returncode = None

    def __init__(self) -> None:
        self._child = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
        self.pid, self.kill = self._child.pid, self._child.kill
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)

    def __del__(self) -> None:
        self._child.returncode = 3  # its status was read by the test


def test_killing_a_worker_that_has_just_ended_leaves_its_status_to_be_read() -> None:
    ended = _Ended()
    _Worker(cast("Process", ended)).kill()
    _, status = os.waitpid(ended.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 3


async def test_a_crash_harms_one_feed_only(workers: Workers) -> None:
    await workers.parse(GOOD, URL)
    asking = asyncio.create_task(workers.parse(SLOW, URL))
    while workers._free:  # noqa: ASYNC110 (the pool has no event for it)
        await asyncio.sleep(0)
    os.kill(next(iter(workers._all)).process.pid, signal.SIGKILL)
    with pytest.raises(FeedError, match="crashed"):
        await asking
    assert (await workers.parse(GOOD, URL)).items


async def test_a_worker_that_died_idle_is_not_used_again(workers: Workers) -> None:
    await workers.parse(GOOD, URL)
    process = workers._free[0].process
    process.kill()
    await process.wait()
    assert (await workers.parse(GOOD, URL)).items


async def test_a_cancelled_request_leaves_no_late_answer_behind(workers: Workers) -> None:
    asking = asyncio.create_task(workers.parse(GOOD, URL))
    while not workers._all:  # noqa: ASYNC110 (the pool has no event for it)
        await asyncio.sleep(0)
    asking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asking
    other = rss(piece(2)).encode()
    assert [item.guid for item in (await workers.parse(other, URL)).items] == ["urn:2"]


async def test_too_little_memory_is_an_error_of_the_feed() -> None:
    pool = Workers(Settings(workers=1, parse_memory=150 << 20))
    body = rss(*(piece(number) for number in range(150_000))).encode()
    with pytest.raises(FeedError, match=r"memory|crashed|not a feed"):
        await pool.parse(body, URL)
    await pool.close()


async def test_workers_know_nothing_of_our_secrets(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_SLACK_URL", "invented")
    await workers.parse(GOOD, URL)
    pid = workers._free[0].process.pid
    surroundings = Path(f"/proc/{pid}/environ").read_bytes()  # noqa: ASYNC240 (a file of the kernel's)
    assert b"invented" not in surroundings


PARENT = """
import asyncio, sys
from monitor.feeds.settings import Settings
from monitor.feeds.workers import Workers, _Worker
async def main():
    pool = Workers(Settings(workers=1))
    await pool.parse(sys.argv[1].encode(), "http://feed.example/")
    print(pool._free[0].process.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def test_a_worker_does_not_outlive_a_parent_that_was_killed() -> None:
    with subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", PARENT, GOOD.decode()],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    ends = time.monotonic() + 2
    while _alive(pid) and time.monotonic() < ends:
        pass
    assert not _alive(pid)


async def test_a_slow_feed_holds_up_no_other() -> None:
    pool = Workers(Settings(workers=1, parse_for=timedelta(seconds=3)))
    slow = [asyncio.create_task(pool.parse(SLOW, URL)) for _ in range(2)]
    await asyncio.sleep(0)
    assert (await pool.parse(GOOD, URL)).items
    assert not all(task.done() for task in slow)
    await asyncio.gather(*slow, return_exceptions=True)
    assert (await pool.parse(GOOD, URL, doubted=True)).items
    await pool.close()


async def test_items_beyond_the_most_are_counted() -> None:
    pool = Workers(Settings(items_per_poll=2))
    parsed = await pool.parse(rss(*(piece(number) for number in range(5))).encode(), URL)
    assert (len(parsed.items), parsed.left_out) == (2, 3)
    await pool.close()


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")
