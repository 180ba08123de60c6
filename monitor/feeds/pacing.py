"""What a poll brought in, the feed's next due time and health out; pure.

    result         failures   state     next poll
    items          0          ok        pace, shorter when new items came, longer when none
    not modified   0          ok        pace, longer
    same body      0          ok        pace, longer
    deferred       as before  as before pace, or what the server asked for
    failed         +1         failing   pace doubled with each failure, up to a cap
    gone           +1         gone      once a day

The pace is the feed's own ``every`` where the operator set one, to the second. Otherwise it moves
within bounds, and jitter spreads feeds that started together.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.feeds.settings import Settings
from monitor.model import FeedState, Poll
from monitor.scales import FeedCondition, PollResult

# How the adaptive pace moves. A busy feed comes from 15 to 5 minutes in three polls, a quiet one
# to an hour in seven: missing items costs more than asking once too often.
_BUSY, _GAP, _QUIET = 0.7, 0.5, 1.25
# Share of the pace that jitter moves, to either side.
_SPREAD = 0.1
# A longer wait than the pace explains, by more than jitter does, was asked for by the server.
_ASKED = 1.0 + 2 * _SPREAD


def pace(
    state: FeedState, poll: Poll, settings: Settings, jitter: float, *, fresh: int = 0
) -> FeedState:
    """The feed's state after ``poll``.

    ``jitter`` lies in 0..1, ``fresh`` is the number of the poll's items that were new. When all
    of them were, and it is not the first poll, something may have been missed: a gap.
    """
    gap = _is_gap(state, poll, fresh)
    condition, failures = _health(state, poll)
    every = _adapt(state, poll, settings, fresh=fresh, gap=gap)
    wait = _wait(replace(state, every=every, failures=failures), state, poll, settings, jitter)
    good = failures == 0 and poll.result is not PollResult.DEFERRED
    fetched = poll.result in (PollResult.ITEMS, PollResult.SAME_BODY)
    renewed = poll.result is PollResult.NOT_MODIFIED
    return FeedState(
        url=poll.feed.url,
        location=poll.location,
        state=condition,
        failures=failures,
        error=poll.error,
        etag=poll.etag if fetched or (renewed and poll.etag) else state.etag,
        last_modified=(
            poll.last_modified
            if fetched or (renewed and poll.last_modified)
            else state.last_modified
        ),
        body_hash=poll.body_hash if fetched else state.body_hash,
        every=every,
        last_polled_at=poll.at,
        last_ok_at=poll.at if good else state.last_ok_at,
        next_poll_at=poll.at + wait,
        gaps=state.gaps + gap,
    )


def _is_gap(state: FeedState, poll: Poll, fresh: int) -> bool:
    return state.last_ok_at is not None and 0 < len(poll.items) <= fresh


def _health(state: FeedState, poll: Poll) -> tuple[FeedCondition, int]:
    if poll.result is PollResult.DEFERRED:
        return state.state, state.failures
    if poll.result is PollResult.GONE:
        return FeedCondition.GONE, state.failures + 1
    if poll.result is PollResult.FAILED:
        return FeedCondition.FAILING, state.failures + 1
    return FeedCondition.OK, 0


def _adapt(state: FeedState, poll: Poll, settings: Settings, *, fresh: int, gap: bool) -> timedelta:
    if poll.feed.every is not None:
        return poll.feed.every
    every = state.every or settings.every
    if poll.result in (PollResult.FAILED, PollResult.GONE, PollResult.DEFERRED):
        return every
    if gap:
        every *= _GAP
    elif state.last_ok_at is not None:  # the first poll says nothing about the pace
        every *= _BUSY if fresh else _QUIET
    # Bounds follow an operator's own idea of the pace where it lies outside the usual ones.
    floor = min(settings.shortest, settings.every)
    ceiling = max(min(settings.longest, 4 * settings.every), settings.every)
    return min(max(every, floor), ceiling)


def _wait(
    now: FeedState, before: FeedState, poll: Poll, settings: Settings, jitter: float
) -> timedelta:
    base = now.every or settings.every
    wait = base
    if poll.result is PollResult.GONE:
        wait = max(base, settings.gone_every)
    elif poll.result is PollResult.FAILED:
        doubled = base * 2.0 ** min(now.failures, 20)
        wait = max(base, min(doubled, settings.longest_backoff))
    if poll.feed.every is None:
        wait *= 1 - _SPREAD + 2 * _SPREAD * min(max(jitter, 0.0), 1.0)
    asked = poll.wait_at_least
    if asked is None and poll.result is PollResult.NOT_MODIFIED:
        asked = _still_asked(before)
    return max(wait, min(asked, settings.longest_wait)) if asked else wait


def _still_asked(before: FeedState) -> timedelta | None:
    """The wait that the unchanged document itself asked for (its TTL is not sent again)."""
    if before.error or not (before.every and before.last_polled_at and before.next_poll_at):
        return None
    last = before.next_poll_at - before.last_polled_at
    return last if last > before.every * _ASKED else None
