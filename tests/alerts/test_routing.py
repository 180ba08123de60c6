"""Whether an alert may interrupt a channel now; each step of the policy."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alerts.calendar import in_quiet_hours
from monitor.alerts.routing import Verdict, judge, routes_to
from monitor.model import Channel, Telling
from monitor.scales import Kind, Priority, Reason
from tests.alerts.alarms import (
    HOUR,
    NOW,
    a_case,
    a_channel,
    a_heard,
    a_pending,
    a_silence,
    a_telling,
    an_alert,
)

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
    return judged(priority, channel, *told, now=now, baseline=baseline).reason


def judged(
    priority: Priority,
    channel: Channel,
    *told: Telling,
    now: datetime = NOW,
    baseline: bool = False,
) -> Verdict:
    case = a_case(baseline=baseline)
    return judge(case, an_alert(priority, at=now), channel, a_heard(*told), now)


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


def test_what_a_channel_without_digest_does_not_take_has_a_name_of_its_own() -> None:
    assert ask(ROUTINE, a_channel(digest=())) is Reason.NO_DIGEST


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


def test_a_flash_treated_as_a_bulletin_is_one_and_spends_the_budget() -> None:
    channel = a_channel(budget=1)
    fourth = judged(FLASH, channel, *flashes(3))
    assert (fourth.reason, fourth.priority) == (Reason.INTERRUPTS, BULLETIN)
    spent = (*flashes(3), a_telling(4, fourth.priority))
    assert ask(FLASH, channel, *spent) is Reason.OVER_BUDGET
    assert ask(URGENT, channel, *spent) is Reason.OVER_BUDGET
    assert ask(URGENT, channel, *flashes(3)) is Reason.INTERRUPTS


def test_a_flash_treated_as_a_bulletin_is_held_like_one() -> None:
    spent = a_heard(*flashes(3), loudest=BULLETIN)
    silenced = a_case(silences=(a_silence(),))
    assert judge(silenced, an_alert(FLASH), a_channel(), spent, NOW).reason is Reason.SILENCED
    again = a_case(kind=Kind.CONFIRMATION)
    assert judge(again, an_alert(FLASH), a_channel(), spent, NOW).reason is Reason.STORY_TOLD


def test_flashes_of_yesterday_and_of_other_storylines_are_not_counted() -> None:
    channel = a_channel(least=FLASH)
    old = [a_telling(n, FLASH, at=NOW - 24 * HOUR) for n in range(3)]
    other = [a_telling(n, FLASH, storyline="talks") for n in range(3, 6)]
    assert ask(FLASH, channel, *old, *other) is Reason.INTERRUPTS


def test_a_silence_holds_what_fits_all_that_it_names() -> None:
    silences = (a_silence(storyline="boat-*", source="example times", text="BOAT STRIKES"),)
    case = a_case(silences=silences)
    assert judge(case, an_alert(), a_channel(), a_heard(), NOW).reason is Reason.SILENCED


@pytest.mark.parametrize(
    "other",
    [
        {"seed": "other"},
        {"storyline": "talks"},
        {"source": "Other Times"},
        {"channel": "night"},
        {"text": "tanker"},
        {"starts_at": NOW + HOUR / 60},
        {"ends_at": NOW},
    ],
)
def test_a_silence_of_something_else_holds_nothing(other: dict[str, object]) -> None:
    case = a_case(silences=(a_silence(**other),))
    assert judge(case, an_alert(), a_channel(), a_heard(), NOW).reason is Reason.INTERRUPTS


@pytest.mark.parametrize(
    ("even_flash", "reason"), [(False, Reason.INTERRUPTS), (True, Reason.SILENCED)]
)
def test_a_flash_passes_a_silence_unless_that_says_otherwise(
    even_flash: bool, reason: Reason
) -> None:
    case = a_case(silences=(a_silence(even_flash=even_flash),))
    assert judge(case, an_alert(FLASH), a_channel(), a_heard(), NOW).reason is reason


@pytest.mark.parametrize(
    ("told", "confirmed", "reason"),
    [
        (None, URGENT, Reason.INTERRUPTS),
        (URGENT, URGENT, Reason.STORY_TOLD),
        (BULLETIN, URGENT, Reason.STORY_TOLD),
        (ROUTINE, URGENT, Reason.INTERRUPTS),
        (BULLETIN, FLASH, Reason.INTERRUPTS),
        (FLASH, FLASH, Reason.STORY_TOLD),
    ],
)
def test_a_confirmation_is_told_when_it_is_louder_than_what_the_channel_heard(
    told: Priority | None, confirmed: Priority, reason: Reason
) -> None:
    case, heard = a_case(kind=Kind.CONFIRMATION), a_heard(loudest=told)
    assert judge(case, an_alert(confirmed), a_channel(), heard, NOW).reason is reason


@pytest.mark.parametrize("kind", [Kind.FIRST, Kind.ADVANCE, Kind.REVERSAL, Kind.CORRECTION])
def test_new_facts_are_told_although_the_story_was(kind: Kind) -> None:
    heard = a_heard(loudest=FLASH)
    verdict = judge(a_case(kind=kind), an_alert(), a_channel(), heard, NOW)
    assert verdict.reason is Reason.INTERRUPTS


@pytest.mark.parametrize("kind", [Kind.CORRECTION, Kind.REVERSAL])
def test_a_correction_reaches_whoever_got_the_wrong_version(kind: Kind) -> None:
    case, picky = a_case(kind=kind), a_channel(least=FLASH)
    misled, clean = a_heard(misled=True), a_heard(misled=False)
    assert judge(case, an_alert(), picky, misled, NOW).reason is Reason.CORRECTS
    assert judge(case, an_alert(), picky, clean, NOW).reason is Reason.TO_DIGEST
    assert judge(case, an_alert(), a_channel(), misled, NOW).reason is Reason.INTERRUPTS


def test_a_correction_keeps_quiet_hours_and_budget() -> None:
    case, misled = a_case(kind=Kind.CORRECTION), a_heard(misled=True)
    night, spent = a_channel(quiet="11:00-13:00", least=FLASH), a_channel(budget=0, least=FLASH)
    assert judge(case, an_alert(), night, misled, NOW).reason is Reason.QUIET_HOURS
    assert judge(case, an_alert(), spent, misled, NOW).reason is Reason.OVER_BUDGET


def test_an_opinion_on_a_reversal_corrects_nothing() -> None:
    case, misled = a_case("R2 N4 S2", kind=Kind.REVERSAL), a_heard(misled=True)
    verdict = judge(case, an_alert(ROUTINE), a_channel(), misled, NOW)
    assert verdict.reason is Reason.TO_DIGEST


@pytest.mark.parametrize(
    ("grounds", "reason"),
    [
        (Reason.FIGURE_MOVED, Reason.INTERRUPTS),
        (Reason.CORRECTED, Reason.INTERRUPTS),
        (Reason.STATE_CHANGED, Reason.INTERRUPTS),
        (Reason.REVERSED, Reason.INTERRUPTS),
        (Reason.STORY_OPENED, Reason.EDITED),
    ],
)
def test_an_edit_interrupts_for_a_figure_a_state_or_a_reversal_only(
    grounds: Reason, reason: Reason
) -> None:
    case = a_case(edited=True, grounds=grounds)
    assert judge(case, an_alert(), a_channel(), a_heard(), NOW).reason is reason
    fresh = a_case(edited=False, grounds=grounds)
    assert judge(fresh, an_alert(), a_channel(), a_heard(), NOW).reason is Reason.INTERRUPTS


def test_what_joins_a_waiting_message_costs_no_budget() -> None:
    heard = a_heard(a_telling(1), waiting=(a_pending(),))
    assert judge(a_case(), an_alert(), a_channel(budget=1), heard, NOW).reason is Reason.JOINS
    full = a_heard(a_telling(1))
    verdict = judge(a_case(), an_alert(), a_channel(budget=1), full, NOW)
    assert verdict.reason is Reason.OVER_BUDGET


def test_a_flash_waits_for_no_message() -> None:
    heard = a_heard(waiting=(a_pending(),))
    assert judge(a_case(), an_alert(FLASH), a_channel(), heard, NOW).reason is Reason.INTERRUPTS
