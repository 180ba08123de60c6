"""What a seed's storylines know, kept so that a look costs the same however much they know."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime

from monitor.model import Fact

# Of one subject so many lines are remembered: whoever asks compares with the latest, and an older
# report than the last sixty of its kind is lagged by its date.
_LINES = 64


class Ledger:
    """The facts of one seed by storyline and subject, the latest of each, oldest first."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], deque[Fact]] = defaultdict(lambda: deque(maxlen=_LINES))
        self._latest: dict[str, datetime] = {}

    def add(self, fact: Fact) -> None:
        """Learn a fact."""
        self._lines[fact.storyline, fact.subject].append(fact)
        latest = self._latest.get(fact.storyline, fact.at)
        self._latest[fact.storyline] = max(latest, fact.at)

    def about(self, storyline: str, subject: str) -> tuple[Fact, ...]:
        """The latest facts of a subject in a storyline, oldest first."""
        return tuple(self._lines.get((storyline, subject), ()))

    def latest_at(self, storyline: str) -> datetime | None:
        """The time of a storyline's latest fact; None when it knows nothing."""
        return self._latest.get(storyline)

    def forget(self, storyline: str, subject: str) -> None:
        """Drop what is known of a subject."""
        self._lines.pop((storyline, subject), None)
