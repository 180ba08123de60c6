"""P3: feeds that did not change, beside reader and a bare GET."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.serving import Server, served

_PROFILE = """
seed = "bench"
title = "Galdorhaven port strike"
languages = ["en"]
[[entities]]
name = "Galdorhaven"
kind = "place"
weight = 1.0
anchor = true
[[storylines]]
slug = "strike"
title = "The strike"
terms.en = ["strike*", "union*"]
"""
_CONFIG = """
[store]
path = "{folder}/monitor.db"
[seeds]
folder = "{folder}/seeds"
[polling]
concurrency = 64
per_host = 64
allow_private = ["127.0.0.1:{port}"]
"""


def urls(port: int, number: int) -> list[str]:
    return [f"http://127.0.0.1:{port}/{place}" for place in range(number)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """So many feeds, ``served`` so. A pass before the one that counts loads what each start loads.

    It visits all of them (``again``), or the first alone.
    """

    served: tuple[str, ...]
    number: int
    again: bool


def poll(place: Place, task: Task) -> Figures:
    """The whole monitor over the feeds, as `monitor poll --all` does it."""
    import tempfile

    from monitor.config import load
    from monitor.daemon.service import Scope, pass_once

    with served(*task.served) as server, tempfile.TemporaryDirectory(dir=place.folder) as scratch:
        folder = Path(scratch)
        (folder / "seeds").mkdir()
        (folder / "seeds" / "bench.toml").write_text(_PROFILE, "utf-8")
        feeds = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls(server.port, task.number))
        text = _CONFIG.format(folder=folder, port=server.port)
        (folder / "monitor.toml").write_text(f"{text}{feeds}", "utf-8")
        config = load(folder / "monitor.toml", env={}, db=None)
        first = "" if task.again else urls(server.port, 1)[0]
        for only in (first, ""):
            before = server.seen()
            with Watch() as watch:
                done = pass_once(
                    config,
                    Scope(due_only=False, only=only),
                    console=lambda _message: None,
                    clock=partial(datetime.now, UTC),  # noqa: TID251 (what the daemon passes)
                )
        require(done.feeds == task.number and not done.failed, f"{done.failed} feeds failed")
        return watch.figures | {"seen": _new(server, before), "items": _stored(folder)}


def _stored(folder: Path) -> int:
    from monitor.store import Store

    with Store.open(folder / "monitor.db", read_only=True) as store:
        return store.counts().items


def _new(server: Server, before: Any) -> dict[str, int]:  # noqa: ANN401 (figures by status)
    now = server.seen()
    return {status: count - before.get(status, 0) for status, count in now.items()}


def read(place: Place, task: Task) -> Figures:
    """The same with reader: its own store on disk, 20 workers."""
    import tempfile

    from reader import make_reader

    with served(*task.served) as server, tempfile.TemporaryDirectory(dir=place.folder) as scratch:
        reader = make_reader(str(Path(scratch) / "reader.db"))
        for url in urls(server.port, task.number):
            reader.add_feed(url)
        if task.again:
            reader.update_feeds(workers=20, scheduled=False)
        else:
            reader.update_feed(urls(server.port, 1)[0])
        before = server.seen()
        with Watch() as watch:
            reader.update_feeds(workers=20, scheduled=False)
        items = reader.get_entry_counts().total
        return watch.figures | {"seen": _new(server, before), "items": items}


def _bare(place: Place) -> Figures:
    """A GET for each feed with aiohttp, and nothing more."""
    import aiohttp

    async def visit(server: Server) -> Figures:
        slots = asyncio.Semaphore(64)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def get(url: str) -> None:
                async with slots, session.get(url, headers={"If-None-Match": '"v1"'}) as answer:
                    await answer.read()

            with Watch() as watch:
                await asyncio.gather(*map(get, urls(server.port, _number(place))))
        return watch.figures | {"seen": dict(server.seen())}

    with served("fixed") as server:
        return asyncio.run(visit(server))


def _number(place: Place) -> int:
    return 5_000 if place.full else 200


def _task(place: Place) -> Task:
    return Task(served=("fixed",), number=_number(place), again=True)


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    number = _number(place)
    for side, found in laps.items():
        seen = found[0]["seen"].get("304", 0)
        require(seen == number, f"{side}: {seen} of {number} answers were 304")
    ours = middle(laps["ours"])
    return [
        Finding(what="reader's processor time", value=middle(laps["reader"]) / ours, least=15),
        Finding(what="against a bare aiohttp GET", value=ours / middle(laps["bare"]), most=3),
        Finding(what="ours, 1,000 feeds", value=1e6 / number * ours, unit="ms"),
    ]


UNCHANGED = Part(
    title="polls that answer 304",
    sides={
        "ours": Side(run=lambda place: poll(place, _task(place))),
        "reader": Side(run=lambda place: read(place, _task(place)), peer=True),
        "bare": Side(run=_bare, peer=True),
    },
    judge=_compare,
)
