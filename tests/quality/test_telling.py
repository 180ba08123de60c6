"""The gold streams are told as well as before: floors may only rise, ceilings only fall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.backtest import Ruling
from monitor.scales import Kind, Priority
from tests.quality import gold, telling

FLOORS = {"told": 1.0, "alerted": 0.5}
CEILINGS = {"repeats": 0.11, "digest_repeats": 0.17, "false_alerts": 0.035, "false_lines": 0.115}
LINE = Ruling(id="a", seed="s", score=1.0, match=True, digest=True, priority=Priority.ROUTINE)
URGENT = replace(LINE, digest=False, alert=True, priority=Priority.URGENT)
LOOK = "python -m tests.quality.telling NAME shows every fault"


@pytest.mark.parametrize("name", gold.NAMES)
def test_every_event_that_was_matched_is_told(name: str) -> None:
    assert not telling.untold(telling.events(name)), LOOK


def test_what_is_told_falls_short_no_more_than_before() -> None:
    found = telling.overall()
    assert {
        what: getattr(found, what) for what in FLOORS if getattr(found, what) < FLOORS[what]
    } == {}


def test_repeats_and_false_alarms_are_no_more_than_before() -> None:
    found = telling.overall()
    above = {what: getattr(found, what) for what, most in CEILINGS.items()}
    assert {what: value for what, value in above.items() if value > CEILINGS[what]} == {}, LOOK


@pytest.mark.parametrize(
    ("then", "is_repeat"),
    [
        (URGENT, True),
        (LINE, True),
        (replace(URGENT, priority=Priority.BULLETIN), False),
        (replace(URGENT, development=Kind.CORRECTION), False),
        (replace(URGENT, alert=False), False),
    ],
)
def test_only_what_is_told_no_louder_again_counts_as_a_repeat(
    then: Ruling, is_repeat: bool
) -> None:
    assert list(telling.repeated([(URGENT, "e1"), (then, "e1")])) == [then] * is_repeat
    assert not list(telling.repeated([(URGENT, "e1"), (then, "e2")]))
