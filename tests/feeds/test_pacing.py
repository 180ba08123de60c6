from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feeds import Settings, pace
from monitor.model import Feed, FeedState, ParsedItem, Poll
from monitor.scales import FeedCondition, PollResult

NOW = datetime(2025, 11, 21, 12, 0, tzinfo=UTC)
URL = "https://news.example/rss"
FEED = Feed(url=URL)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BEFORE = FeedState(
    url=URL,
    state=FeedCondition.OK,
    every=15 * MINUTE,
    last_polled_at=NOW - 15 * MINUTE,
    last_ok_at=NOW - 15 * MINUTE,
    next_poll_at=NOW,
    etag='"1"',
    body_hash="h1",
)
ITEMS = tuple(ParsedItem(title=str(number)) for number in range(10))
SETTINGS = Settings()


def poll(result: PollResult, feed: Feed = FEED, **more: object) -> Poll:
    return Poll(feed=feed, at=NOW, result=result, **more)  # type: ignore[arg-type]  # a test's shorthand


def wait(state: FeedState) -> timedelta:
    assert state.next_poll_at is not None
    return state.next_poll_at - NOW


def paced(before: FeedState, visit: Poll, fresh: int = 0, jitter: float = 0.5) -> FeedState:
    return pace(before, visit, SETTINGS, jitter, fresh=fresh)


def test_an_own_pace_is_kept_to_the_second_whatever_comes() -> None:
    feed = Feed(url=URL, every=timedelta(seconds=1))
    for result in (PollResult.ITEMS, PollResult.SAME_BODY, PollResult.NOT_MODIFIED):
        for jitter in (0.0, 1.0):
            after = paced(BEFORE, poll(result, feed, items=ITEMS), fresh=3, jitter=jitter)
            assert wait(after) == timedelta(seconds=1)


def test_the_first_poll_begins_at_the_configured_pace_and_is_no_gap() -> None:
    after = paced(FeedState(url=URL), poll(PollResult.ITEMS, items=ITEMS), fresh=10)
    assert (wait(after), after.gaps, after.state) == (15 * MINUTE, 0, FeedCondition.OK)


def test_new_items_shorten_the_pace_and_none_lengthen_it_within_bounds() -> None:
    busy = quiet = BEFORE
    for _ in range(20):
        busy = paced(busy, poll(PollResult.ITEMS, items=ITEMS), fresh=2)
        quiet = paced(quiet, poll(PollResult.SAME_BODY))
    assert (busy.every, quiet.every) == (5 * MINUTE, 60 * MINUTE)


def test_bounds_follow_a_short_configured_pace() -> None:
    settings, state = Settings(every=timedelta(seconds=1)), FeedState(url=URL)
    for _ in range(20):
        state = pace(state, poll(PollResult.NOT_MODIFIED), settings, 0.5)
        assert timedelta(seconds=1) <= wait(state) <= timedelta(seconds=4)


def test_jitter_moves_an_adaptive_pace_by_a_tenth_to_either_side() -> None:
    first = FeedState(url=URL)
    waits = [wait(paced(first, poll(PollResult.ITEMS), jitter=jitter)) for jitter in (0, 1)]
    assert waits == [13.5 * MINUTE, 16.5 * MINUTE]


def test_no_overlap_with_the_last_poll_is_a_gap_and_shortens_the_pace() -> None:
    gap = paced(BEFORE, poll(PollResult.ITEMS, items=ITEMS), fresh=10)
    assert (gap.gaps, gap.every) == (1, 7.5 * MINUTE)
    assert paced(BEFORE, poll(PollResult.ITEMS, items=ITEMS), fresh=9).gaps == 0
    assert paced(BEFORE, poll(PollResult.ITEMS), fresh=0).gaps == 0


@pytest.mark.parametrize("feed", [FEED, Feed(url=URL, every=15 * MINUTE)])
def test_what_the_server_asks_for_only_lengthens_the_wait(feed: Feed) -> None:
    for asked, least in (
        (2 * 60 * MINUTE, 2 * 60 * MINUTE),
        (400 * DAY, DAY),
        (MINUTE, 15 * MINUTE),
    ):
        after = paced(FeedState(url=URL), poll(PollResult.ITEMS, feed, wait_at_least=asked))
        assert wait(after) == least


def test_an_unchanged_document_asks_for_the_same_wait_again() -> None:
    state = paced(BEFORE, poll(PollResult.ITEMS, wait_at_least=120 * MINUTE))
    for _ in range(3):
        visit = replace(poll(PollResult.NOT_MODIFIED), at=state.next_poll_at or NOW)
        state = pace(state, visit, SETTINGS, 0.5)
        assert (state.next_poll_at or NOW) - visit.at == 120 * MINUTE


def test_a_wait_after_trouble_is_not_carried_on() -> None:
    deferred = paced(BEFORE, poll(PollResult.DEFERRED, error="asks", wait_at_least=DAY))
    after = paced(deferred, poll(PollResult.NOT_MODIFIED))
    assert wait(after) < 20 * MINUTE


def test_failures_back_off_up_to_a_cap_and_are_counted() -> None:
    state, waits = BEFORE, []
    for _ in range(30):
        state = paced(state, poll(PollResult.FAILED, error="answers 500"))
        waits.append(wait(state))
    assert waits[:4] == [30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE]
    assert waits[-1] == 6 * 60 * MINUTE
    assert (state.failures, state.state, state.error) == (30, FeedCondition.FAILING, "answers 500")
    assert (state.last_ok_at, state.etag, state.body_hash) == (BEFORE.last_ok_at, '"1"', "h1")


def test_a_long_own_pace_is_never_shortened_by_failures() -> None:
    feed = Feed(url=URL, every=2 * DAY)
    assert wait(paced(BEFORE, poll(PollResult.FAILED, feed))) == 2 * DAY


def test_success_ends_the_trouble() -> None:
    failing = replace(BEFORE, failures=7, state=FeedCondition.FAILING, error="answers 500")
    for result in (PollResult.ITEMS, PollResult.NOT_MODIFIED, PollResult.SAME_BODY):
        after = paced(failing, poll(result))
        assert (after.failures, after.error, after.state) == (0, "", FeedCondition.OK)
        assert after.last_ok_at == NOW


def test_a_feed_that_is_gone_is_still_asked_once_a_day() -> None:
    after = paced(BEFORE, poll(PollResult.GONE, error="is gone"))
    assert (after.state, after.failures) == (FeedCondition.GONE, 1)
    assert 0.9 * DAY <= wait(after) <= 1.1 * DAY


def test_being_asked_to_wait_is_no_failure() -> None:
    failing = replace(BEFORE, failures=2, state=FeedCondition.FAILING)
    after = paced(
        failing, poll(PollResult.DEFERRED, error="asks", wait_at_least=3600 * MINUTE / 60)
    )
    assert (after.failures, after.state, wait(after)) == (2, FeedCondition.FAILING, 60 * MINUTE)
    assert after.last_ok_at == BEFORE.last_ok_at


def test_validators_follow_the_last_good_answer() -> None:
    fresh = paced(BEFORE, poll(PollResult.ITEMS, body_hash="h2", last_modified="now"))
    assert (fresh.etag, fresh.last_modified, fresh.body_hash) == ("", "now", "h2")
    same = paced(BEFORE, poll(PollResult.NOT_MODIFIED, etag='"2"'))
    assert (same.etag, same.body_hash) == ('"2"', "h1")
    kept = paced(BEFORE, poll(PollResult.NOT_MODIFIED))
    assert kept.etag == '"1"'
