"""When no feed answers any more it is said once, and once more when one does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.daemon.reach import Reach
from monitor.model import Feed, Poll
from monitor.scales import PollResult

FEEDS = tuple(f"https://coast.example/{name}" for name in "abcd")


def polls(*urls: str, result: PollResult = PollResult.FAILED) -> list[Poll]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    error = "no route" if result is PollResult.FAILED else ""
    return [Poll(feed=Feed(url=url), at=at, result=result, error=error) for url in urls]


def is_lost(reach: Reach) -> bool:
    return reach.lost_at is not None


def test_a_first_round_without_an_answer_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    reach = Reach(())
    reach.note(polls(*FEEDS[:3]), FEEDS, under_way=1)
    assert caplog.messages == []
    reach.note(polls(FEEDS[3]), FEEDS, under_way=0)
    assert caplog.messages == ["no feed could be reached (4 of 4 failed): no route; trying again"]
    reach.note(polls(*FEEDS), FEEDS, under_way=0)
    assert len(caplog.messages) == 1
    reach.note(polls(FEEDS[0], result=PollResult.NOT_MODIFIED), FEEDS, under_way=3)
    assert caplog.messages[1:] == ["feeds answer again"]


def test_one_answer_is_enough_to_stay_silent(caplog: pytest.LogCaptureFixture) -> None:
    reach = Reach(FEEDS[1:])
    reach.note(polls(FEEDS[0], result=PollResult.ITEMS), FEEDS, under_way=0)
    reach.note(polls(*FEEDS[1:]), FEEDS, under_way=0)
    assert caplog.messages == []


def test_a_few_failures_say_nothing_of_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    Reach(()).note(polls(*FEEDS[:2]), FEEDS, under_way=0)
    assert caplog.messages == []


def test_what_failed_in_a_former_life_counts(caplog: pytest.LogCaptureFixture) -> None:
    Reach(FEEDS[2:]).note(polls(FEEDS[0]), FEEDS, under_way=0)
    assert caplog.messages == ["no feed could be reached (3 of 4 failed): no route; trying again"]


def test_an_outage_of_many_ends_when_a_few_answer_in_a_row(
    caplog: pytest.LogCaptureFixture,
) -> None:
    many = tuple(f"https://coast.example/{number}" for number in range(100))
    reach = Reach(())
    assert not reach.note(polls(*many), many, under_way=0)
    assert is_lost(reach)
    assert not reach.note(polls(*many[:3], result=PollResult.ITEMS), many, under_way=0)
    assert reach.note(polls(many[3], result=PollResult.ITEMS), many, under_way=0)
    reach.note(polls(*many[4:50]), many, under_way=0)
    assert not is_lost(reach)  # what failed in the outage does not count again
    assert caplog.messages[-1] == "feeds answer again"
