"""A channel's local time: its quiet hours, its days, and which of its set times have passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model import Channel


def in_quiet_hours(channel: Channel, now: datetime) -> bool:
    """Whether the channel's local time lies in its quiet hours, which may pass midnight."""
    hours = channel.quiet_hours
    if hours is None:
        return False
    local = now.astimezone(ZoneInfo(channel.timezone)).time()
    if hours.start <= hours.end:
        return hours.start <= local < hours.end
    return local >= hours.start or local < hours.end


def quiet_hours_ended(channel: Channel, since: datetime, now: datetime) -> bool:
    """Whether what has been held since then is no longer held by quiet hours."""
    hours = channel.quiet_hours
    if hours is None:
        return True
    # An end that the clock shows twice ends both of its hours; one that it skips, with the hour.
    ends = hours.end, hours.end.replace(fold=1)
    return not in_quiet_hours(channel, now) and passed(channel, ends, since, now)


def passed(channel: Channel, times: Iterable[time], since: datetime, now: datetime) -> bool:
    """Whether one of the times, on the channel's clock, lies after ``since`` and not after ``now``.

    On a day when the clock is changed a time that it skips counts an hour later, and one that it
    shows twice counts once.
    """
    zone = ZoneInfo(channel.timezone)
    today = now.astimezone(zone).date()
    return any(
        since < datetime.combine(today - timedelta(days=days), at, tzinfo=zone) <= now
        for days in (0, 1)
        for at in times
    )


def is_today(channel: Channel, at: datetime, now: datetime) -> bool:
    """Whether ``at`` lies on the channel's present day, which has 23 to 25 hours."""
    if now - at >= timedelta(days=2):  # spares the zone's arithmetic
        return False
    zone = ZoneInfo(channel.timezone)
    return at.astimezone(zone).date() == now.astimezone(zone).date()
