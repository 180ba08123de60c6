"""The configuration in words, for `config show`: key, value and origin, secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from functools import singledispatch
from operator import attrgetter

from monitor.config.places import DEFAULT
from monitor.config.shape import Config
from monitor.model import Channel, QuietHours
from monitor.secret import Secret
from monitor.spans import span_text

# Key as it is written in the file -> where its value lies in `Config`.
_SETTINGS: Mapping[str, str] = {
    "file": "file",
    "feeds_file": "feeds_file",
    "store.path": "store.path",
    "store.keep_items": "store.keep_items",
    "store.keep_matched": "store.keep_matched",
    "seeds.folder": "seeds_folder",
    "polling.every": "polling.every",
    "polling.concurrency": "polling.concurrency",
    "polling.per_host": "polling.per_host",
    "polling.user_agent": "polling.user_agent",
    "polling.proxy": "polling.proxy",
    "polling.allow_private": "polling.allow_private",
    "alerts.batch_wait": "alerts.batch_wait",
    "alerts.heartbeat_url": "alerts.heartbeat_url",
    "alerts.weekly_note": "alerts.weekly_note",
}
_OF_CHANNEL = (
    "url",
    "seeds",
    "storylines",
    "min_priority",
    "digest",
    "quiet_hours",
    "timezone",
    "budget_per_day",
)
_LOGIN = re.compile(r"(?<=//)[^/@]*@")


def describe(config: Config) -> tuple[tuple[str, str, str], ...]:
    """Every setting as (key, value, origin), in the order of the file; no secret is in it."""
    return tuple((key, value, config.origins.get(key, DEFAULT)) for key, value in rows(config))


def rows(config: Config) -> Iterator[tuple[str, str]]:
    """Every setting as (key, value)."""
    for key, where in _SETTINGS.items():
        yield key, _show(attrgetter(where)(config))
    for channel in config.channels:
        yield from _rows_of(channel)
    yield "feeds", str(len(config.feeds))


def _rows_of(channel: Channel) -> Iterator[tuple[str, str]]:
    for key in _OF_CHANNEL:
        value = getattr(channel, key)
        shown = "false" if key == "digest" and not value else _show(value)
        yield f"channels.{channel.name}.{key}", shown


@singledispatch
def _show(value: object) -> str:
    """A value as it would be written in the file; the login of an address is taken out."""
    return _LOGIN.sub("***@", str(value))


@_show.register
def _(_: None) -> str:
    return ""


@_show.register
def _(_: Secret) -> str:
    return "***"


@_show.register
def _(value: bool) -> str:  # noqa: FBT001 (dispatch is by the type of the one argument)
    return str(value).lower()


@_show.register
def _(value: timedelta) -> str:
    return span_text(value)


@_show.register
def _(value: time) -> str:
    return f"{value:%H:%M}"


@_show.register
def _(value: QuietHours) -> str:
    return f"{_show(value.start)}-{_show(value.end)}"


@_show.register
def _(value: tuple) -> str:  # type: ignore[type-arg] # singledispatch takes bare classes only
    return ",".join(_show(part) for part in value)
