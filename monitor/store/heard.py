"""What each channel was told, waits for and is owed, indexed by what decisions ask.

One alert more costs the same whether a channel heard of ten or of ten thousand before: nothing here
is searched from end to end but the little that is asked for. What was paid is forgotten in time;
what is owed is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Alert, Debts, Pending, Telling
from monitor.scales import INTERRUPTING, Priority, Reason, Standing

_Book = dict[str, Telling]  # by alert


@dataclass(slots=True)
class _Story:
    """How a story stands with a channel."""

    loudest: Priority
    told: bool
    last_at: datetime


class Heard:
    """The tellings of every channel."""

    def __init__(self) -> None:
        self._books: dict[str, _Book] = defaultdict(dict)
        self._owed: dict[str, dict[Reason, _Book]] = defaultdict(lambda: defaultdict(dict))
        self._waiting: dict[str, _Book] = defaultdict(dict)
        self._loud: dict[tuple[str, str, str, bool], _Book] = defaultdict(dict)
        self._stories: dict[tuple[str, str], _Story] = {}
        self._storylines: dict[tuple[str, str, str], datetime] = {}
        self._alerts: dict[str, Alert] = {}

    def fold(self, alerts: Iterable[Alert], tellings: Iterable[Telling]) -> None:
        """Take in new alerts, and what became of them or of older ones."""
        self._alerts.update((alert.id, alert) for alert in alerts)
        for telling in tellings:
            self._drop(telling.channel, telling.alert)
            if telling.standing is not Standing.UNTOLD:
                self._keep(telling)

    def alert(self, number: str) -> Alert:
        """The alert of a remembered telling."""
        return self._alerts[number]

    def tellings(self, channel: str, alerts: Collection[str] | None = None) -> tuple[Telling, ...]:
        """What a channel has of these alerts, or of all that are remembered."""
        book = self._books[channel]
        return tuple(book[alert] for alert in (book if alerts is None else alerts) if alert in book)

    def interruptions(
        self, channel: str, seed: str, storyline: str, *, flash: bool
    ) -> Collection[Telling]:
        """The messages that a storyline began on a channel, FLASHes or all others; a live view."""
        return self._loud[channel, seed, storyline, flash].values()

    def waiting(self, channel: str, seed: str, storyline: str, item: str) -> tuple[Telling, ...]:
        """What is about to go to a channel in a storyline, or for another one about the same item."""
        place = seed, storyline
        return tuple(
            one
            for one in self._waiting[channel].values()
            if (one.seed, one.storyline) == place or item in self._alerts[one.alert].items
        )

    def loudest(self, channel: str, story: str) -> Priority | None:
        """The highest priority at which a story reached a channel, or is on its way there."""
        known = self._stories.get((channel, story))
        return known.loudest if known else None

    def was_told(self, channel: str, story: str) -> bool:
        """Whether a channel was told of a story, or is about to be."""
        known = self._stories.get((channel, story))
        return known is not None and known.told

    def was_told_of(self, channel: str, seed: str, storyline: str) -> bool:
        """Whether a channel was told anything of a storyline, as far as it is remembered."""
        return (channel, seed, storyline) in self._storylines

    def debts(self, channel: str, find: Callable[[Telling], Pending]) -> Debts:
        """All that a channel has not been told yet; a live view."""
        return Debts(waiting=self._waiting[channel], owed=self._owed[channel], find=find)

    def forget(self, before: datetime) -> None:
        """Drop what was told before a time, and alerts of which no telling is left."""
        for channel, book in self._books.items():
            paid = [
                one for one in book.values() if one.standing is Standing.TOLD and one.at < before
            ]
            for telling in paid:
                self._drop(channel, telling.alert)
        for story in [name for name, known in self._stories.items() if known.last_at < before]:
            del self._stories[story]
        for storyline in [name for name, at in self._storylines.items() if at < before]:
            del self._storylines[storyline]
        left = {alert for book in self._books.values() for alert in book}
        self._alerts = {name: alert for name, alert in self._alerts.items() if name in left}

    def _drop(self, channel: str, alert: str) -> None:
        """Take a telling out of every index but those of its story, which only ever learn."""
        old = self._books[channel].pop(alert, None)
        if old is None:
            return
        self._waiting[channel].pop(alert, None)
        self._owed[channel][old.reason].pop(alert, None)
        self._loud[_loudness(old)].pop(alert, None)

    def _keep(self, telling: Telling) -> None:
        channel, alert = telling.channel, telling.alert
        self._books[channel][alert] = telling
        if telling.standing is Standing.OWED:
            self._owed[channel][telling.reason][alert] = telling
        else:
            if telling.standing is Standing.WAITING:
                self._waiting[channel][alert] = telling
            if telling.reason in INTERRUPTING:
                self._loud[_loudness(telling)][alert] = telling
            self._storylines[channel, telling.seed, telling.storyline] = telling.at
        self._learn(telling)

    def _learn(self, telling: Telling) -> None:
        told = telling.standing is not Standing.OWED
        known = self._stories.setdefault(
            (telling.channel, telling.story),
            _Story(loudest=telling.priority, told=told, last_at=telling.at),
        )
        known.loudest = max(known.loudest, telling.priority)
        known.told |= told
        known.last_at = max(known.last_at, telling.at)


def _loudness(telling: Telling) -> tuple[str, str, str, bool]:
    flash = telling.priority is Priority.FLASH
    return telling.channel, telling.seed, telling.storyline, flash
