"""P4: feeds never seen before, beside reader, and beside the least that the work can take.

That is the ``bare`` side: the same answers read with aiohttp, parsed by fastfeedparser in two
processes, and the rows that we keep put into SQLite. Nothing is cleaned, known again or matched.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain

from tests.bench.corpus import write_corpus
from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.parts.polling import Task, poll, read, urls
from tests.bench.parts.writing import put
from tests.bench.serving import served

_Entry = tuple[str, str, str]
_AT = "2025-11-20T00:00:00.000000Z"
_TOGETHER = 50  # feeds in a transaction, as the engine takes them
_PARSERS = 2
_KEYS = "glc"  # of an item: its guid, its link, its words


def _number(place: Place) -> int:
    return 1_000 if place.full else 80  # feeds of every size and kind


def _folder(place: Place) -> str:
    return str(place.folder / "cold")


def _prepare(place: Place) -> None:
    write_corpus(place.folder / "cold", _number(place))


def _task(place: Place) -> Task:
    return Task(served=("corpus", _folder(place)), number=_number(place), again=False)


def _bare(place: Place) -> Figures:
    from monitor.store import Store

    path = place.folder / "bare.db"
    path.unlink(missing_ok=True)
    Store.open(path).close()
    opened = sqlite3.connect(path, isolation_level=None)
    opened.execute("PRAGMA synchronous = NORMAL")  # nothing matches, so the disk is not waited for
    with served("corpus", _folder(place)) as server, Watch() as watch:
        asyncio.run(_fill(opened, urls(server.port, _number(place))))
    items = opened.execute("SELECT count(*) FROM items").fetchone()[0]
    opened.close()
    return watch.figures | {"items": items}


async def _fill(opened: sqlite3.Connection, feeds: list[str]) -> None:
    import aiohttp

    slots, loop = asyncio.Semaphore(64), asyncio.get_running_loop()
    connector = aiohttp.TCPConnector(limit=0)
    with ProcessPoolExecutor(_PARSERS) as parsers:
        async with aiohttp.ClientSession(connector=connector) as session:

            async def get(url: str) -> list[_Entry]:
                async with slots, session.get(url) as answer:
                    body = await answer.read()
                return await loop.run_in_executor(parsers, _parse, body)

            visits = [asyncio.ensure_future(get(url)) for url in feeds]
            number = 0
            for start in range(0, len(visits), _TOGETHER):
                entries = chain(*await asyncio.gather(*visits[start : start + _TOGETHER]))
                rows = [(place, *one, _AT, _AT) for place, one in enumerate(entries, number + 1)]
                put(opened, rows, [(f"{kind}:{row[3]}", row[0]) for row in rows for kind in _KEYS])
                number += len(rows)


def _parse(body: bytes) -> list[_Entry]:
    import fastfeedparser

    entries = fastfeedparser.parse(body).entries
    return [(one.title, one.get("description", ""), one.link) for one in entries]


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    ours, reader, bare = laps["ours"], laps["reader"], laps["bare"]
    stored, wanted = ours[0]["items"], reader[0]["items"]
    require(stored >= 0.98 * wanted, f"{stored} items stored, reader has {wanted}")
    require(bare[0]["items"] >= stored, f"{bare[0]['items']} bare items of {stored}")
    clock = middle(ours, "wall")
    return [
        Finding(
            what="feeds a second against reader", value=middle(reader, "wall") / clock, least=20
        ),
        Finding(what="processor time against reader", value=middle(reader) / middle(ours)),
        Finding(
            what="bare work against reader",
            value=middle(reader, "wall") / middle(bare, "wall"),
            note="fetched, split and put into SQLite: the most that there is to win",
        ),
        Finding(what="processor time of bare work", value=middle(reader) / middle(bare)),
        Finding(what="ours", value=_number(place) / clock, unit="feeds/s"),
    ]


COLD = Part(
    title="feeds never seen before",
    sides={
        "ours": Side(run=lambda place: poll(place, _task(place))),
        "bare": Side(run=_bare),
        "reader": Side(run=lambda place: read(place, _task(place)), peer=True),
    },
    judge=_compare,
    prepare=_prepare,
)
