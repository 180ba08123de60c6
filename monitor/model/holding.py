"""What a channel heard and is owed, and what holds an alert back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.model.telling import Alert, Telling
from monitor.scales import Priority, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Holds alerts back from ``starts_at`` until ``ends_at``; all that is named has to fit.

    ``seed``, ``storyline``, ``source`` and ``channel`` are patterns in which ``*`` stands for any
    letters; ``text`` has to stand in the title, the delta or the proof. Case counts in none of
    them. FLASH passes unless ``even_flash``.
    """

    id: str = ""
    seed: str = "*"
    storyline: str = "*"
    source: str = "*"
    channel: str = "*"
    text: str = ""
    even_flash: bool = False
    reason: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One source that tells a story, and where."""

    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What people call a seed and its storyline: as in the profile, empty when it is gone."""

    seed: str = ""
    storyline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An alert on its way to one channel, with what its message needs beside it.

    ``voices`` has one for each source of the story, in the order in which they came; none when the
    story is no longer remembered.
    """

    telling: Telling
    alert: Alert
    voices: tuple[Voice, ...] = ()
    titles: Titles = Titles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Debts:
    """What a channel has not been told yet: alert to telling, the oldest first.

    ``waiting`` is about to go, once its wait is over; ``owed`` stands in the next digest, by the
    reason that holds it back. ``find`` gives what a message needs to tell one of them.
    """

    waiting: Mapping[str, Telling]
    owed: Mapping[Reason, Mapping[str, Telling]]
    find: Callable[[Telling], Pending]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a channel knows already, as far as one development is concerned.

    ``flashes`` and ``others`` are the interruptions that its storyline made in the last days, by
    loudness; ``waiting`` what is about to go to the channel in that storyline. ``loudest`` is the
    highest priority at which its story reached the channel or is on its way there; ``misled`` says
    that the channel was told a version that this development takes back.
    """

    flashes: Collection[Telling] = ()
    others: Collection[Telling] = ()
    waiting: tuple[Pending, ...] = ()
    loudest: Priority | None = None
    misled: bool = False
