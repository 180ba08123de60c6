"""What the policy promises, held against random days: nothing is lost, told twice or too loud."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from monitor import pipeline
from monitor.alerts import Case
from monitor.alerts.calendar import in_quiet_hours
from monitor.desk import Desk
from monitor.model import Channel, Delivery, QuietHours, Telling
from monitor.pipeline import decide_due
from monitor.scales import AT_ONCE, INTERRUPTING, Kind, Priority, Reason, Standing
from tests.alerts.alarms import a_case, a_silence
from tests.invented import a_desk

START = datetime(2026, 3, 27, 6, 0, tzinfo=ZoneInfo("UTC"))  # the clock goes forward on the 29th
MINUTE = timedelta(minutes=1)
LEVELS = ("R4 N4 S4", "R4 N3 S3", "R4 N3 S2", "R4 N2 S2", "R3 N4 S2", "R2 N3 S1")
KINDS = (*[Kind.ADVANCE] * 5, Kind.CONFIRMATION, Kind.CORRECTION, Kind.REVERSAL)


@dataclass
class Week:
    """Everything that became of a random week on one channel."""

    channel: Channel
    tellings: dict[str, Telling] = field(default_factory=dict)
    decided: dict[str, Telling] = field(default_factory=dict)
    items: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sent: list[tuple[datetime, Delivery]] = field(default_factory=list)
    silenced: set[str] = field(default_factory=set)


def a_random_channel(chance: random.Random) -> Channel:
    night = QuietHours(start=time(chance.randrange(18, 24)), end=time(chance.randrange(4, 10)))
    times = sorted({time(chance.randrange(24), 30) for _ in range(chance.randrange(4))})
    return replace(
        a_desk().channels[0],
        quiet_hours=chance.choice([None, night]),
        digest=tuple(times),
        timezone=chance.choice(["Europe/Oslo", "America/Caracas", "Asia/Kathmandu"]),
        min_priority=chance.choice(list(Priority)),
        budget_per_day=chance.choice([None, 0, 1, 3]),
    )


def cases(chance: random.Random) -> Iterator[tuple[datetime, Case]]:
    """Some two hundred developments in five days, in bursts."""
    now = START
    silences = (a_silence(storyline="talks", starts_at=START, ends_at=START + timedelta(days=2)),)
    for number in range(200):
        now += timedelta(seconds=chance.choice([1, 20, 45, 600, 3600, 7200]))
        case = a_case(chance.choice(LEVELS), kind=chance.choice(KINDS))
        news = replace(
            case.development,
            id=f"d{number}",
            story=f"s{chance.randrange(number + 1) // 3}",
            storyline=chance.choice(["talks", "boat-strikes"]),
            item=f"i{chance.randrange(number, number + 2)}",
            at=now,
        )
        baseline, edited = chance.random() < 0.05, chance.random() < 0.1
        case = replace(case, development=news, silences=silences)
        yield now, replace(case, baseline=baseline, edited=edited)


def a_week(seed: int) -> Week:
    chance = random.Random(seed)  # noqa: S311  (a random day, no secret)
    channel = a_random_channel(chance)
    desk = a_desk()
    alerts = replace(desk.settings.alerts, batch_wait=MINUTE)
    desk = replace(desk, channels=(channel,), settings=replace(desk.settings, alerts=alerts))
    week, now = Week(channel), START
    for at, case in cases(chance):
        while now < at:
            now = min(now + MINUTE, at)
            _take(week, now, desk, None)
        _take(week, now, desk, case)
    for _ in range(2 * 24 * 60):
        now += MINUTE
        _take(week, now, desk, None)
    return week


def _take(week: Week, now: datetime, desk: Desk, case: Case | None) -> None:
    if case is None:
        outcome = decide_due(desk, now)
    else:
        outcome = pipeline._alert(case, (case.development.story,), desk)
        desk.memory.fold(outcome)
        week.items.update((alert.id, alert.items) for alert in outcome.alerts)
        for telling in outcome.tellings:
            week.decided.setdefault(telling.alert, telling)
    week.tellings.update((telling.alert, telling) for telling in outcome.tellings)
    week.sent += [(now, delivery) for delivery in outcome.deliveries]


@pytest.fixture(params=range(12))
def week(request: pytest.FixtureRequest) -> Week:
    return a_week(request.param)


def is_digest(delivery: Delivery) -> bool:
    return delivery.message.key.startswith("digest-")


def test_the_promises_hold_in_any_week(week: Week) -> None:
    everything_is_told_once_or_has_a_reason(week)
    what_interrupts_does_so_within_its_wait_and_outside_quiet_hours(week)
    the_budget_holds_on_every_local_day(week)
    a_digest_comes_at_its_times_or_when_the_night_or_a_first_poll_is_over(week)


def everything_is_told_once_or_has_a_reason(week: Week) -> None:
    named = Counter(alert for _, delivery in week.sent for alert in delivery.alerts)
    for alert, telling in week.tellings.items():
        if telling.standing is Standing.TOLD:
            assert named[alert] == 1, telling
            continue
        assert named[alert] == 0, telling
        assert telling.standing is Standing.UNTOLD, telling
        assert telling.reason is Reason.STORY_TOLD or not week.channel.digest, telling


def what_interrupts_does_so_within_its_wait_and_outside_quiet_hours(week: Week) -> None:
    for at, delivery in week.sent:
        if is_digest(delivery):
            continue
        told = [week.decided[alert] for alert in delivery.alerts]
        assert all(one.reason in AT_ONCE for one in told)
        storylines = {(one.seed, one.storyline) for one in told}
        shared = Counter(chain.from_iterable(week.items[one.alert] for one in told))
        assert len(storylines) == 1 or max(shared.values()) > 1
        assert at - min(one.at for one in told) <= MINUTE * 2
        for one in told:
            loud = one.priority is Priority.FLASH
            assert loud or not in_quiet_hours(week.channel, one.at), one
            enough = one.priority >= week.channel.min_priority
            assert loud or enough or one.reason in {Reason.CORRECTS, Reason.JOINS}, one


def the_budget_holds_on_every_local_day(week: Week) -> None:
    zone = ZoneInfo(week.channel.timezone)
    spent: defaultdict[tuple[str, date, bool], int] = defaultdict(int)
    for one in week.decided.values():
        if one.reason in INTERRUPTING:
            day = one.at.astimezone(zone).date()
            spent[one.storyline, day, one.priority is Priority.FLASH] += 1
    for (_, _, flash), count in spent.items():
        budget = 3 if flash else week.channel.budget_per_day
        assert budget is None or count <= budget


def a_digest_comes_at_its_times_or_when_the_night_or_a_first_poll_is_over(week: Week) -> None:
    channel, zone = week.channel, ZoneInfo(week.channel.timezone)
    night = channel.quiet_hours
    for at, delivery in week.sent:
        if not is_digest(delivery):
            continue
        reasons = {week.decided[alert].reason for alert in delivery.alerts}
        local = at.astimezone(zone).time().replace(second=0)
        set_time = any(_near(local, due) for due in channel.digest)
        held = Reason.QUIET_HOURS in reasons
        morning = held and night is not None and _near(local, night.end)
        assert set_time or morning or reasons == {Reason.BASELINE}, (local, reasons)


def _near(local: time, due: time) -> bool:
    """Within the minute after; an hour more on the day that has 23."""
    late = (local.hour - due.hour) * 60 + local.minute - due.minute
    return late in {0, 1, 60, 61}
