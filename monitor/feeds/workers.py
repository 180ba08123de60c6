"""A small pool of parser processes: bytes in, parsed items out; killed when they overrun.

Rules: a worker serves one request at a time. One that is late, has crashed, or whose request was
cancelled is killed and replaced when next needed. Workers start when first needed. There are prompt
turns, and late ones for feeds that turn out slow or failed before, so that they hold up no others.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import monitor
from monitor.errors import FeedError
from monitor.feeds.frames import LENGTH, LONGEST_ANSWER, READY, from_row
from monitor.feeds.settings import Settings
from monitor.model import ParsedItem

# Python and the parsers are loaded in a third of a second; a busy small machine may need many times
# that, and no feed is to be blamed for it.
_STARTS_WITHIN = 20.0
# A process whose memory has grown and been cut up is replaced now and then.
_REQUESTS_EACH = 500
# The slowest recorded feed takes 70 ms; one that takes this long steps aside for the others.
_SLOW = 0.5
# What a worker may know of our surroundings; no secret of the configuration is among it.
_PASSED_ON = ("PATH", "HOME", "TZ", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A feed's items, cleaned, and the time to live that it names.

    ``left_out`` counts the items beyond the most that are read of one feed.
    """

    items: tuple[ParsedItem, ...]
    ttl: timedelta | None = None
    left_out: int = 0


class _Worker:
    """One process and its two pipes."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.served = 0

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    def kill(self) -> None:
        if self.alive and _is_running(self.process.pid):
            self.process.kill()

    async def begin(self) -> None:
        """Wait until it can take requests; raises EOFError when it ends before."""
        assert self.process.stdout  # noqa: S101 (a pipe, by how it was started)
        try:
            await self.process.stdout.readexactly(len(READY))
        except BaseException:
            self.kill()
            raise

    async def ask(self, request: bytes, body: bytes) -> Mapping[str, object]:
        """One request, one answer; raises EOFError or OSError when the process is gone."""
        requests, answers = self.process.stdin, self.process.stdout
        assert requests and answers  # noqa: S101, PT018 (both are pipes, by how it was started)
        for part in (request, body):
            requests.write(LENGTH.pack(len(part)))
            requests.write(part)
        await requests.drain()
        (length,) = LENGTH.unpack(await answers.readexactly(LENGTH.size))
        if length > LONGEST_ANSWER:
            raise EOFError
        answer: Mapping[str, object] = json.loads(await answers.readexactly(length))
        self.served += 1
        return answer


class Workers:
    """The pool; close it, or its processes live on until ours ends."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._prompt = asyncio.Semaphore(max(1, settings.workers))
        self._late = asyncio.Semaphore(2 * max(1, settings.workers))

    async def parse(
        self, body: bytes, url: str, *, language: str = "", doubted: bool = False
    ) -> Parsed:
        """The feed in ``body``; ``language`` is that of items which name none.

        A feed that is ``doubted`` (it failed before) waits for the slow ones' turn, and one that
        turns out to be slow makes room for the next: slow feeds hold up each other, no others.
        Raises FeedError when it is no feed, or costs too much time or memory.
        """
        settings = self._settings
        request = json.dumps(
            {
                "url": url,
                "items": settings.items_per_poll,
                "second_try_for": settings.second_try_for.total_seconds(),
            }
        ).encode()
        lane = self._late if doubted else self._prompt
        async with lane:
            asking = asyncio.ensure_future(self._ask(request, body))
            try:
                if not doubted:
                    await self._make_room(asking)
                answer = await asking
            finally:
                asking.cancel()
        return _read(answer, language)

    async def _make_room(self, asking: asyncio.Future[Mapping[str, object]]) -> None:
        """Let another one begin while this one goes on, if it is slow and there is a late turn."""
        await asyncio.wait({asking}, timeout=_SLOW)
        if asking.done() or self._late.locked():
            return
        async with self._late:
            self._prompt.release()
            try:
                await asyncio.wait({asking})
            finally:
                await self._prompt.acquire()

    async def close(self) -> None:
        """Kill every worker and wait until they are gone."""
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._all))
        self._all.clear()
        self._free.clear()

    async def _ask(self, request: bytes, body: bytes) -> Mapping[str, object]:
        try:
            worker = await self._take()
        except (EOFError, OSError):  # out of time is an OSError too
            raise FeedError("could not be parsed: no parser process could be started") from None
        kept = False
        try:
            async with asyncio.timeout(self._settings.parse_for.total_seconds()):
                answer = await worker.ask(request, body)
            kept = worker.served < _REQUESTS_EACH
        except TimeoutError:
            raise FeedError("takes too long to parse") from None
        except (EOFError, OSError):
            raise FeedError("crashed the parser") from None
        finally:
            self._put_back(worker, kept=kept)
        return answer

    async def _take(self) -> _Worker:
        for gone in [worker for worker in self._all if not worker.alive]:
            self._all.discard(gone)
        while self._free:
            worker = self._free.pop()
            if worker.alive:
                return worker
        worker = _Worker(await _start(self._settings))
        self._all.add(worker)
        async with asyncio.timeout(_STARTS_WITHIN):
            await worker.begin()
        return worker

    def _put_back(self, worker: _Worker, *, kept: bool) -> None:
        if kept:
            self._free.append(worker)
        else:
            worker.kill()


def _is_running(pid: int) -> bool:
    """Whether a child has not ended yet; its exit status is left for asyncio to read.

    `Process.kill` takes the status of one that is dying already, and asyncio's own thread that
    waits for it then warns of an unknown child.
    """
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return True
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except ChildProcessError:
        return False


async def _start(settings: Settings) -> Process:
    home = str(Path(monitor.__file__).parents[1])
    surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # nothing is imported from the directory we happen to stand in
        "-m",
        "monitor.feeds.worker",
        str(os.getpid()),
        str(settings.parse_memory),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={**surroundings, "PYTHONPATH": home, "PYTHONUTF8": "1"},
        start_new_session=True,  # a Ctrl-C in the terminal is ours to answer
    )


def _read(answer: Mapping[str, object], language: str) -> Parsed:
    error = answer.get("error")
    if error is not None:
        raise FeedError(str(error))
    rows, ttl = answer["items"], answer["ttl"]
    left_out = answer["left_out"]
    assert isinstance(left_out, int)  # noqa: S101 (our own worker)
    assert isinstance(rows, list) and isinstance(ttl, int)  # noqa: S101, PT018 (our own worker)
    spoken = language or str(answer["language"])
    return Parsed(
        items=tuple(from_row(row, spoken) for row in rows),
        ttl=timedelta(minutes=ttl) if ttl else None,
        left_out=left_out,
    )
