"""Whether one alert may interrupt one channel now: the policy as a short list of steps.

Each step either names its reason for holding the alert back or lets it pass to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

from monitor.model import Alert, Channel, Telling
from monitor.scales import Priority, Reason, Standing

FLASHES_PER_DAY = 3


def routes_to(channel: Channel, seed: str, storyline: str) -> bool:
    """Whether the channel takes this seed and storyline; ``*`` stands for any."""
    takes_seed = any(fnmatchcase(seed, pattern) for pattern in channel.seeds)
    return takes_seed and any(fnmatchcase(storyline, pattern) for pattern in channel.storylines)


def verdict(
    alert: Alert, channel: Channel, told: Sequence[Telling], now: datetime, *, baseline: bool
) -> Reason:
    """INTERRUPTS, or why not. ``told`` is the channel's memory of at least the last day.

    The first FLASHes of a day and storyline stand above every rule; a later one is treated as a
    BULLETIN, and counts as one.
    """
    if baseline:
        return Reason.BASELINE
    today = _today(alert, channel, told, now)
    flashes = min(today.count(Priority.FLASH), FLASHES_PER_DAY)
    priority = alert.priority
    if priority is Priority.FLASH:
        if flashes < FLASHES_PER_DAY:
            return Reason.INTERRUPTS
        priority = Priority.BULLETIN
    if priority < channel.min_priority:
        return Reason.TO_DIGEST
    if in_quiet_hours(channel, now):
        return Reason.QUIET_HOURS
    if channel.budget_per_day is not None and len(today) - flashes >= channel.budget_per_day:
        return Reason.OVER_BUDGET
    return Reason.INTERRUPTS


def in_quiet_hours(channel: Channel, now: datetime) -> bool:
    """Whether the channel's local time lies in its quiet hours, which may pass midnight."""
    hours = channel.quiet_hours
    if hours is None:
        return False
    local = now.astimezone(ZoneInfo(channel.timezone)).time()
    if hours.start <= hours.end:
        return hours.start <= local < hours.end
    return local >= hours.start or local < hours.end


def _today(
    alert: Alert, channel: Channel, told: Sequence[Telling], now: datetime
) -> list[Priority]:
    """Priorities of the interruptions that this storyline made on the channel's local day."""
    zone = ZoneInfo(channel.timezone)
    day = now.astimezone(zone).date()
    return [
        telling.priority
        for telling in told
        if telling.standing is Standing.TOLD
        and telling.reason is Reason.INTERRUPTS
        and (telling.seed, telling.storyline) == (alert.seed, alert.storyline)
        and now - telling.at < timedelta(days=2)
        and telling.at.astimezone(zone).date() == day
    ]
