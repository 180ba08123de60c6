"""What a channel is owed in, one digest out, at its set times; "nothing new" is never sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.alerts.render import render_digest
from monitor.alerts.settings import Settings
from monitor.model import Alert, Channel, Delivery, Outcome, Telling
from monitor.scales import Reason, Standing


def digest(
    channel: Channel,
    owed: Sequence[tuple[Telling, Alert]],
    new_id: Callable[[str], str],
    settings: Settings,
    now: datetime,
) -> Outcome | None:
    """The digest that is due now, as an Outcome with one delivery; None when none is due.

    ``owed`` holds what the channel is owed. A baseline is told once it has settled; everything
    else when one of the channel's digest times has passed since the oldest of it came up.
    """
    if not channel.digest or not owed:
        return None
    timed = _time_passed(channel, min(told.at for told, _ in owed), now)
    fresh = [told.at for told, _ in owed if told.reason is Reason.BASELINE]
    settled = bool(fresh) and now - max(fresh) >= settings.baseline_settles
    if not timed and not settled:
        return None
    chosen = [(t, a) for t, a in owed if timed or t.reason is Reason.BASELINE]
    number = new_id("o")
    alerts = [alert for _, alert in chosen]
    delivery = Delivery(
        id=number,
        channel=channel.name,
        alerts=tuple(alert.id for alert in alerts),
        message=render_digest(alerts, key=f"digest-{number}-{channel.name}"),
        created_at=now,
        next_attempt_at=now,
    )
    told = tuple(replace(telling, standing=Standing.TOLD) for telling, _ in chosen)
    return Outcome(at=now, tellings=told, deliveries=(delivery,))


def _time_passed(channel: Channel, since: datetime, now: datetime) -> bool:
    """Whether one of the channel's digest times lies after ``since`` and not after ``now``."""
    zone = ZoneInfo(channel.timezone)
    for days in (0, 1):
        day = now.astimezone(zone).date() - timedelta(days=days)
        for time in channel.digest:
            due = datetime.combine(day, time, tzinfo=zone)
            if since < due <= now:
                return True
    return False
