"""One development in: an alert, what each channel has of it, and the messages that go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alerts import Settings, decide
from monitor.alerts.decide import Decision
from monitor.model import Channel
from monitor.scales import Priority, Reason, Standing
from tests.alerts.alarms import NOW, a_case, a_channel, a_telling, ids


def run(levels: str, *channels: Channel, baseline: bool = False) -> Decision | None:
    memory = dict.fromkeys(channels, ())
    return decide(a_case(levels, baseline=baseline), memory, ids(), Settings(), NOW)


@pytest.mark.parametrize("levels", ["R4 N1 S4", "R2 N2 S4", "R1 N4 S4", "R0 N4 S4", "R4 N0 S4"])
def test_what_is_not_new_enough_is_not_told(levels: str) -> None:
    assert run(levels, a_channel()) is None


def test_an_interruption_is_told_and_sent_after_the_wait() -> None:
    decision = run("R4 N3 S2", a_channel())
    assert decision
    assert decision.alert.priority is Priority.URGENT
    assert decision.alert.channels == ("desk",)
    assert decision.alert.reason is Reason.INTERRUPTS
    (telling,) = decision.tellings
    assert (telling.standing, telling.reason) == (Standing.TOLD, Reason.INTERRUPTS)
    (delivery,) = decision.deliveries
    assert delivery.alerts == (decision.alert.id,)
    assert delivery.next_attempt_at == NOW + timedelta(seconds=60)
    assert delivery.message.key == "a1-desk"


def test_what_may_not_interrupt_stays_owed() -> None:
    decision = run("R4 N2 S2", a_channel())
    assert decision
    assert decision.deliveries == ()
    (telling,) = decision.tellings
    assert (telling.standing, telling.reason) == (Standing.OWED, Reason.TO_DIGEST)
    assert decision.alert.reason is Reason.TO_DIGEST


def test_a_baseline_is_owed_however_loud() -> None:
    decision = run("R4 N4 S4", a_channel(), baseline=True)
    assert decision
    assert decision.deliveries == ()
    assert decision.tellings[0].reason is Reason.BASELINE


def test_each_channel_is_decided_for_itself() -> None:
    loud, quiet = a_channel(), replace(a_channel(quiet="11:00-13:00"), name="night")
    deaf = replace(a_channel(), name="deaf", seeds=("other",))
    decision = run("R4 N3 S2", quiet, loud, deaf)
    assert decision
    assert decision.alert.channels == ("night", "desk")
    assert decision.alert.reason is Reason.INTERRUPTS
    assert [telling.reason for telling in decision.tellings] == [
        Reason.QUIET_HOURS,
        Reason.INTERRUPTS,
    ]
    assert [delivery.channel for delivery in decision.deliveries] == ["desk"]


def test_an_alert_that_nobody_takes_says_so() -> None:
    for channels in ((), (replace(a_channel(), storylines=("talks",)),)):
        decision = run("R4 N4 S4", *channels)
        assert decision
        assert decision.alert.reason is Reason.NO_ROUTE
        assert (decision.tellings, decision.deliveries) == ((), ())


def test_the_memory_of_a_channel_is_its_own() -> None:
    spent, fresh = a_channel(budget=1), replace(a_channel(budget=1), name="other")
    memory = {spent: (a_telling(1),), fresh: ()}
    decision = decide(a_case(), memory, ids(), Settings(), NOW)
    assert decision
    assert [telling.reason for telling in decision.tellings] == [
        Reason.OVER_BUDGET,
        Reason.INTERRUPTS,
    ]


def test_the_alert_says_why_it_was_matched() -> None:
    decision = run("R4 N3 S2", a_channel())
    assert decision
    assert decision.alert.why == 'Nicolás Maduro, "boats"'
    case = a_case()
    bare = replace(case, match=replace(case.match, evidence=()))
    plain = decide(bare, {a_channel(): ()}, ids(), Settings(), NOW)
    assert plain
    assert plain.alert.why == "shared words with the seed"


def test_the_same_case_is_decided_the_same() -> None:
    assert run("R4 N4 S4", a_channel()) == run("R4 N4 S4", a_channel())
