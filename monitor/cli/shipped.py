"""What a new user starts with: the shipped configuration, feeds and seeds, in the wheel or the clone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import monitor

_PARTS = {"config": ("monitor.toml", "feeds.toml", "*.schema.json"), "seeds": ("*.toml", "*.txt")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A shipped file and where it belongs below the folder that is set up."""

    source: Path
    place: Path


def shipped() -> Iterator[Shipped]:
    """Every shipped file, configuration first."""
    inside = Path(monitor.__file__).parent / "shipped"  # as pyproject.toml puts it into the wheel
    root = inside if inside.is_dir() else inside.parents[1]
    for part, patterns in _PARTS.items():
        for pattern in patterns:
            for source in sorted((root / part).glob(pattern)):
                yield Shipped(source=source, place=Path(part) / source.name)
