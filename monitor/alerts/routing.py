"""Whether one alert may interrupt one channel now: the policy as a short list of steps.

Each step either names its reason for holding the alert back or lets it pass to the next. The first
FLASHes of a day and storyline stand above every step but baseline, silence, edit and follow-up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase

from monitor.alerts.calendar import in_quiet_hours, is_today
from monitor.alerts.case import Case
from monitor.alerts.silencing import is_silenced
from monitor.model import Alert, Channel, Heard, Telling
from monitor.scales import Priority, Reason

FLASHES_PER_DAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a channel is interrupted, or why not, and how loud the alert is on that channel."""

    reason: Reason
    priority: Priority


def routes_to(channel: Channel, seed: str, storyline: str) -> bool:
    """Whether the channel takes this seed and storyline; ``*`` stands for any."""
    takes_seed = any(fnmatchcase(seed, pattern) for pattern in channel.seeds)
    return takes_seed and any(fnmatchcase(storyline, pattern) for pattern in channel.storylines)


def judge(case: Case, alert: Alert, channel: Channel, heard: Heard, now: datetime) -> Verdict:
    """What becomes of an alert on a channel that takes its storyline.

    A FLASH beyond the day's allowance is treated as a BULLETIN, and counts as one.
    """
    flashes = _count_today(channel, heard.flashes, now)
    if alert.priority is Priority.FLASH and flashes >= FLASHES_PER_DAY:
        alert = replace(alert, priority=Priority.BULLETIN)
    reason = _held_whatever(case, alert, channel, heard, now)
    if reason is None and alert.priority is not Priority.FLASH:
        reason = _held_below_flash(case, alert.priority, channel, heard, now)
    return Verdict(reason=reason or Reason.INTERRUPTS, priority=alert.priority)


def _held_whatever(
    case: Case, alert: Alert, channel: Channel, heard: Heard, now: datetime
) -> Reason | None:
    """What holds even a FLASH."""
    if case.baseline:
        return Reason.BASELINE
    if is_silenced(alert, channel.name, case.silences, now):
        return Reason.SILENCED
    if case.only_reworded:
        return Reason.EDITED
    if case.confirms and heard.loudest is not None and alert.priority <= heard.loudest:
        return Reason.STORY_TOLD
    return None


def _held_below_flash(
    case: Case, priority: Priority, channel: Channel, heard: Heard, now: datetime
) -> Reason | None:
    """What holds the rest; and the other reasons for which it goes."""
    corrects = priority < channel.min_priority and case.takes_back and heard.misled
    if priority < channel.min_priority and not corrects:
        return Reason.TO_DIGEST if channel.digest else Reason.NO_DIGEST
    if in_quiet_hours(channel, now):
        return Reason.QUIET_HOURS
    if heard.waiting:
        return Reason.JOINS
    budget = channel.budget_per_day
    if budget is not None and _count_today(channel, heard.others, now) >= budget:
        return Reason.OVER_BUDGET
    return Reason.CORRECTS if corrects else None


def _count_today(channel: Channel, told: Collection[Telling], now: datetime) -> int:
    return sum(is_today(channel, telling.at, now) for telling in told)
