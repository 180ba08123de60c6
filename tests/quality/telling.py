"""What a reader is told of the gold streams: ``python -m tests.quality.telling [STREAM ...]``.

A stream's events are the labels of its relevant items; those called "background" are opinion and
explainers, which bring no event and are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from statistics import mean

from monitor.backtest import Ruling
from monitor.scales import Kind
from tests.quality import gold

_BACKGROUND = "background"
# What may be told again of an event: that it is taken back, mended or confirmed.
_AGAIN = frozenset({Kind.REVERSAL, Kind.CORRECTION, Kind.CONFIRMATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of a stream's events, those with a matched item that were told, and all that interrupted.

    Of the interruptions and the digest lines on events, those on one told before; of the irrelevant
    items, those that interrupted and those in the digest. An interruption louder than those before is no
    repeat. All lie in 0..1.
    """

    told: float
    alerted: float
    repeats: float
    digest_repeats: float
    false_alerts: float
    false_lines: float


def events(name: str) -> list[tuple[Ruling, str]]:
    """The rulings on a stream's items in order, each with its event; "" is irrelevant."""
    labels = gold.gold(name).labels
    rulings = ((one, labels[one.id]) for one in gold.alone(name))
    told = ((one, label.event if label.relevant else "") for one, label in rulings)
    return [(one, event) for one, event in told if not event.startswith(_BACKGROUND)]


def repeated(told: list[tuple[Ruling, str]]) -> Iterator[Ruling]:
    """The rulings that tell an event anew although nothing about it is."""
    loudest: dict[str, int] = {}
    for ruling, event in told:
        if not event or not (ruling.alert or ruling.digest):
            continue
        level = ruling.priority.level if ruling.alert and ruling.priority else 0
        louder = level > loudest.get(event, -1)
        if not louder and not (ruling.alert and ruling.development in _AGAIN):
            yield ruling
        loudest[event] = max(level, loudest.get(event, 0))


def untold(told: list[tuple[Ruling, str]]) -> set[str]:
    """The events that were matched and never told."""
    matched = {event for ruling, event in told if event and ruling.match}
    return matched - {event for ruling, event in told if ruling.alert or ruling.digest}


def shares(name: str) -> Shares:
    """How a stream was told."""
    told = events(name)
    every = {event for _, event in told if event}
    matched = {event for ruling, event in told if event and ruling.match}
    alerts = [(ruling, event) for ruling, event in told if ruling.alert and event]
    lines = [(ruling, event) for ruling, event in told if ruling.digest and event]
    again = list(repeated(told))
    wrong = [ruling for ruling, event in told if not event]
    return Shares(
        told=1 - len(untold(told)) / len(matched),
        alerted=len({event for _, event in alerts}) / len(every),
        repeats=sum(ruling.alert for ruling in again) / max(1, len(alerts)),
        digest_repeats=sum(ruling.digest for ruling in again) / max(1, len(lines)),
        false_alerts=mean(ruling.alert for ruling in wrong),
        false_lines=mean(ruling.digest for ruling in wrong),
    )


def overall() -> Shares:
    """The mean over all streams, each counting the same."""
    rows = zip(*(astuple(shares(name)) for name in gold.NAMES), strict=True)
    return Shares(**{one.name: mean(row) for one, row in zip(fields(Shares), rows, strict=True)})


def _line(name: str, found: Shares) -> str:
    cells = (f"{one.name} {getattr(found, one.name):.3f}" for one in fields(Shares))
    return f"{name:<10} {'  '.join(cells)}"


def faults(name: str) -> Iterator[str]:
    """What was told again, told falsely, or not told at all."""
    told, titles = events(name), {item.id: item.title for item in gold.gold(name).items}
    again = {ruling.id for ruling in repeated(told)}
    for ruling, event in told:
        loud = "alert" if ruling.alert else "line"
        if ruling.id in again:
            yield f"  repeated {loud} {event}: {titles[ruling.id]} [{ruling.delta}]"
        elif not event and (ruling.alert or ruling.digest):
            yield f"  false {loud}: {titles[ruling.id]} [{ruling.delta}]"
    yield from (f"  never told: {event}" for event in sorted(untold(told)))


def main(names: list[str]) -> None:
    """Print the shares of the named streams with every fault, or those of all."""
    for name in names or gold.NAMES:
        sys.stdout.write(f"{_line(name, shares(name))}\n")
        sys.stdout.writelines(f"{line}\n" for line in (faults(name) if names else ()))
    if not names:
        sys.stdout.write(f"{_line('all', overall())}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
