"""The story in fast motion: which piece stands in which feed, and since when.

The story's clock stands still until every feed has been asked for once, so that what a feed holds
from the start is seen as such; then it runs evenly to the end and stops there. Feeds carry the
real time at which a piece came up: a daemon on the wall clock finds them fresh.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.demo.story import Piece, Source, Story
from monitor.demo.writing import Printed

Clock = Callable[[], datetime]
# Hears of a piece: the story's time, the source's name, the title.
Told = Callable[[datetime, str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """What is played, in how many real ``seconds``; ``told`` hears of each piece once.

    ``told`` is called from the server's threads, one call at a time, when a feed first shows it.
    """

    story: Story
    seconds: float
    clock: Clock
    told: Told


class Stage:
    """One performance; may be asked from several threads."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._opened_at = play.clock()
        self._begun_at: datetime | None = None
        self._asked: set[str] = set()
        self._told: set[str] = set()
        self._lock = threading.Lock()

    def elapsed(self) -> timedelta:
        """How far the story has come, zero until it begins, at most its whole length."""
        with self._lock:
            return self._elapsed()

    def is_over(self) -> bool:
        """Whether everything has come up."""
        return self.elapsed() >= self._play.story.ends

    def show(self, source: Source) -> tuple[Printed, ...]:
        """What the source's feed holds now, newest first; a piece shown first is told."""
        with self._lock:
            elapsed = self._elapsed()
            due = [
                piece
                for piece in self._play.story.pieces
                if piece.source == source and piece.at <= elapsed
            ]
            for piece in due:
                if piece.id not in self._told:
                    self._told.add(piece.id)
                    self._tell(piece)
            self._asked.add(source.slug)
            if self._begun_at is None and len(self._asked) == len(self._play.story.sources):
                self._begun_at = self._play.clock()
            return self._print(due)

    def _tell(self, piece: Piece) -> None:
        at = self._play.story.begins + piece.at
        self._play.told(at, piece.source.name, piece.title)

    def _elapsed(self) -> timedelta:
        if self._begun_at is None:
            return timedelta()
        gone = (self._play.clock() - self._begun_at) * self._rate()
        return min(max(gone, timedelta()), self._play.story.ends)

    def _rate(self) -> float:
        return self._play.story.ends.total_seconds() / self._play.seconds

    def _print(self, due: list[Piece]) -> tuple[Printed, ...]:
        """Each original in its latest wording."""
        latest = {piece.edits or piece.id: piece for piece in due}
        first = [piece for piece in due if not piece.edits]
        return tuple(self._printed(piece, latest[piece.id]) for piece in reversed(first))

    def _printed(self, first: Piece, latest: Piece) -> Printed:
        slug = first.source.slug
        day = (self._play.story.begins + first.at).strftime("%Y/%m/%d")
        return Printed(
            guid=f"{slug}-{first.id}",
            link=f"https://{slug}.example/{day}/{first.id}",
            piece=latest,
            published=self._came_up_at(first),
            updated=self._came_up_at(latest),
        )

    def _came_up_at(self, piece: Piece) -> datetime:
        """The real time of a piece; those from the start came up before the doors opened."""
        start = self._opened_at if piece.at <= timedelta() else self._begun_at or self._opened_at
        return start + piece.at / self._rate()
