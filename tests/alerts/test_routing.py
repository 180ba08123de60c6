"""Whether an alert may interrupt a channel now; each step of the policy."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alerts.routing import in_quiet_hours, routes_to, verdict
from monitor.model import Channel, Telling
from monitor.scales import Priority, Reason
from tests.alerts.alarms import HOUR, NOW, a_channel, a_telling, an_alert

FLASH, BULLETIN, URGENT, ROUTINE = (
    Priority.FLASH,
    Priority.BULLETIN,
    Priority.URGENT,
    Priority.ROUTINE,
)


def ask(
    priority: Priority,
    channel: Channel,
    *told: Telling,
    now: datetime = NOW,
    baseline: bool = False,
) -> Reason:
    return verdict(an_alert(priority, at=now), channel, told, now, baseline=baseline)


def local(day: str, zone: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(NOW.tzinfo)


@pytest.mark.parametrize(
    ("seeds", "storylines", "taken"),
    [
        (("*",), ("*",), True),
        (("maduro-talks",), ("*",), True),
        (("other",), ("*",), False),
        (("maduro-*",), ("boat-*", "talks"), True),
        (("*",), ("talks",), False),
        ((), ("*",), False),
        (("*",), (), False),
        (("MADURO-TALKS",), ("*",), False),
    ],
)
def test_a_channel_takes_what_it_names(
    seeds: tuple[str, ...], storylines: tuple[str, ...], taken: bool
) -> None:
    base = a_channel()
    channel = Channel(name="desk", url=base.url, seeds=seeds, storylines=storylines)
    assert routes_to(channel, "maduro-talks", "boat-strikes") is taken


@pytest.mark.parametrize("least", Priority)
@pytest.mark.parametrize("priority", Priority)
def test_a_channel_hears_from_its_least_priority_on(priority: Priority, least: Priority) -> None:
    expected = Reason.INTERRUPTS if priority >= least else Reason.TO_DIGEST
    assert ask(priority, a_channel(least=least)) is expected


@pytest.mark.parametrize("priority", Priority)
def test_a_baseline_interrupts_nobody(priority: Priority) -> None:
    channel = a_channel(least=ROUTINE)
    assert ask(priority, channel, baseline=True) is Reason.BASELINE


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        ("21:59:59", False),
        ("22:00", True),
        ("23:59:59", True),
        ("00:00", True),
        ("06:59:59", True),
        ("07:00", False),
        ("12:00", False),
    ],
)
def test_quiet_hours_may_pass_midnight(clock: str, quiet: bool) -> None:
    channel = a_channel(quiet="22:00-07:00", zone="Europe/Oslo")
    now = local(f"2025-11-20T{clock}", "Europe/Oslo")
    assert in_quiet_hours(channel, now) is quiet
    assert ask(URGENT, channel, now=now) is (Reason.QUIET_HOURS if quiet else Reason.INTERRUPTS)


@pytest.mark.parametrize(
    ("clock", "quiet"), [("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False)]
)
def test_quiet_hours_may_lie_within_a_day(clock: str, quiet: bool) -> None:
    now = local(f"2025-11-20T{clock}", "Asia/Kathmandu")
    assert in_quiet_hours(a_channel(quiet="12:00-14:00", zone="Asia/Kathmandu"), now) is quiet


def test_quiet_hours_of_no_length_are_none() -> None:
    channel = a_channel(quiet="08:00-08:00")
    assert not any(in_quiet_hours(channel, NOW + number * HOUR) for number in range(24))
    assert not in_quiet_hours(a_channel(), NOW)


@pytest.mark.parametrize(
    ("day", "last_quiet", "first_loud"),
    [
        # Spring forward: the night is an hour shorter. 07:00 is 05:00 UTC.
        ("2026-03-29", "2026-03-29T04:59:59+00:00", "2026-03-29T05:00:00+00:00"),
        # Fall back: the night is an hour longer. 07:00 is 06:00 UTC.
        ("2026-10-25", "2026-10-25T05:59:59+00:00", "2026-10-25T06:00:00+00:00"),
    ],
)
def test_quiet_hours_follow_the_clock_on_the_wall_when_it_is_changed(
    day: str, last_quiet: str, first_loud: str
) -> None:
    channel = a_channel(quiet="22:00-07:00", zone="Europe/Oslo")
    midnight = local(f"{day}T00:00", "Europe/Oslo")
    first = datetime.fromisoformat(first_loud)
    assert in_quiet_hours(channel, datetime.fromisoformat(last_quiet))
    assert not in_quiet_hours(channel, first)
    step = timedelta(minutes=30)
    moments = [midnight + number * step for number in range((first - midnight) // step)]
    assert all(in_quiet_hours(channel, moment) for moment in moments)


def test_the_budget_counts_interruptions_of_the_storyline_today() -> None:
    channel = a_channel(budget=2)
    one, two = a_telling(1, at=NOW - HOUR), a_telling(2, BULLETIN, at=NOW - 2 * HOUR)
    assert ask(URGENT, channel, one) is Reason.INTERRUPTS
    assert ask(URGENT, channel, one, two) is Reason.OVER_BUDGET
    assert ask(BULLETIN, channel, one, two) is Reason.OVER_BUDGET


def test_what_was_not_an_interruption_costs_nothing() -> None:
    channel = a_channel(budget=1)
    free = (
        a_telling(1, reason=Reason.TO_DIGEST),
        a_telling(2, reason=Reason.BASELINE),
        a_telling(3, reason=Reason.OVER_BUDGET),
        a_telling(4, storyline="talks"),
        a_telling(5, at=NOW - 24 * HOUR),
    )
    assert ask(URGENT, channel, *free) is Reason.INTERRUPTS


def test_a_budget_of_nothing_sends_all_to_the_digest() -> None:
    assert ask(BULLETIN, a_channel(budget=0)) is Reason.OVER_BUDGET


def test_the_budget_begins_anew_at_local_midnight() -> None:
    zone = "America/Caracas"
    channel = a_channel(budget=1, zone=zone)
    late = a_telling(1, at=local("2025-11-19T23:59", zone))
    before, after = local("2025-11-19T23:59:30", zone), local("2025-11-20T00:00", zone)
    assert ask(URGENT, channel, late, now=before) is Reason.OVER_BUDGET
    assert ask(URGENT, channel, late, now=after) is Reason.INTERRUPTS


def test_the_local_day_has_25_hours_when_the_clock_goes_back() -> None:
    zone = "Europe/Oslo"
    channel = a_channel(budget=1, zone=zone)
    early = a_telling(1, at=local("2026-10-25T00:10", zone))
    evening = local("2026-10-25T23:50", zone)
    assert evening - early.at > 24 * HOUR
    assert ask(URGENT, channel, early, now=evening) is Reason.OVER_BUDGET


def test_quiet_hours_come_before_the_budget() -> None:
    channel = a_channel(quiet="11:00-13:00", budget=0)
    assert ask(URGENT, channel) is Reason.QUIET_HOURS


def flashes(number: int) -> list[Telling]:
    return [a_telling(n, FLASH, at=NOW - n * HOUR) for n in range(1, number + 1)]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_flash_always_interrupts_three_times_a_day(number: int) -> None:
    channel = a_channel(quiet="11:00-13:00", budget=0, least=FLASH)
    assert ask(FLASH, channel, *flashes(number)) is Reason.INTERRUPTS


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        (a_channel(), Reason.INTERRUPTS),
        (a_channel(least=BULLETIN), Reason.INTERRUPTS),
        (a_channel(least=FLASH), Reason.TO_DIGEST),
        (a_channel(quiet="11:00-13:00"), Reason.QUIET_HOURS),
        (a_channel(budget=0), Reason.OVER_BUDGET),
        (a_channel(budget=1), Reason.INTERRUPTS),
    ],
)
def test_the_fourth_flash_is_treated_as_a_bulletin(channel: Channel, reason: Reason) -> None:
    assert ask(FLASH, channel, *flashes(3)) is reason


def test_a_flash_treated_as_a_bulletin_spends_the_budget() -> None:
    channel = a_channel(budget=1)
    assert ask(FLASH, channel, *flashes(4)) is Reason.OVER_BUDGET
    assert ask(URGENT, channel, *flashes(4)) is Reason.OVER_BUDGET
    assert ask(URGENT, channel, *flashes(3)) is Reason.INTERRUPTS


def test_flashes_of_yesterday_and_of_other_storylines_are_not_counted() -> None:
    channel = a_channel(least=FLASH)
    old = [a_telling(n, FLASH, at=NOW - 24 * HOUR) for n in range(3)]
    other = [a_telling(n, FLASH, storyline="talks") for n in range(3, 6)]
    assert ask(FLASH, channel, *old, *other) is Reason.INTERRUPTS
