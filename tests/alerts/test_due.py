"""When batches and digests are due, and what stands in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alerts import Settings
from monitor.alerts import due as write_due
from monitor.alerts.calendar import in_quiet_hours
from monitor.model import Alert, Channel, Debts, Outcome, Pending, Telling
from monitor.scales import Priority, Reason, Standing
from tests.alerts.alarms import HOUR, NOW, a_channel, a_telling, an_alert, ids

OSLO = "Europe/Oslo"


def owed(number: int, at: datetime, reason: Reason = Reason.TO_DIGEST) -> tuple[Telling, Alert]:
    return a_telling(number, at=at, reason=reason), an_alert(Priority.ROUTINE, number=number, at=at)


def due(
    channel: Channel,
    now: datetime,
    *debts: tuple[Telling, Alert],
    settings: Settings | None = None,
) -> Outcome | None:
    alerts = {alert.id: alert for _, alert in debts}
    owed: dict[Reason, dict[str, Telling]] = defaultdict(dict)
    waiting: dict[str, Telling] = {}
    for telling, _ in sorted(debts, key=lambda debt: debt[0].at):
        waits = telling.standing is Standing.WAITING
        (waiting if waits else owed[telling.reason])[telling.alert] = telling
    found = Debts(
        waiting=waiting,
        owed=owed,
        find=lambda telling: Pending(telling=telling, alert=alerts[telling.alert]),
    )
    return write_due(channel, found, ids(), settings or Settings(), now)


def local(day: str, zone: str = OSLO) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(NOW.tzinfo)


def test_nothing_new_is_never_sent() -> None:
    assert due(a_channel(), NOW) is None


def test_a_channel_without_digest_gets_none() -> None:
    assert due(a_channel(digest=()), NOW + 100 * HOUR, owed(1, NOW)) is None


def test_a_digest_is_one_message_that_names_every_debt() -> None:
    debts = [owed(number, NOW - HOUR) for number in range(1, 41)]
    outcome = due(a_channel(digest=(time(12),)), NOW, *debts)
    assert outcome
    (delivery,) = outcome.deliveries
    assert delivery.alerts == tuple(alert.id for _, alert in debts)
    assert (delivery.channel, delivery.next_attempt_at) == ("desk", NOW)
    assert all(f" {alert.id}\n" in f"{delivery.message.text}\n" for _, alert in debts)
    assert {telling.standing for telling in outcome.tellings} == {Standing.TOLD}
    assert {telling.reason for telling in outcome.tellings} == {Reason.TO_DIGEST}


@pytest.mark.parametrize(
    ("since", "now", "is_due"),
    [
        ("2025-11-20T07:00", "2025-11-20T07:59:59", False),
        ("2025-11-20T07:00", "2025-11-20T08:00", True),
        ("2025-11-20T08:00", "2025-11-20T08:00", False),
        ("2025-11-20T08:00", "2025-11-20T17:59", False),
        ("2025-11-20T08:00:01", "2025-11-20T18:00", True),
        ("2025-11-20T19:00", "2025-11-20T23:59:59", False),
        ("2025-11-20T19:00", "2025-11-21T00:30", False),
        ("2025-11-20T19:00", "2025-11-21T08:00", True),
        ("2025-11-20T17:00", "2025-11-21T00:30", True),
        ("2025-11-10T17:00", "2025-11-21T00:30", True),
    ],
)
def test_a_digest_is_due_at_its_times_across_midnight(since: str, now: str, is_due: bool) -> None:
    channel = a_channel(zone=OSLO, digest=(time(8), time(18)))
    assert (due(channel, local(now), owed(1, local(since))) is not None) is is_due


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"]
)
def test_a_digest_keeps_local_time_in_every_zone(zone: str) -> None:
    channel = a_channel(zone=zone, digest=(time(0, 15),))
    debt = owed(1, local("2025-11-19T20:00", zone))
    assert due(channel, local("2025-11-20T00:14", zone), debt) is None
    assert due(channel, local("2025-11-20T00:15", zone), debt)


def count_in_a_day(channel: Channel, start: datetime) -> int:
    """How many digests a day brings when something is owed again after each."""
    sent, since, now = 0, start, start
    day = start.astimezone(ZoneInfo(channel.timezone)).date()
    while now.astimezone(ZoneInfo(channel.timezone)).date() == day:
        now += timedelta(minutes=5)
        if due(channel, now, owed(1, since)):
            sent, since = sent + 1, now
    return sent


@pytest.mark.parametrize("day", ["2026-03-29T00:00", "2026-10-25T00:00", "2026-06-01T00:00"])
@pytest.mark.parametrize("at", [time(2, 30), time(3), time(8)])
def test_a_digest_comes_once_on_days_when_the_clock_is_changed(day: str, at: time) -> None:
    assert count_in_a_day(a_channel(zone=OSLO, digest=(at,)), local(day)) == 1


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-06-01"])
@pytest.mark.parametrize("end", ["02:30", "03:00", "07:00"])
def test_what_a_night_held_is_told_at_its_end_when_the_clock_is_changed(day: str, end: str) -> None:
    channel = a_channel(zone=OSLO, digest=(), quiet=f"00:30-{end}")
    now, held_for = local(f"{day}T00:00"), []
    while now < local(f"{day}T12:00"):
        now += timedelta(minutes=10)
        if in_quiet_hours(channel, now):
            told_at = now
            debt = owed(1, now, Reason.QUIET_HOURS)
            while not due(channel, told_at, debt):
                assert told_at - now < 8 * HOUR
                told_at += timedelta(minutes=10)
            assert not in_quiet_hours(channel, told_at)
            held_for.append(told_at - now)
    assert max(held_for) <= 8 * HOUR


def test_what_was_there_at_the_first_poll_is_told_once_it_settled() -> None:
    channel = a_channel(digest=(time(8),))
    base = [owed(1, NOW, Reason.BASELINE), owed(2, NOW + HOUR / 60, Reason.BASELINE)]
    other = owed(3, NOW)
    settled = NOW + HOUR / 60 + Settings().baseline_settles
    assert due(channel, settled - timedelta(seconds=1), *base, other) is None
    outcome = due(channel, settled, *base, other)
    assert outcome
    assert set(outcome.deliveries[0].alerts) == {"a1", "a2"}
    assert [telling.alert for telling in outcome.tellings] == ["a1", "a2"]


def test_at_a_set_time_the_baseline_goes_with_the_rest() -> None:
    channel = a_channel(digest=(time(12),))
    outcome = due(
        channel, NOW, owed(1, NOW - timedelta(seconds=5), Reason.BASELINE), owed(2, NOW - HOUR)
    )
    assert outcome
    assert set(outcome.deliveries[0].alerts) == {"a1", "a2"}


def test_at_the_end_of_quiet_hours_what_they_held_is_summarised_with_all_that_is_owed() -> None:
    channel = a_channel(zone=OSLO, quiet="22:00-07:00", digest=(time(18),))
    night = owed(1, local("2025-11-20T03:00"), Reason.QUIET_HOURS)
    routine = owed(2, local("2025-11-19T20:00"))
    assert due(channel, local("2025-11-20T06:59"), night, routine) is None
    outcome = due(channel, local("2025-11-20T07:00"), night, routine)
    assert outcome
    assert set(outcome.deliveries[0].alerts) == {"a1", "a2"}


def test_a_night_that_held_nothing_has_no_summary() -> None:
    channel = a_channel(zone=OSLO, quiet="22:00-07:00", digest=(time(18),))
    routine = owed(2, local("2025-11-20T03:00"))
    assert due(channel, local("2025-11-20T07:00"), routine) is None
    assert due(channel, local("2025-11-20T18:00"), routine)


def test_without_a_digest_the_summary_of_the_night_still_comes() -> None:
    channel = a_channel(zone=OSLO, quiet="22:00-07:00", digest=())
    night = owed(1, local("2025-11-20T03:00"), Reason.QUIET_HOURS)
    failed = owed(2, local("2025-11-20T03:00"), Reason.UNDELIVERED)
    outcome = due(channel, local("2025-11-20T07:00"), night, failed)
    assert outcome
    assert outcome.deliveries[0].alerts == ("a1",)


def test_what_was_held_is_told_at_once_where_quiet_hours_were_taken_away() -> None:
    night = owed(1, NOW - HOUR, Reason.QUIET_HOURS)
    assert due(a_channel(digest=()), NOW, night)


def test_a_baseline_that_settled_waits_for_the_end_of_quiet_hours() -> None:
    base = owed(1, NOW - HOUR, Reason.BASELINE)
    assert due(a_channel(quiet="11:00-13:00"), NOW, base) is None
    assert due(a_channel(quiet="11:00-13:00"), NOW + HOUR, base)


def waits(number: int, at: datetime, storyline: str = "boat-strikes") -> tuple[Telling, Alert]:
    telling = a_telling(number, at=at, storyline=storyline)
    alert = an_alert(number=number, at=at, storyline=storyline, item=f"i{number}")
    return replace(telling, standing=Standing.WAITING), alert


def test_alerts_of_one_storyline_within_the_wait_make_one_message() -> None:
    second = timedelta(seconds=1)
    batch = [waits(number, NOW + number * second) for number in range(1, 6)]
    assert due(a_channel(), NOW + 60 * second, *batch) is None
    outcome = due(a_channel(), NOW + 61 * second, *batch)
    assert outcome
    (delivery,) = outcome.deliveries
    assert delivery.alerts == ("a5", "a4", "a3", "a2", "a1")
    assert all(
        f"monitor show {alert}\n" in f"{delivery.message.text}\n" for alert in delivery.alerts
    )
    assert {telling.standing for telling in outcome.tellings} == {Standing.TOLD}


def test_each_storyline_has_a_message_and_a_wait_of_its_own() -> None:
    boats, talks = waits(1, NOW), waits(2, NOW + timedelta(seconds=30), "talks")
    outcome = due(a_channel(), NOW + timedelta(seconds=60), boats, talks)
    assert outcome
    assert [delivery.alerts for delivery in outcome.deliveries] == [("a1",)]
    later = due(a_channel(), NOW + timedelta(seconds=90), boats, talks)
    assert later
    assert [delivery.alerts for delivery in later.deliveries] == [("a1",), ("a2",)]


def test_what_an_item_means_to_two_storylines_is_told_in_one_message() -> None:
    boats, (telling, alert) = waits(1, NOW), waits(2, NOW + timedelta(seconds=30), "talks")
    shared = telling, replace(alert, items=("i1",))
    outcome = due(a_channel(), NOW + timedelta(seconds=60), boats, shared, waits(3, NOW, "oil"))
    assert outcome
    assert [delivery.alerts for delivery in outcome.deliveries] == [("a3",), ("a2", "a1")]
    title, *rest = outcome.deliveries[1].message.text.splitlines()
    assert title == "2 developments in maduro-talks / talks and maduro-talks / boat-strikes:"
    assert [line for line in rest if line.startswith("(")] == [
        "(1) URGENT: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)",
        "(2) URGENT: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)",
    ]


def test_the_loudest_of_a_batch_gives_it_its_title_and_of_two_the_newer() -> None:
    calm, loud = waits(1, NOW), waits(2, NOW)
    loud = (replace(loud[0], priority=Priority.BULLETIN), replace(loud[1], delta="Talks: a deal"))
    outcome = due(a_channel(), NOW + HOUR, calm, loud)
    assert outcome
    assert outcome.deliveries[0].message.title == "BULLETIN: Talks: a deal"
    newer = waits(3, NOW + timedelta(seconds=9))
    newer = (newer[0], replace(newer[1], delta="Boat strikes: killed 87 -> 91"))
    two = due(a_channel(), NOW + HOUR, calm, newer)
    assert two
    assert two.deliveries[0].message.title == "URGENT: Boat strikes: killed 87 -> 91"


def test_a_clock_that_was_set_back_holds_no_message_back() -> None:
    assert due(a_channel(), NOW - HOUR, waits(1, NOW))


def test_what_waits_is_told_in_quiet_hours_that_began_meanwhile() -> None:
    channel = a_channel(quiet="12:00-13:00")
    assert due(channel, NOW + timedelta(minutes=1), waits(1, NOW - timedelta(seconds=30)))
