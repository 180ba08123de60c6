"""The gold set: streams of invented news with a judgement on every item, and how to measure on it.

A stream is a seed (``streams/NAME.toml``) and its items (``streams/NAME.jsonl``, which `monitor
backtest --items` reads too). What is measured is the whole product on an untouched profile:
`monitor.seeds.build`, then the pipeline as `monitor backtest` runs it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import mean

from monitor.app import rehearse
from monitor.backtest import Ruling, backtest, read_stream
from monitor.model import Item, Profile
from monitor.seeds import build

HERE = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in (HERE / "streams").glob("*.toml")))
# In a rare stream every third relevant item of the story is left: 2 % of what passes by.
_LEFT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A person's judgement: R2 and above is relevant; items of one ``event`` tell the same.

    ``why`` stands on negatives that are easily mistaken, and says what they are.
    """

    relevant: bool
    event: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One stream: the seed, the items in the order of their dates, a label for each item's id."""

    name: str
    kind: str
    published: date
    article: str
    items: tuple[Item, ...]
    labels: Mapping[str, Label]

    @property
    def relevant(self) -> tuple[str, ...]:
        """The ids of the items that belong to the story."""
        return tuple(item.id for item in self.items if self.labels[item.id].relevant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Precision, recall and F1 of the product's yes or no, average precision of its score."""

    precision: float
    recall: float
    f1: float
    ap: float


@cache
def gold(name: str) -> Gold:
    """The stream of this name, read from the disk."""
    seed = tomllib.loads((HERE / "streams" / f"{name}.toml").read_text("utf-8"))
    lines = (HERE / "streams" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return Gold(name=name, items=read_stream(lines, name).items, labels=_labels(lines), **seed)


def _labels(lines: Iterable[str]) -> dict[str, Label]:
    rows = [json.loads(line) for line in lines]
    return {
        row["id"]: Label(
            relevant=row["relevant"], event=row.get("event", ""), why=row.get("why", "")
        )
        for row in rows
    }


@cache
def profile(name: str) -> Profile:
    """The automatic profile of a stream's seed; the language is left to be guessed."""
    stream = gold(name)
    return build(stream.article, name, published=stream.published)


@cache
def alone(name: str) -> tuple[Ruling, ...]:
    """The rulings on a stream's own items."""
    return tuple(backtest(gold(name).items, rehearse([profile(name)], None)))


@cache
def crowd() -> tuple[Ruling, ...]:
    """All seeds watched at once over all streams: one ruling for each item and seed."""
    return tuple(backtest(_everything(), rehearse([profile(name) for name in NAMES], None)))


@cache
def rare(name: str) -> tuple[Ruling, ...]:
    """The rulings for one seed on a stream of everything, in which its story is about 2 %."""
    left = set(gold(name).relevant[::_LEFT])
    dropped = set(gold(name).relevant) - left
    items = [item for item in _everything() if item.id not in dropped]
    return tuple(backtest(items, rehearse([profile(name)], None)))


def _everything() -> Sequence[Item]:
    items = [item for name in NAMES for item in gold(name).items]
    return sorted(items, key=lambda item: (item.published or item.effective_at, item.id))


def strangers() -> list[Ruling]:
    """The rulings of the crowd on items that were written for another story."""
    own = {name: {item.id for item in gold(name).items} for name in NAMES}
    return [ruling for ruling in crowd() if ruling.id not in own[ruling.seed]]


def marks(rulings: Iterable[Ruling], relevant: Collection[str]) -> Marks:
    """How well rulings of one seed meet the labels; of equal scores the wrong one counts first."""
    told = sorted(rulings, key=lambda one: (-one.score, one.id in relevant))
    truth = [one.id in relevant for one in told]
    found = sum(one.match and right for one, right in zip(told, truth, strict=True))
    precision = found / max(1, sum(one.match for one in told))
    recall = found / max(1, sum(truth))
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return Marks(precision=precision, recall=recall, f1=f1, ap=_average_precision(truth))


def _average_precision(truth: Sequence[bool]) -> float:
    at = [place for place, right in enumerate(truth, start=1) if right]
    return mean([count / place for count, place in enumerate(at, start=1)] or [0.0])


def average(all_marks: Sequence[Marks]) -> Marks:
    """Each stream counts the same, however many items it has."""
    return Marks(
        precision=mean(one.precision for one in all_marks),
        recall=mean(one.recall for one in all_marks),
        f1=mean(one.f1 for one in all_marks),
        ap=mean(one.ap for one in all_marks),
    )


def measured() -> dict[str, dict[str, float]]:
    """All that thresholds are set for, by section of ``thresholds.toml``."""
    each = {name: marks(alone(name), gold(name).relevant) for name in NAMES}
    sparse = [marks(rare(name), gold(name).relevant) for name in NAMES]
    told = strangers()
    clean = 1000 * (1 - mean(one.match for one in told))
    rows = {name: _row(one) for name, one in each.items()}
    rows["macro"] = _row(average(list(each.values())))
    rows["rare"] = _row(average(sparse))
    rows["strangers"] = {"left_alone_per_1000": clean}
    return rows


def _row(one: Marks) -> dict[str, float]:
    return {"precision": one.precision, "recall": one.recall, "f1": one.f1, "ap": one.ap}
