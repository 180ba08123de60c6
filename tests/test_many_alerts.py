"""Ten thousand developments of one storyline in one day: within the budget, and each as cheap."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest

from monitor import pipeline
from monitor.alerts import Case
from monitor.desk import REMEMBER, Desk
from monitor.model import Item, Outcome
from monitor.pipeline import decide_due
from monitor.scales import Kind, Priority, Reason, Standing
from tests.alerts.alarms import a_case
from tests.invented import HOUR, NOW, a_desk

MANY = 10_000
MORNING = NOW - 3 * HOUR  # 09:00, so that the day is one day everywhere in Europe
STEP = timedelta(seconds=5)


def a_busy_desk(*, budget: int | None) -> Desk:
    desk = a_desk()
    alerts = replace(desk.settings.alerts, batch_wait=timedelta(seconds=60))
    channel = replace(desk.channels[0], budget_per_day=budget)
    settings = replace(desk.settings, alerts=alerts)
    return replace(desk, settings=settings, channels=(channel,))


def development(number: int) -> Case:
    """A new figure; every hundredth opens a new story, every thousandth is grave."""
    case = a_case("R4 N4 S4" if number % 1000 == 0 else "R4 N3 S3", kind=Kind.ADVANCE)
    at = MORNING + number * STEP
    news = replace(
        case.development, id=f"d{number}", story=f"s{number // 100}", item=f"i{number}", at=at
    )
    item: Item = replace(case.item, id=f"i{number}", first_seen_at=at, effective_at=at)
    return replace(case, development=news, item=item)


def decide(number: int, desk: Desk) -> Outcome:
    now = MORNING + number * STEP
    due = decide_due(desk, now)
    outcome = pipeline._alert(development(number), (), desk)
    desk.memory.fold(outcome)
    return replace(outcome, deliveries=(*due.deliveries, *outcome.deliveries))


def effort(work: Callable[[], object]) -> int:
    """How many instructions of Python a piece of work takes: the same on every machine."""
    steps = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 (the signature of a trace)
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def test_ten_thousand_developments_stay_within_the_budget() -> None:
    desk, told = a_busy_desk(budget=6), Counter[Priority]()
    messages = 0
    for number in range(1, MANY + 1):
        outcome = decide(number, desk)
        messages += len(outcome.deliveries)
        told.update(one.priority for one in outcome.tellings if one.reason is Reason.INTERRUPTS)
    assert told[Priority.FLASH] == 3
    assert told[Priority.BULLETIN] == 6
    assert messages <= 9


def test_what_is_over_the_budget_stands_in_the_next_digest() -> None:
    desk = a_busy_desk(budget=1)
    outcomes = [decide(number, desk) for number in range(1, 301)]
    held = [
        one.alert
        for outcome in outcomes
        for one in outcome.tellings
        if one.standing is Standing.OWED
    ]
    parts = decide_due(desk, MORNING + 24 * HOUR).deliveries
    assert sorted(alert for part in parts for alert in part.alerts) == sorted(held)
    assert len(held) > 250
    assert [part.message.title.partition(":")[0] for part in parts] == [
        "Digest 1 of 3",
        "Digest 2 of 3",
        "Digest 3 of 3",
    ]
    assert max(len(part.message.html) for part in parts) < 102_000  # where Gmail cuts letters off
    assert decide_due(desk, MORNING + 48 * HOUR).deliveries == ()


def run(numbers: range, desk: Desk) -> None:
    for number in numbers:
        decide(number, desk)


@pytest.mark.parametrize("budget", [6, None])
def test_one_more_development_takes_no_more_work_however_many_there_were(
    budget: int | None,
) -> None:
    desk = a_busy_desk(budget=budget)
    run(range(1, 401), desk)
    early = effort(lambda: run(range(401, 521), desk))  # ten minutes, with their messages
    run(range(521, 3_801), desk)
    late = effort(lambda: run(range(3_801, 3_921), desk))
    assert late <= early * 1.1


def test_what_was_paid_is_forgotten_in_time_and_what_is_owed_is_not() -> None:
    desk = a_busy_desk(budget=None)
    for number in range(1, 501):
        decide(number, desk)
    decide_due(desk, MORNING + HOUR)
    heard = desk.memory.heard
    assert len(heard.tellings("all")) == 500
    owed = pipeline._alert(replace(development(501), edited=True), (), desk)
    desk.memory.fold(owed)
    desk.memory.forget(MORNING + REMEMBER)
    assert [one.alert for one in heard.tellings("all")] == [owed.alerts[0].id]
    assert heard.loudest("all", "s1") is None
    assert heard.alert(owed.alerts[0].id) == owed.alerts[0]
