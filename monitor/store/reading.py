"""Questions in, nouns out, newest first: what every list, `show` and `explain` stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.errors import NothingFound
from monitor.model import (
    Alert,
    Assignment,
    Delivery,
    Development,
    Fact,
    Item,
    Judgement,
    Match,
    Query,
    Receipt,
    Story,
    Telling,
)
from monitor.store import listing, shapes
from monitor.store.columns import KINDS, Told
from monitor.store.connection import Connection
from monitor.store.glancing import answer
from monitor.store.listing import Listing
from monitor.store.rows import Noun, Shape, json_text, number, time_text
from monitor.store.search import phrases
from monitor.store.sql import Stored, select

Shown = Item | Match | Story | Development | Alert | Delivery

_ALL = Query()
_DIGITS = 18  # what an integer of SQLite surely holds; no id comes near
_PAGE = 500  # items read at a time when walking through many
_LISTINGS: Mapping[str, tuple[Listing, Shape[Any]]] = {
    "i": (listing.ITEMS, shapes.ITEM),
    "m": (listing.MATCHES, shapes.MATCH),
    "s": (listing.STORIES, shapes.STORY),
    "d": (listing.DEVELOPMENTS, shapes.DEVELOPMENT),
    "a": (listing.ALERTS, shapes.ALERT),
    "o": (listing.DELIVERIES, shapes.DELIVERY),
}
_IN_ITEMS = "EXISTS (SELECT 1 FROM json_each(items) WHERE value = :shown) ORDER BY id DESC"
_IN_ALERTS = "EXISTS (SELECT 1 FROM json_each(alerts) WHERE value = :shown) ORDER BY id DESC"
_STORED_SINCE = """
SELECT * FROM whole_items
WHERE pruned_at IS NULL AND (first_seen_at, id) > (:at, :id)
ORDER BY first_seen_at, id LIMIT :limit
"""
_BY_URL = """
SELECT * FROM whole_items WHERE id IN (
    SELECT id FROM items WHERE url = :url AND url <> ''
    UNION SELECT item FROM aliases WHERE key IN (:url, :key))
