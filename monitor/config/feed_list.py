"""``[[feeds]]`` to `Feed`, from the feeds file and from the configuration itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from monitor.config.plain import take_feeds
from monitor.config.references import Secrets
from monitor.config.values import line, same_address, web_address_fault
from monitor.model import Feed
from monitor.secret import Secret
from monitor.tables import Table

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110, 5.6.2: token


def read_feeds(tables: list[Table], secrets: Secrets) -> tuple[Feed, ...]:
    """Every feed; addresses are unique across files. What is wrong is noted in the tables."""
    try:
        return tuple(map(_plain, take_feeds([table.whole() for table in tables])))
    except LookupError:
        return _read_one_by_one(tables, secrets)


def _plain(fields: Mapping[str, Any]) -> Feed:
    every = fields["every"]
    return (
        Feed(**fields) if every is None else Feed(**{**fields, "every": timedelta(seconds=every)})
    )


def _read_one_by_one(tables: list[Table], secrets: Secrets) -> tuple[Feed, ...]:
    """The same where one of them takes a closer look: all those that are right."""
    places: dict[str, str] = {}
    feeds = []
    for table in tables:
        feed = _feed(table, secrets)
        if feed.url:
            _note_duplicate(table, feed, places)
            feeds.append(feed)
    return tuple(feeds)


def _feed(table: Table, secrets: Secrets) -> Feed:
    feed = Feed(
        url=_url(table),
        title=line(table, "title"),
        source=line(table, "source"),
        language=line(table, "language"),
        every=table.span("every", None),
        headers=_headers(table.table("headers"), secrets),
        paused=table.get("paused", bool, default=False),
    )
    table.check_unknown()
    return feed


def _url(table: Table) -> str:
    url = table.require("url", str, "").strip()
    fault = web_address_fault(url) if isinstance(table.raw("url"), str) else ""
    if fault:
        table.problem("url", f'"{url}" {fault}', "needs https://... or http://...")
        return ""
    return url


def _headers(table: Table, secrets: Secrets) -> Mapping[str, Secret]:
    found: dict[str, Secret] = {}
    for name in table:
        if not _HEADER_NAME.fullmatch(name):
            table.problem(name, "is not the name of a header", "needs a name such as Authorization")
        if secret := secrets.read(table, name):
            found[name] = secret
    return found


def _note_duplicate(table: Table, feed: Feed, places: dict[str, str]) -> None:
    key, place = same_address(feed.url), f"{table.file}: {table.place}"
    first = places.setdefault(key, place)
    if first != place:
        table.problem("url", f"{feed.url} is there twice", f"first: {first}")
