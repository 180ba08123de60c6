"""Whether the world can be reached at all: one clear word when it cannot, and when it can again.

A single feed that fails is its own matter, and stands in `feeds health`. When nothing but failures
comes back the fault is more likely at home, and a mute monitor would be mistaken for quiet news.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence

from monitor.model import Poll
from monitor.scales import PollResult

_log = logging.getLogger(__name__)
_FAILED = frozenset({PollResult.FAILED, PollResult.GONE})


class Reach:
    """Remembers how the last visit to each feed ended; ``failing`` ended badly in a former life."""

    def __init__(self, failing: Iterable[str]) -> None:
        self._answered = dict.fromkeys(failing, False)
        self._lost = False

    def note(self, polls: Sequence[Poll], feeds: Collection[str], under_way: int) -> None:
        """Take in what visits brought, and say so when no feed answers any more.

        ``feeds`` are the addresses that are configured now, ``under_way`` the visits still to come
        in. It takes more than half of the feeds, since the others may not be due for an hour.
        """
        for poll in polls:
            self._answered[poll.feed.url] = poll.result not in _FAILED
        if any(poll.result not in _FAILED for poll in polls):  # spares a look at every feed
            if self._lost:
                _log.warning("feeds answer again")
            self._lost = False
            return
        tried = [self._answered[url] for url in feeds if url in self._answered]
        if (
            not any(tried)
            and not self._lost
            and len(tried) * 2 > len(feeds)
            and self._is_round(tried, feeds, under_way)
        ):
            self._lost = True
            error = next((poll.error for poll in polls if poll.error), "no reason was given")
            _log.warning(
                "no feed could be reached (%d of %d failed): %s; trying again",
                *(len(tried), len(feeds), error),
            )

    def _is_round(self, tried: Sequence[bool], feeds: Collection[str], under_way: int) -> bool:
        """Whether nothing that could still speak for the others is on its way."""
        return not under_way or len(tried) == len(feeds)
