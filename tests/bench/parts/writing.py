"""P9: a batch of items with its search index, beside sqlite-utils with its triggers.

Nothing in it matches, so ours does not wait for the disk; the other sides do not wait for it either,
and each writes a batch in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.invention import Invention

_AT = datetime(2025, 11, 20, tzinfo=UTC)
_POLLS, _ITEMS = 50, 20
_NO_WAITING = "PRAGMA synchronous = NORMAL"
_BARE_ITEM = (
    "INSERT INTO items (id, title, summary, url, first_seen_at, effective_at, guid, source, language,"
    " wire) VALUES (?, ?, ?, ?, ?, ?, '', '', '', '')"
)
_BARE_SIGHTING = (
    "INSERT INTO sightings (item, feed, first_seen_at, last_seen_at)"
    " VALUES (?1, 'https://n.example/rss', ?2, ?2)"
)
_BARE_ALIAS = "INSERT INTO aliases (key, item, last_seen_at) VALUES (?, ?, ?)"
_BARE_INDEX = (
    "INSERT INTO items_fts (rowid, title, summary)"
    " SELECT id, title, summary FROM items WHERE id BETWEEN ? AND ?"
)


Row = tuple[int, str, str, str, str, str]


def put(opened: sqlite3.Connection, rows: Sequence[Row], keys: Sequence[tuple[str, int]]) -> None:
    """Items (number, title, summary, address, first seen, effective) and their keys, as we keep them.

    Ready to be written, in one transaction: what SQLite itself takes of ours.
    """
    at = rows[0][4]
    opened.execute("BEGIN IMMEDIATE")
    opened.executemany(_BARE_ITEM, rows)
    opened.executemany(_BARE_SIGHTING, [(row[0], at) for row in rows])
    opened.executemany(_BARE_ALIAS, [(*key, at) for key in keys])
    opened.execute(_BARE_INDEX, (rows[0][0], rows[-1][0]))
    opened.execute("COMMIT")


def _batches(place: Place) -> int:
    return 20 if place.full else 5


def _texts(place: Place) -> list[tuple[str, str]]:
    invention = Invention(9)
    count = _batches(place) * _POLLS * _ITEMS
    return [(invention.headline(), invention.text(2)) for _ in range(count)]


def _ours(place: Place) -> Figures:
    """Items with their sightings and aliases, fifty polls in a transaction, as the engine does."""
    from monitor.model import Item, Outcome, Sighting
    from monitor.store import Store

    texts = _texts(place)
    items = [
        Item(
            id=f"i{number}",
            title=title,
            summary=summary,
            url=f"https://n.example/{number}",
            first_seen_at=_AT + timedelta(seconds=number),
            effective_at=_AT,
            feeds=("https://n.example/rss",),
        )
        for number, (title, summary) in enumerate(texts, 1)
    ]
    outcomes = [
        Outcome(
            at=_AT,
            items=tuple(items[start : start + _ITEMS]),
            sightings=tuple(
                Sighting(item=item.id, feed=item.feeds[0], keys=(f"l:{item.url}",), at=_AT)
                for item in items[start : start + _ITEMS]
            ),
        )
        for start in range(0, len(items), _ITEMS)
    ]
    path = place.folder / "ours.db"
    path.unlink(missing_ok=True)
    with Store.open(path) as store:
        with Watch() as watch:
            for start in range(0, len(outcomes), _POLLS):
                store.apply(outcomes[start : start + _POLLS])
        found = len(store.read.search("treaty", 10**6))
    return watch.figures | {"items": len(items), "found": found}


def _bare(place: Place) -> Figures:
    """The same rows into the same tables."""
    from monitor.store import Store

    at = _AT.isoformat(timespec="microseconds").replace("+00:00", "Z")
    items = [
        (number, title, summary, f"https://n.example/{number}", at, at)
        for number, (title, summary) in enumerate(_texts(place), 1)
    ]
    path = place.folder / "bare.db"
    path.unlink(missing_ok=True)
    Store.open(path).close()
    opened = sqlite3.connect(path, isolation_level=None)
    opened.execute(_NO_WAITING)
    with Watch() as watch:
        for start in range(0, len(items), _POLLS * _ITEMS):
            batch = items[start : start + _POLLS * _ITEMS]
            put(opened, batch, [(f"l:{row[3]}", row[0]) for row in batch])
    found = opened.execute("SELECT count(*) FROM items_fts WHERE items_fts MATCH 'treaty'")
    figures = watch.figures | {"items": len(items), "found": found.fetchone()[0]}
    opened.close()
    return figures


def _sqlite_utils(place: Place, *, whole: bool) -> Figures:
    """Items with their search index; ``whole``: also where each was seen, and its key, as ours."""
    from sqlite_utils import Database

    rows = [
        {
            "id": number,
            "title": title,
            "summary": summary,
            "url": f"https://n.example/{number}",
            "first_seen_at": (_AT + timedelta(seconds=number)).isoformat(),
            "effective_at": _AT.isoformat(),
            "source": "",
        }
        for number, (title, summary) in enumerate(_texts(place), 1)
    ]
    path = place.folder / "peer.db"
    path.unlink(missing_ok=True)
    opened = sqlite3.connect(path)
    opened.execute("PRAGMA journal_mode = WAL")
    opened.execute(_NO_WAITING)
    db = Database(opened)
    table = db.table("items")
    table.create({name: type(value) for name, value in rows[0].items()}, pk="id")
    table.enable_fts(["title", "summary"], create_triggers=True)
    table.create_index(["first_seen_at"])
    table.create_index(["url"])
    table.create_index(["source", "first_seen_at"])
    sightings = db.table("sightings")
    sightings.create(
        {"item": int, "feed": str, "first_seen_at": str, "last_seen_at": str}, pk=("item", "feed")
    )
    sightings.create_index(["feed", "last_seen_at"])
    sightings.create_index(["feed", "first_seen_at"])
    aliases = db.table("aliases")
    aliases.create({"key": str, "item": int, "last_seen_at": str}, pk="key")
    aliases.create_index(["item"])
    with Watch() as watch:
        for start in range(0, len(rows), _POLLS * _ITEMS):
            batch = rows[start : start + _POLLS * _ITEMS]
            with db.atomic():
                table.upsert_all(batch, pk="id")
                if whole:
                    sightings.upsert_all(map(_sighting, batch), pk=("item", "feed"))
                    aliases.upsert_all(map(_alias, batch), pk="key")
    found = db.execute("select count(*) from items_fts where items_fts match 'treaty'").fetchone()
    opened.close()
    return watch.figures | {"items": len(rows), "found": found[0]}


def _sighting(row: Mapping[str, Any]) -> dict[str, Any]:
    at = row["first_seen_at"]
    feed = "https://n.example/rss"
    return {"item": row["id"], "feed": feed, "first_seen_at": at, "last_seen_at": at}


def _alias(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": f"l:{row['url']}", "item": row["id"], "last_seen_at": row["first_seen_at"]}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours, peer, less = laps["ours"], laps["sqlite-utils"], laps["items alone"]
    bare = laps["bare"]
    require(ours[0]["found"] == peer[0]["found"] > 0, "the searches do not agree")
    require(ours[0]["found"] == bare[0]["found"], "the bare rows are not the same")
    return [
        Finding(
            what="processor time against sqlite-utils",
            value=middle(peer) / middle(ours),
            least=3,
            note="both: items, index, sightings, aliases",
        ),
        Finding(
            what="when it writes items and index alone",
            value=middle(less) / middle(ours),
            note="ours as before",
        ),
        Finding(
            what="bare SQLite against sqlite-utils",
            value=middle(peer) / middle(bare),
            note="our rows and tables without us: the most that there is to win",
        ),
        Finding(what="clock", value=middle(peer, "wall") / middle(ours, "wall")),
        Finding(what="ours", value=ours[0]["items"] / middle(ours), unit="items/s"),
    ]


WRITE = Part(
    title="write a batch with its search index",
    sides={
        "ours": Side(run=_ours),
        "bare": Side(run=_bare),
        "sqlite-utils": Side(run=lambda place: _sqlite_utils(place, whole=True), peer=True),
        "items alone": Side(run=lambda place: _sqlite_utils(place, whole=False), peer=True),
    },
    judge=_compare,
)
