"""One development in: an alert, what each channel has of it, and the messages that go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alerts import Case, Settings, decide
from monitor.alerts.decide import Decision
from monitor.model import Channel
from monitor.scales import Kind, Priority, Reason, Standing
from tests.alerts.alarms import (
    NOW,
    a_case,
    a_channel,
    a_heard,
    a_pending,
    a_silence,
    a_telling,
    an_alert,
    ids,
)


def run(levels: str, *channels: Channel, baseline: bool = False) -> Decision | None:
    heard = dict.fromkeys(channels, a_heard())
    return decide(a_case(levels, baseline=baseline), heard, ids(), Settings(), NOW)


@pytest.mark.parametrize("levels", ["R4 N1 S4", "R2 N2 S4", "R1 N4 S4", "R0 N4 S4", "R4 N0 S4"])
def test_what_is_not_new_enough_is_not_told(levels: str) -> None:
    assert run(levels, a_channel()) is None


def test_an_interruption_waits_for_others_of_its_storyline() -> None:
    decision = run("R4 N3 S2", a_channel())
    assert decision
    assert decision.alert.priority is Priority.URGENT
    assert decision.alert.channels == ("desk",)
    assert decision.alert.reason is Reason.INTERRUPTS
    (telling,) = decision.tellings
    assert (telling.standing, telling.reason) == (Standing.WAITING, Reason.INTERRUPTS)
    assert decision.deliveries == ()


def test_without_a_wait_it_is_sent_at_once() -> None:
    at_once = Settings(batch_wait=timedelta())
    decision = decide(a_case(), {a_channel(): a_heard()}, ids(), at_once, NOW)
    assert decision
    (telling,), (delivery,) = decision.tellings, decision.deliveries
    assert telling.standing is Standing.TOLD
    assert delivery.alerts == (decision.alert.id,)
    assert (delivery.created_at, delivery.next_attempt_at) == (NOW, NOW)
    assert delivery.message.key == "o1-desk"


def test_a_flash_does_not_wait_and_takes_along_what_does() -> None:
    first = a_pending(an_alert(number=9))
    waits = replace(first, telling=replace(first.telling, standing=Standing.WAITING))
    heard = a_heard(waiting=(waits,))
    decision = decide(a_case("R4 N4 S4"), {a_channel(): heard}, ids(), Settings(), NOW)
    assert decision
    (delivery,) = decision.deliveries
    assert delivery.alerts == ("a1", "a9")
    assert delivery.message.title.startswith("FLASH: ")
    assert {one.alert: one.standing for one in decision.tellings} == {
        "a1": Standing.TOLD,
        "a9": Standing.TOLD,
    }


def test_a_second_voice_for_what_is_critical_makes_the_story_as_loud_as_it_is() -> None:
    case = a_case("R4 N2 S4", kind=Kind.CONFIRMATION, sources=3)
    decision = decide(
        case, {a_channel(): a_heard(loudest=Priority.BULLETIN)}, ids(), Settings(), NOW
    )
    assert decision
    assert decision.alert.priority is Priority.FLASH
    assert decision.alert.delta.endswith("(now confirmed by 3 sources)")
    assert decision.deliveries


def test_a_confirmation_that_lifts_nothing_is_not_owed_either() -> None:
    case = a_case("R4 N2 S3", kind=Kind.CONFIRMATION, sources=2)
    heard = a_heard(loudest=Priority.BULLETIN)
    decision = decide(case, {a_channel(): heard}, ids(), Settings(), NOW)
    assert decision
    assert decision.alert.reason is Reason.STORY_TOLD
    assert [one.standing for one in decision.tellings] == [Standing.UNTOLD]


def test_a_correction_follows_the_wrong_version_to_a_channel_that_no_longer_takes_it() -> None:
    elsewhere = replace(a_channel(), storylines=("talks",))
    case = a_case("R4 N4 S3", kind=Kind.CORRECTION)
    for misled, channels in ((True, ("desk",)), (False, ())):
        decision = decide(case, {elsewhere: a_heard(misled=misled)}, ids(), Settings(), NOW)
        assert decision
        assert decision.alert.channels == channels


@pytest.mark.parametrize(
    ("channel", "case", "standing"),
    [
        (a_channel(quiet="11:00-13:00"), a_case(), Standing.OWED),
        (a_channel(budget=0), a_case(), Standing.OWED),
        (a_channel(), a_case(silences=(a_silence(),)), Standing.OWED),
        (a_channel(), a_case("R4 N2 S2"), Standing.OWED),
        (a_channel(quiet="11:00-13:00", digest=()), a_case(), Standing.OWED),
        (a_channel(budget=0, digest=()), a_case(), Standing.UNTOLD),
        (a_channel(digest=()), a_case(silences=(a_silence(),)), Standing.UNTOLD),
        (a_channel(digest=()), a_case("R4 N2 S2"), Standing.UNTOLD),
        (a_channel(digest=()), a_case(baseline=True), Standing.UNTOLD),
    ],
)
def test_what_is_held_is_owed_if_ever_it_can_be_paid(
    channel: Channel, case: Case, standing: Standing
) -> None:
    decision = decide(case, {channel: a_heard()}, ids(), Settings(), NOW)
    assert decision
    assert [one.standing for one in decision.tellings] == [standing]


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
    assert [telling.standing for telling in decision.tellings] == [
        Standing.OWED,
        Standing.WAITING,
    ]


def test_an_alert_that_nobody_takes_says_so() -> None:
    for channels in ((), (replace(a_channel(), storylines=("talks",)),)):
        decision = run("R4 N4 S4", *channels)
        assert decision
        assert decision.alert.reason is Reason.NO_ROUTE
        assert (decision.tellings, decision.deliveries) == ((), ())


def test_the_memory_of_a_channel_is_its_own() -> None:
    spent, fresh = a_channel(budget=1), replace(a_channel(budget=1), name="other")
    heard = {spent: a_heard(a_telling(1)), fresh: a_heard()}
    decision = decide(a_case(), heard, ids(), Settings(), NOW)
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
    plain = decide(bare, {a_channel(): a_heard()}, ids(), Settings(), NOW)
    assert plain
    assert plain.alert.why == "shared words with the seed"


def test_the_same_case_is_decided_the_same() -> None:
    assert run("R4 N4 S4", a_channel()) == run("R4 N4 S4", a_channel())
