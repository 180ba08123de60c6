"""The table and every wrong decision: ``python -m tests.quality [STREAM ...]``."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator

from monitor.app import rehearse
from monitor.backtest import Ruling
from monitor.model import Item
from monitor.pipeline import decide_items
from tests.quality import gold

_SIGNS = 5
_STEP = 0.05  # in which thresholds rise
_ROUNDING = 1e-9


def table() -> Iterator[str]:
    """What is measured and, in brackets, its threshold; ``+`` where that may be raised, ``-`` where it fell."""
    thresholds = tomllib.loads((gold.HERE / "thresholds.toml").read_text("utf-8"))
    for name, row in gold.measured().items():
        cells = (
            f"{what} {value:.3f} [{thresholds[name][what]:g}]{_rise(value, thresholds[name][what])}"
            for what, value in row.items()
        )
        yield f"{name:<10} " + " ".join(f"{cell:<24}" for cell in cells)


def _rise(value: float, least: float) -> str:
    if value < least - _ROUNDING:
        return "-"
    return "+" if least + _STEP <= value <= 1 else ""


def errors(name: str) -> Iterator[str]:
    """A stream's wrong decisions, each with score, threshold and the weightiest evidence."""
    stream = gold.gold(name)
    items = {item.id: item for item in stream.items}
    for ruling in gold.alone(name):
        label = stream.labels[ruling.id]
        if ruling.match == label.relevant:
            continue
        verdict = "MISSED" if label.relevant else "WRONG "
        remark = f"  [{label.why}]" if label.why else ""
        yield from _told(f"{verdict} {ruling.id}", ruling, items[ruling.id], remark)


def strays() -> Iterator[str]:
    """Items of one story that were taken for another."""
    items = {item.id: item for name in gold.NAMES for item in gold.gold(name).items}
    for ruling in gold.strangers():
        if ruling.match:
            yield from _told(f"STRAY  {ruling.id} -> {ruling.seed}", ruling, items[ruling.id], "")


def _told(head: str, ruling: Ruling, item: Item, remark: str) -> Iterator[str]:
    score = f"{ruling.score:.3f} / {_threshold(ruling.seed, item)}"
    yield f"{head} {score} {ruling.reason} {item.language}: {item.title}{remark}"
    signs = sorted(ruling.evidence, key=lambda sign: -abs(sign.gain))[:_SIGNS]
    yield "        " + ", ".join(
        f"{sign.kind} {sign.name or sign.text} ({sign.field}) {sign.gain:+.3f}" for sign in signs
    )


def _threshold(seed: str, item: Item) -> str:
    """What the score had to reach, asked of a monitor that has seen nothing else."""
    desk = rehearse([gold.profile(seed)], None)
    outcome = decide_items([item], desk, item.published or item.effective_at)
    return next((f"{match.threshold:.3f}" for match in outcome.matches), "none")


def main(names: list[str]) -> None:
    """Print it all, or the errors of the named streams."""
    for name in names or gold.NAMES:
        sys.stdout.writelines(f"{line}\n" for line in (f"== {name}", *errors(name), ""))
    if not names:
        sys.stdout.writelines(f"{line}\n" for line in ("== strays", *strays(), "", *table()))


if __name__ == "__main__":
    main(sys.argv[1:])
