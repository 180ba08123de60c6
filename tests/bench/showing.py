"""Findings in, a table for people or a document for machines out."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.bench.frame import Finding

Results = Mapping[str, Sequence[Finding]]
_MARKS = {True: "ok", False: "SHORT", None: ""}


def table(results: Results) -> str:
    """One line for each finding: row, what, measured, target, verdict, note."""
    rows = [("row", "what", "measured", "target", "", "")]
    for code, findings in results.items():
        rows += [
            (code, one.what, _figure(one.value, one.unit), _target(one), _MARKS[one.held], one.note)
            for one in findings
        ]
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    lines = ["  ".join(_cells(row, widths)).rstrip() for row in rows]
    return "\n".join(lines)


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    padded = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
    return [*padded, row[-1]]


def document(results: Results, **about: object) -> dict[str, Any]:
    """Everything as JSON; the machine is named in general terms only."""
    return {
        "schema": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),  # noqa: TID251 (a bench dates itself)
        "python": platform.python_version(),
        "machine": f"{sys.platform} {platform.machine()}",
        **about,
        "findings": [
            {"row": code, **asdict(one), "held": one.held}
            for code, findings in results.items()
            for one in findings
        ],
    }


def _figure(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".replace(" x", "x")


def _target(one: Finding) -> str:
    if one.least is not None:
        return f">= {_figure(one.least, one.unit)}"
    return f"<= {_figure(one.most, one.unit)}" if one.most is not None else ""
