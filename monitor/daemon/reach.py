"""Whether the world can be reached at all: one clear word when it cannot, and when it can again.

A single feed that fails is its own matter, and stands in `feeds health`. When nothing but failures
comes back the fault is more likely at home, and a mute monitor would be mistaken for quiet news.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from monitor.model import Poll
from monitor.scales import PollResult

_log = logging.getLogger(__name__)
# Shares of the feeds that failed last: one that answers from a cache at home does not hide an
# outage of fifty. It is over when a quarter answers, or a few visits one after the other: most feeds
# may be hours from their next. Chosen by thought, not measured.
_LOST, _BACK, _IN_A_ROW = 0.9, 0.75, 4
_FAILED = frozenset({PollResult.FAILED, PollResult.GONE})


class Reach:
    """Remembers how the last visit to each feed ended; ``failing`` ended badly in a former life."""

    def __init__(self, failing: Iterable[str]) -> None:
        self._answered = dict.fromkeys(failing, False)
        self._latest: deque[bool] = deque(maxlen=_IN_A_ROW)
        self.lost_at: datetime | None = None

    def note(self, polls: Sequence[Poll], feeds: Collection[str], under_way: int) -> bool:
        """Take in what visits brought; say so when (nearly) no feed answers any more, or again.

        ``feeds`` are the addresses that are configured now, ``under_way`` the visits still to come
        in. It takes more than half of the feeds, since the others may not be due for an hour.
        True when feeds answer again just now.
        """
        for poll in polls:
            self._answered[poll.feed.url] = poll.result not in _FAILED
        self._latest.extend(self._answered[poll.feed.url] for poll in polls)
        if not self.lost_at and all(poll.result not in _FAILED for poll in polls):
            return False  # spares a look at every feed
        tried = [self._answered[url] for url in feeds if url in self._answered]
        failed = tried.count(False) / max(1, len(tried))
        sure = len(self._latest) == _IN_A_ROW and all(self._latest)
        if self.lost_at and (failed <= _BACK or sure):
            self.lost_at = None
            self._answered.clear()  # what failed in the outage says nothing of now
            _log.warning("feeds answer again")
            return True
        enough = len(tried) * 2 > len(feeds) and self._is_round(tried, feeds, under_way)
        if not self.lost_at and enough and failed > _LOST:
            self.lost_at = polls[-1].at
            error = next((poll.error for poll in polls if poll.error), "no reason was given")
            _log.warning(
                "no feed could be reached (%d of %d failed): %s; trying again",
                *(tried.count(False), len(feeds), error),
            )
        return False

    def _is_round(self, tried: Sequence[bool], feeds: Collection[str], under_way: int) -> bool:
        """Whether nothing that could still speak for the others is on its way."""
        return not under_way or len(tried) == len(feeds)
