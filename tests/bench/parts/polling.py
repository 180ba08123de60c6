"""P3: feeds that did not change, beside reader and a bare GET. P4: feeds never seen before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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


def _urls(port: int, number: int) -> list[str]:
    return [f"http://127.0.0.1:{port}/{place}" for place in range(number)]


def _ours(place: Place, mode: str, number: int, *, passes: int) -> Figures:
    """``passes`` of the whole monitor over the feeds, as `monitor poll --all` does them."""
    import tempfile

    from monitor.config import load
    from monitor.daemon.service import Scope, pass_once

    with served(mode) as server, tempfile.TemporaryDirectory(dir=place.folder) as scratch:
        folder = Path(scratch)
        (folder / "seeds").mkdir()
        (folder / "seeds" / "bench.toml").write_text(_PROFILE, "utf-8")
        feeds = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in _urls(server.port, number))
        text = _CONFIG.format(folder=folder, port=server.port)
        (folder / "monitor.toml").write_text(f"{text}{feeds}", "utf-8")
        config = load(folder / "monitor.toml", env={}, db=None)
        for _ in range(passes):
            before = server.seen()
            with Watch() as watch:
                done = pass_once(
                    config,
                    Scope(due_only=False),
                    console=lambda _message: None,
                    clock=partial(datetime.now, UTC),  # noqa: TID251 (what the daemon passes)
                )
            require(done.feeds == number and not done.failed, f"{done.failed} feeds failed")
        return watch.figures | {"seen": _new(server, before), "items": _stored(folder)}


def _stored(folder: Path) -> int:
    from monitor.store import Store

    with Store.open(folder / "monitor.db", read_only=True) as store:
        return store.counts().items


def _new(server: Server, before: Any) -> dict[str, int]:  # noqa: ANN401 (figures by status)
    now = server.seen()
    return {status: count - before.get(status, 0) for status, count in now.items()}


def _reader(place: Place, mode: str, number: int, *, passes: int) -> Figures:
    """The same with reader: its own store on disk, 20 workers."""
    import tempfile

    from reader import make_reader

    with served(mode) as server, tempfile.TemporaryDirectory(dir=place.folder) as scratch:
        reader = make_reader(str(Path(scratch) / "reader.db"))
        for url in _urls(server.port, number):
            reader.add_feed(url)
        for _ in range(passes):
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
                await asyncio.gather(*map(get, _urls(server.port, _number(place))))
        return watch.figures | {"seen": dict(server.seen())}

    with served("fixed") as server:
        return asyncio.run(visit(server))


def _number(place: Place) -> int:
    return 5_000 if place.full else 200


def _cold(place: Place) -> int:
    return 1_000 if place.full else 60


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


def _compare_cold(laps: Laps, place: Place) -> Sequence[Finding]:
    ours, reader = laps["ours"], laps["reader"]
    stored, wanted = ours[0]["items"], reader[0]["items"]
    require(stored >= 0.98 * wanted, f"{stored} items stored, reader has {wanted}")
    return [
        Finding(
            what="feeds a second against reader",
            value=middle(reader, "wall") / middle(ours, "wall"),
            least=20,
        ),
        Finding(what="processor time against reader", value=middle(reader) / middle(ours)),
        Finding(what="ours", value=_cold(place) / middle(ours, "wall"), unit="feeds/s"),
    ]


UNCHANGED = Part(
    title="polls that answer 304",
    sides={
        "ours": Side(run=lambda place: _ours(place, "fixed", _number(place), passes=2)),
        "reader": Side(
            run=lambda place: _reader(place, "fixed", _number(place), passes=2), peer=True
        ),
        "bare": Side(run=_bare, peer=True),
    },
    judge=_compare,
)
COLD = Part(
    title="feeds never seen before",
    sides={
        "ours": Side(run=lambda place: _ours(place, "corpus", _cold(place), passes=1)),
        "reader": Side(
            run=lambda place: _reader(place, "corpus", _cold(place), passes=1), peer=True
        ),
    },
    judge=_compare_cold,
)
