"""The single tables of the configuration: each key goes to the settings of the room that uses it.

A key that is not written keeps the room's own default, so a default stands in one place only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.alerts import Settings as AlertSettings
from monitor.config.references import Secrets
from monitor.config.values import hosts_and_ports, line, web_address_fault, whole
from monitor.feeds import Settings as PollingSettings
from monitor.secret import Secret
from monitor.store import Settings as StoreSettings
from monitor.tables import Table


def store(table: Table, default: StoreSettings) -> StoreSettings:
    """``[store]``: how long things are kept; ``default`` holds the path already found."""
    return replace(
        default,
        keep_items=_span(table, "keep_items", default.keep_items),
        keep_matched=_span(table, "keep_matched", default.keep_matched),
    )


def polling(table: Table, secrets: Secrets) -> PollingSettings:
    """``[polling]``: how feeds are visited."""
    default = PollingSettings()
    proxy = _address(table, "proxy", secrets)
    return replace(
        default,
        every=_span(table, "every", default.every),
        concurrency=whole(table, "concurrency", default.concurrency, least=1),
        per_host=whole(table, "per_host", default.per_host, least=1),
        user_agent=line(table, "user_agent", default.user_agent),
        proxy=proxy.reveal() if proxy else default.proxy,
        allow_private=hosts_and_ports(table, "allow_private", default.allow_private),
    )


def alerts(table: Table, secrets: Secrets) -> AlertSettings:
    """``[alerts]``: how alerts are gathered, and the monitor's own signs of life."""
    default = AlertSettings()
    return replace(
        default,
        batch_wait=_span(table, "batch_wait", default.batch_wait, zero=True),
        heartbeat_url=_address(table, "heartbeat_url", secrets),
        weekly_note=table.get("weekly_note", bool, default.weekly_note),
    )


def _span(table: Table, key: str, default: timedelta, *, zero: bool = False) -> timedelta:
    span = table.span(key, default, zero=zero)
    return default if span is None else span


def _address(table: Table, key: str, secrets: Secrets) -> Secret | None:
    """An http(s) address that may hold a password or be one, hence a secret."""
    secret = secrets.read(table, key)
    url = secret.reveal() if secret else ""
    if url and web_address_fault(url):
        table.problem(key, "is not a complete http or https address", "needs https://host/...")
    return secret
