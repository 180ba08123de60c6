"""Things whole, and lists a page at a time: only by indexes, whatever the database holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from time import monotonic
from typing import Any

from monitor.errors import MonitorError, NothingFound, StoreError
from monitor.model import (
    Alert,
    AlertSheet,
    Delivery,
    Development,
    DevelopmentSheet,
    Item,
    ItemSheet,
    Query,
    Revision,
    Sheet,
    Story,
    StorySheet,
)
from monitor.store import listing, shapes
from monitor.store.connection import Connection
from monitor.store.listing import Listing
from monitor.store.overview import Overview
from monitor.store.reading import Reader
from monitor.store.rows import Shape, number, time_text
from monitor.store.sql import select

_MOST_ITEMS = 100  # of one story; a page that is read by people
_TOLD_WITHIN = timedelta(days=8)  # the longest wait for a digest that is tried for a week
_OPERATIONS = 1000  # of SQLite between two looks at the time: well below a millisecond
_LONGEST_ID = 19  # a letter and what an integer of SQLite surely holds
_DELIVERIES = """
created_at >= :from AND created_at <= :until
    AND EXISTS (SELECT 1 FROM json_each(alerts) WHERE value = :shown)
ORDER BY created_at DESC, id DESC
"""
_EARLIER = """
(it.{when}, it.id) < (SELECT b.{when}, b.id FROM {view} AS b WHERE b.id = :before)"""
_LISTINGS: Mapping[str, tuple[Listing, Shape[Any]]] = {
    "i": (listing.ITEMS, shapes.ITEM),
    "s": (listing.STORIES, shapes.STORY),
    "a": (listing.ALERTS, shapes.ALERT),
}


class Sheets:
    """One thing with all that belongs to it; and the lists, walked from the newest on."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        self._connection = connection
        self._reader = reader

    def find(self, shown: str) -> Sheet:
        """What an id stands for. Raises NothingFound for all but i, s, d and a that exist."""
        noun = self._reader.find(shown)
        if isinstance(noun, Item):
            return self._of_item(noun)
        if isinstance(noun, Story):
            return self._of_story(noun)
        if isinstance(noun, Development):
            step = Overview(self._connection).step(shown)
            return DevelopmentSheet(step=step, alerts=self._reader.alerts_of(shown))
        if isinstance(noun, Alert):
            return self._of_alert(noun)
        raise NothingFound(f"{shown} has no page; see monitor show {shown}")

    def newest(self, kind: str, *, before: str = "", limit: int) -> tuple[Any, ...]:
        """Items (kind ``i``), stories (``s``) or alerts (``a``) before an id of that kind.

        Raises NothingFound when ``before`` is no id of that kind.
        """
        (wanted, shape), query = _LISTINGS[kind], Query(limit=limit)
        if before:
            sql, values = wanted.select(query, _EARLIER.format(when=wanted.when, view=wanted.view))
            values["before"] = _place(before, kind)
        else:
            sql, values = wanted.select(query)
        return tuple(shape.read(row) for row in self._connection.rows(sql, values))

    def search(self, words: str, limit: int, within: timedelta) -> tuple[Item, ...]:
        """As `Reader.search`. Raises MonitorError when it takes longer than ``within``.

        The start of a word may stand for so many words that it means reading the whole index.
        """
        conn, end = self._connection.conn, monotonic() + within.total_seconds()
        conn.set_progress_handler(lambda: monotonic() > end, _OPERATIONS)
        try:
            return self._reader.search(words, limit)
        except StoreError as error:
            if getattr(error.__cause__, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
                raise
            raise MonitorError(
                "that search takes too long: write more of a word before its *"
            ) from None
        finally:
            conn.set_progress_handler(None, 0)

    def _of_item(self, item: Item) -> ItemSheet:
        read = self._reader
        stories = dict.fromkeys(one.story for one in read.assignments_of(item.id))
        told = [alert for story in stories for alert in read.alerts_of(story)]
        return ItemSheet(
            item=item,
            matches=read.matches_of(item.id),
            judgements=read.judgements_of(item.id),
            developments=read.developments_of(item.id),
            alerts=tuple(alert for alert in told if item.id in alert.items),
            revisions=tuple(
                Revision(replaced_at=at, title=before.title, summary=before.summary)
                for at, before in read.revisions_of(item.id)
            ),
        )

    def _of_story(self, story: Story) -> StorySheet:
        items = self._reader.items_by_ids(story.items[-_MOST_ITEMS:])
        return StorySheet(
            story=story,
            items=tuple(sorted(items, key=lambda item: item.effective_at, reverse=True)),
            developments=self._reader.developments_of(story.id),
            alerts=self._reader.alerts_of(story.id),
        )

    def _of_alert(self, alert: Alert) -> AlertSheet:
        return AlertSheet(
            alert=alert,
            items=self._reader.items_by_ids(alert.items[-_MOST_ITEMS:]),
            tellings=self._reader.tellings_of(alert.id),
            deliveries=self._deliveries_of(alert),
        )

    def _deliveries_of(self, alert: Alert) -> tuple[Delivery, ...]:
        rows = self._connection.rows(
            select("deliveries", _DELIVERIES),
            {
                "from": time_text(alert.at),
                "until": time_text(alert.at + _TOLD_WITHIN),
                "shown": alert.id,
            },
        )
        return tuple(shapes.DELIVERY.read(row) for row in rows)


def _place(shown: str, kind: str) -> int:
    try:
        return number(shown[:_LONGEST_ID], kind)
    except ValueError:
        raise NothingFound(f"{shown} is no id to go on from; it needs the kind {kind}") from None
