"""When a digest is due and what stands in it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alerts import Settings, digest
from monitor.model import Alert, Channel, Outcome, Telling
from monitor.scales import Priority, Reason, Standing
from tests.alerts.alarms import HOUR, NOW, a_channel, a_telling, an_alert, ids

OSLO = "Europe/Oslo"


def owed(number: int, at: datetime, reason: Reason = Reason.TO_DIGEST) -> tuple[Telling, Alert]:
    return a_telling(number, at=at, reason=reason), an_alert(Priority.ROUTINE, number=number, at=at)


def due(channel: Channel, now: datetime, *debts: tuple[Telling, Alert]) -> Outcome | None:
    return digest(channel, debts, ids(), Settings(), now)


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
    assert all(f" {alert.id}" in delivery.message.text for _, alert in debts)
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


def test_what_was_there_at_the_first_poll_is_told_once_it_settled() -> None:
    channel = a_channel(digest=(time(8),))
    base = [owed(1, NOW, Reason.BASELINE), owed(2, NOW + HOUR / 60, Reason.BASELINE)]
    other = owed(3, NOW)
    settled = NOW + HOUR / 60 + Settings().baseline_settles
    assert due(channel, settled - timedelta(seconds=1), *base, other) is None
    outcome = due(channel, settled, *base, other)
    assert outcome
    assert outcome.deliveries[0].alerts == ("a1", "a2")
    assert [telling.alert for telling in outcome.tellings] == ["a1", "a2"]


def test_at_a_set_time_the_baseline_goes_with_the_rest() -> None:
    channel = a_channel(digest=(time(12),))
    outcome = due(
        channel, NOW, owed(1, NOW - timedelta(seconds=5), Reason.BASELINE), owed(2, NOW - HOUR)
    )
    assert outcome
    assert outcome.deliveries[0].alerts == ("a1", "a2")
