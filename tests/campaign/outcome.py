"""What one experiment found: figures, and whether each of its promises held."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass
class Found:
    """``holds`` names each promise; ``figures`` are what was measured on the way."""

    experiment: str
    seed: int
    holds: dict[str, bool] = field(default_factory=dict)
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