ORDER BY first_seen_at DESC, id DESC LIMIT 1
"""


class Reader:
    """Everything that can be asked of the store; it changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def items(self, query: Query = _ALL) -> tuple[Item, ...]:
        """Items by the time they were first seen; pruned ones are left out."""
        return self._list("items", query)

    def matches(self, query: Query = _ALL, *, near: bool = False) -> tuple[Match, ...]:
        """Matches, or with ``near`` the near misses instead."""
        return self._list("near misses" if near else "matches", query)

    def stories(self, query: Query = _ALL) -> tuple[Story, ...]:
        """Stories by the time of their last item."""
        return self._list("stories", query)

    def developments(self, query: Query = _ALL) -> tuple[Development, ...]:
        """Developments by the time they were detected."""
        return self._list("developments", query)

    def alerts(self, query: Query = _ALL, *, suppressed: bool = False) -> tuple[Alert, ...]:
        """Alerts that interrupted, or with ``suppressed`` those that did not."""
        return self._list("suppressed alerts" if suppressed else "alerts", query)

    def deliveries(self, query: Query = _ALL) -> tuple[Delivery, ...]:
        """Outbox rows by the time they were written."""
        return self._list("deliveries", query)

    def search(self, words: str, limit: int = 50, query: Query | None = None) -> tuple[Item, ...]:
        """Items that hold all of ``words``: accents do not matter, ``*`` ends a beginning.

        Words in double quotes are a phrase. ``limit`` 0 means all. Newest means the last stored.
        A ``query`` narrows further, as it does a list, and brings its own limit.
        """
        if not phrases(words):
            return ()
        return self._read(shapes.ITEM, *listing.search(words, query or Query(limit=limit)))

    def rows(self, name: str, query: Query, words: str | None = None) -> list[dict[str, Told]]:
        """A list (see `listing`) or a search as `glance` gives it, without making nouns of it."""
        return answer(self._connection.rows, name, query, words)

    def find(self, shown: str) -> Shown:
        """The noun behind an id. Raises NothingFound for an unknown id or kind letter."""
        listed = _LISTINGS.get(shown[:1])
        digits = shown[1:]
        if listed is None or not (digits.isascii() and digits.isdigit()):
            raise NothingFound(
                f'"{shown}" is no id: ids are a letter and a number, such as i12; i item, m match,'
                " s story, d development, a alert, o delivery"
            )
        wanted, shape = listed
        sql, values = select(wanted.view, "id = :id"), {"id": int(digits[:_DIGITS])}
        rows = self._connection.rows(sql, values)
        if not rows or len(digits) > _DIGITS:
            newest = self._connection.figure(f"SELECT coalesce(max(id), 0) FROM {wanted.view}")  # noqa: S608 (our own table)
            known = (
                f"; the newest is {shown[0]}{newest}"
                if newest
                else f"; there is no {wanted.name} yet"
            )
            raise NothingFound(f"there is no {wanted.name} {shown}{known}")
        found: Shown = shape.read(rows[0])
        return found

    def items_by_ids(self, ids: Collection[str]) -> tuple[Item, ...]:
        """The items of ``ids`` in that order, pruned ones too; unknown ids are left out."""
        numbers = [number(shown, "i") for shown in ids]
        sql = "SELECT * FROM whole_items WHERE id IN (SELECT value FROM json_each(:ids))"
        found = {
            item.id: item for item in self._read(shapes.ITEM, sql, {"ids": json_text(numbers)})
        }
        return tuple(found[shown] for shown in ids if shown in found)

    def item_by_url(self, url: str, key: str = "") -> Item:
        """The newest item at ``url``, or known by ``key`` (its canonical form).

        Raises NothingFound when no item stands there.
        """
        found = self._read(shapes.ITEM, _BY_URL, {"url": url, "key": key})
        if not found:
            raise NothingFound(f"no stored item has the address {url}")
        return found[0]

    def stored_since(self, at: datetime) -> Iterator[Item]:
        """Every item first seen at ``at`` or later, oldest first, read a page at a time."""
        place: dict[str, Stored] = {"at": time_text(at), "id": -1, "limit": _PAGE}
        while page := self._read(shapes.ITEM, _STORED_SINCE, place):
            yield from page
            last = page[-1]
            place |= {"at": time_text(last.first_seen_at), "id": number(last.id, "i")}

    def matches_of(self, item: str) -> tuple[Match, ...]:
        """Every verdict on an item, near misses too, newest first."""
        return self._pointing(shapes.MATCH, item)

    def assignments_of(self, shown: str) -> tuple[Assignment, ...]:
        """How an item came to its stories, or which items came to a story, newest first."""
        return self._pointing(shapes.ASSIGNMENT, shown)

    def judgements_of(self, shown: str) -> tuple[Judgement, ...]:
        """What an item, or a story's items, brought to storylines, newest first."""
        return self._pointing(shapes.JUDGEMENT, shown)

    def developments_of(self, shown: str) -> tuple[Development, ...]:
        """Developments of an item or of a story, newest first."""
        return self._pointing(shapes.DEVELOPMENT, shown)

    def alerts_of(self, shown: str) -> tuple[Alert, ...]:
        """Alerts, suppressed ones too, of an item, a story or a development, newest first."""
        if shown.startswith("i"):
            return self._read(shapes.ALERT, select("alerts", _IN_ITEMS), {"shown": shown})
        return self._pointing(shapes.ALERT, shown)

    def tellings_of(self, alert: str) -> tuple[Telling, ...]:
        """What each channel has of an alert, newest first."""
        return self._pointing(shapes.TELLING, alert)

    def deliveries_of(self, alert: str) -> tuple[Delivery, ...]:
        """The messages that tell an alert, newest first."""
        return self._read(shapes.DELIVERY, select("deliveries", _IN_ALERTS), {"shown": alert})

    def receipts_of(self, delivery: str) -> tuple[Receipt, ...]:
        """Every attempt at a delivery, newest first."""
        return self._pointing(shapes.RECEIPT, delivery)

    def facts(self, seed: str, storyline: str = "") -> tuple[Fact, ...]:
        """The ledger of a seed, or of one of its storylines, oldest first."""
        sql = (
            "SELECT * FROM facts WHERE seed = :seed"
            " AND (:storyline = '' OR storyline = :storyline) ORDER BY id"
        )
        return self._read(shapes.FACT, sql, {"seed": seed, "storyline": storyline})

    def revisions_of(self, item: str) -> tuple[tuple[datetime, Item], ...]:
        """Earlier wordings of an item and when each was replaced, newest first."""
        (now,) = self.items_by_ids([item]) or (None,)
        sql = "SELECT * FROM revisions WHERE item = :item ORDER BY id DESC"
        rows = self._connection.rows(sql, {"item": number(item, "i")})
        return tuple(
            (
                datetime.fromisoformat(row["replaced_at"]),
                replace(now, title=row["title"], summary=row["summary"]),
            )
            for row in rows
            if now
        )

    def _list(self, name: str, query: Query) -> tuple[Any, ...]:
        _, shape = _LISTINGS[KINDS[listing.LISTS[name].name]]
        return self._read(shape, *listing.statement(name, query, self._connection.rows))

    def _read(self, shape: Shape[Noun], sql: str, values: Mapping[str, Stored]) -> tuple[Noun, ...]:
        return tuple(shape.read(row) for row in self._connection.rows(sql, values))

    def _pointing(self, shape: Shape[Noun], shown: str) -> tuple[Noun, ...]:
        """Rows whose column for this kind of id holds it."""
        column = next((name for name, letter in KINDS.items() if shown[:1] == letter), "")
        if column not in shape.columns:
            raise NothingFound(f"{shape.table} do not belong to {shown}")
        sql = select(shape.table, f"{column} = :id ORDER BY id DESC")
        return self._read(shape, sql, {"id": number(shown, shown[:1])})
