"""What one experiment found: figures, and whether each of its promises held."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self


class Broken(Exception):
    """The one promise is broken that a mutant is to break; nothing more need be looked at."""


class Promises(dict[str, bool]):
    """Each promise by name, and whether it held.

    With a ``sought`` one the first sight of it broken raises Broken: a mutant then takes no longer
    than its own fault does, and is red for that and nothing else.
    """

    sought: ClassVar[str] = ""

    def __setitem__(self, promise: str, held: bool) -> None:
        super().__setitem__(promise, held)
        if self.sought and promise == self.sought and not held:
            raise Broken(promise)

    def __ior__(self, more: Mapping[str, bool]) -> Self:  # type: ignore[override,misc]
        for promise, held in more.items():
            self[promise] = held
        return self


@dataclass
class Found:
    """``holds`` names each promise; ``figures`` are what was measured on the way."""

    experiment: str
    seed: int
    holds: Promises = field(default_factory=Promises)
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether everything promised held; an experiment without promises proves nothing."""
        return bool(self.holds) and all(self.holds.values())

    def line(self) -> str:
        """One line of JSON."""
        broken = [name for name, held in self.holds.items() if not held]
        known = {"experiment": self.experiment, "seed": self.seed, "ok": self.ok, "broken": broken}
        return json.dumps(known | self.figures)


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of them do not exceed; 0 for none."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else 0.0
