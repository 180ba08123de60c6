"""Everything that may go wrong, drawn once.

    MonitorError                exit 1   failed or partly failed: network, database, delivery
      WrongContent              exit 2   a file or argument is wrong; carries its Problems
      NothingFound              exit 3   a list, id or search that matches nothing
      Degraded                  exit 4   health is not what it should be
      VerificationFailed        exit 5   a verification did not hold
      Busy                      exit 75  another daemon holds the lock
      StoreError                exit 1   the database cannot be used
      FeedError                 exit 1   one poll failed; recorded, the daemon goes on

An error is raised where the fault is found, worded for the person who can mend it, and shown once,
at the front door. Faults of the programme itself are not in this tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor import exits


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and what mends it.

    ``file`` is a path or a name such as ``--items``; ``place`` a key or line, or empty.
    """

    file: str
    place: str = ""
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{where}: {self.what}{remedy}"


class MonitorError(Exception):
    """Root of the tree; its text is one plain sentence for people, remedy included."""

    exit_code = exits.FAILED


class WrongContent(MonitorError):
    """A file or argument holds something wrong; every problem is named at once."""

    exit_code = exits.WRONG

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class NothingFound(MonitorError):
    """What was asked for does not exist."""

    exit_code = exits.NOTHING


class Degraded(MonitorError):
    """The monitor runs, but not as it should."""

    exit_code = exits.DEGRADED


class VerificationFailed(MonitorError):
    """A check of stored data found it broken."""

    exit_code = exits.UNVERIFIED


class Busy(MonitorError):
    """Another process holds what is needed; try again later."""

    exit_code = exits.BUSY


class StoreError(MonitorError):
    """The database cannot be opened, read or written."""


class FeedError(MonitorError):
    """A feed could not be retrieved or parsed; ``permanent`` when trying again cannot help."""

    def __init__(self, text: str, *, permanent: bool = False) -> None:
        super().__init__(text)
        self.permanent = permanent
