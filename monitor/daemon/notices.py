"""What the monitor says of itself, through the same outbox as the news: a week's note, an outage.

A quiet channel must be tellable from a dead one, and a thousand feeds that fail at once are one
fault, most likely at home: one notice, and one when it is over, not a thousand.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.app import Clock, Parts
from monitor.model import Delivery, Message, Outcome, Query
from monitor.scales import FeedCondition

_WEEK = timedelta(days=7)
_WEEKLY = "weekly_note_at"
_OUTAGE = "outage_told_at"
# Shorter outages are a router that restarts; nobody needs to hear of those.
_OUTAGE_LASTS = timedelta(minutes=10)


class Notices:
    """Writes notices when they are due; ``parts`` gives the parts in force."""

    def __init__(self, parts: Callable[[], Parts], clock: Clock) -> None:
        self._parts = parts
        self._clock = clock

    def weekly(self, now: datetime) -> Outcome | None:
        """A line on what is watched, a week after the last one (or after the first start)."""
        store = self._parts().store
        last = store.noted(_WEEKLY)
        told = datetime.fromisoformat(last) if last else None
        if told and timedelta() <= now - told < _WEEK:
            return None
        store.note(_WEEKLY, now.isoformat())
        if told is None or told > now or not self._parts().config.alerts.weekly_note:
            return None
        return self._message(f"week-{now:%Y%m%d}", "Weekly note", self._week(now))

    def outage(self, lost_at: datetime | None, now: datetime) -> Outcome | None:
        """The notice of an outage that lasts, once, and of its end; ``lost_at`` is its begin."""
        store = self._parts().store
        told = store.noted(_OUTAGE)
        if lost_at and not told and now - lost_at >= _OUTAGE_LASTS:
            store.note(_OUTAGE, now.isoformat())
            text = (
                f"No feed could be reached since {lost_at:%H:%M} UTC. The monitor goes on trying;"
                " until then there is no news because none can be seen."
            )
            return self._message(f"outage-{lost_at:%Y%m%dT%H%M%S}", "No feed can be reached", text)
        if told and not lost_at and self._answers_since(datetime.fromisoformat(told)):
            store.note(_OUTAGE, "")
            text = "Feeds answer again. What they still hold of the time between is read now."
            return self._message(f"outage-over-{now:%Y%m%dT%H%M%S}", "Feeds answer again", text)
        return None

    def _answers_since(self, told: datetime) -> bool:
        """Whether a feed answered after the notice: a restart alone does not end an outage."""
        states = self._parts().store.feeds.states()
        return any(state.last_ok_at and state.last_ok_at > told for state in states)

    def _week(self, now: datetime) -> str:
        parts, since = self._parts(), Query(since=now - _WEEK, limit=0)
        items = parts.store.items_since(now - _WEEK)
        news = len(parts.store.read.developments(since))
        states = parts.store.feeds.states()
        failing = sum(
            state.state in {FeedCondition.FAILING, FeedCondition.GONE} for state in states
        )
        gaps = sum(state.gaps for state in states)
        watched = (
            f"Watching {_count(len(states), 'feed')} for {_count(len(parts.profiles), 'seed')}"
        )
        told = _count(news, "development") if news else "nothing new"
        words = [f"{watched}: {_count(items, 'item')} this week, {told}."]
        if failing:
            words.append(
                f"{_count(failing, 'feed')} {'fails' if failing == 1 else 'fail'}: monitor feeds health."
            )
        if gaps:
            words.append(f"Feeds rolled over {_count(gaps, 'time')} between two polls so far.")
        return " ".join(words)

    def _message(self, key: str, title: str, text: str) -> Outcome:
        desk, now = self._parts().desk, self._clock()
        return Outcome(
            at=now,
            deliveries=tuple(
                Delivery(
                    id=desk.memory.new_id("o"),
                    channel=channel.name,
                    alerts=(),
                    message=Message(
                        key=f"{key}-{channel.name}",
                        title=title,
                        text=text,
                        html=f"<p>{html.escape(text)}</p>",
                    ),
                    created_at=now,
                    next_attempt_at=now,
                )
                for channel in desk.channels
            ),
        )


def _count(number: int, noun: str) -> str:
    """``1 feed``, ``2,000 feeds``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
