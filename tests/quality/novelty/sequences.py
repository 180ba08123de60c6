"""Short invented sequences of items with what should be decided of each, and how to measure on them.

`open.toml` explains its notation and is there to learn from; `held.toml` holds other stories that
are set aside: look at its figure, not at its sentences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from monitor.app import rehearse
from monitor.backtest import Ruling, backtest
from monitor.model import Entity, Item, Known, Profile, Storyline
from monitor.text import guess_language

HERE = Path(__file__).parent
SETS = ("open", "held")
_TELLINGS = frozenset("alert digest silent told quiet same any".split())
_NEW = frozenset({"first", "advance"})
_KINDS = frozenset({"", "none", "new", "confirmation", "reversal", "correction", *_NEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is right: how it is told, which kind it is, which words its delta holds ("" for any)."""

    telling: str
    kind: str = ""
    words: str = ""

    def faults(self, ruling: Ruling) -> Iterator[str]:
        """What is wrong with a ruling."""
        if not self._is_told_right(ruling):
            yield f"told as {_loudness(ruling)}"
        kind = ruling.development or "none"
        if self.kind and kind not in (_NEW if self.kind == "new" else {self.kind}):
            yield f"is {kind}"
        if self.words and self.words not in (ruling.delta or ""):
            yield f"says {ruling.delta!r}"

    def _is_told_right(self, ruling: Ruling) -> bool:
        loud = _loudness(ruling)
        if self.telling == "same":
            return loud == "silent" or ruling.development == "confirmation"
        wide = {"told": {"alert", "digest"}, "quiet": {"digest", "silent"}, "any": {loud}}
        return loud in wide.get(self.telling, {self.telling})


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """Items about one thing in the order of their arrival, each with its label."""

    profile: Profile
    about: str
    items: tuple[Item, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One labelled item, what was decided of it, and what is wrong with that."""

    sequence: Strand
    item: Item
    label: Label
    ruling: Ruling
    faults: tuple[str, ...]


def _loudness(ruling: Ruling) -> str:
    return "alert" if ruling.alert else "digest" if ruling.digest else "silent"


@cache
def sequences(name: str) -> tuple[Strand, ...]:
    """The sequences of `open.toml` or `held.toml`."""
    table = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    profiles = {slug: _profile(slug, world) for slug, world in table["world"].items()}
    return tuple(_sequence(row, profiles[row["world"]]) for row in table["sequence"])


def _profile(slug: str, world: Mapping[str, Any]) -> Profile:
    return Profile(
        seed=slug,
        title=world["title"],
        published=world["published"],
        languages=(guess_language(world["title"]),),
        entities=tuple(
            Entity(
                name=name,
                kind=kind,
                weight=1.0 - 0.2 * place,
                anchor=place == 0,
                aliases=(*aliases,),
            )
            for place, (name, kind, aliases) in enumerate(world["entities"])
        ),
        storylines=tuple(_storyline(*row) for row in world["storylines"]),
    )


def _storyline(
    slug: str, title: str, terms: list[str], numbers: list[str], known: list[str]
) -> Storyline:
    facts = (fact.split("=", 1) for fact in known)
    return Storyline(
        slug=slug,
        title=title,
        terms={"en": (*terms,), "es": (*terms,)},
        watch_numbers=(*numbers,),
        known=tuple(Known(fact=fact, value=value) for fact, value in facts),
    )


def _sequence(row: Mapping[str, Any], profile: Profile) -> Strand:
    return Strand(
        profile=profile,
        about=row["about"],
        items=tuple(_item(line, number, profile) for number, line in enumerate(row["items"])),
        labels=tuple(_label(line[-1]) for line in row["items"]),
    )


def _item(line: Sequence[str], number: int, profile: Profile) -> Item:
    day, clock = line[0].split()
    born = profile.published or date.min
    at = datetime.combine(born, time.fromisoformat(clock), tzinfo=UTC) + timedelta(days=int(day))
    return Item(
        id=f"{number + 1}",
        title=line[2],
        summary=line[3],
        source=line[1],
        published=at,
        first_seen_at=at,
        effective_at=at,
        language=profile.languages[0],
    )


def _label(written: str) -> Label:
    right, _, words = written.partition(" ~ ")
    telling, _, kind = right.partition("/")
    if telling not in _TELLINGS or kind not in _KINDS:
        raise ValueError(written)
    return Label(telling=telling, kind=kind, words=words)


@cache
def decisions(name: str) -> tuple[Decision, ...]:
    """What the whole product decides of each item of a set; items that only set the scene are left out."""
    return tuple(
        Decision(
            sequence=one, item=item, label=label, ruling=ruling, faults=(*label.faults(ruling),)
        )
        for one in sequences(name)
        for item, label, ruling in zip(
            one.items, one.labels, backtest(one.items, rehearse([one.profile], None)), strict=True
        )
        if label.telling != "any"
    )


def share_right(name: str, language: str = "") -> float:
    """The share of decisions, 0..1, in which nothing is wrong; of one language, or all."""
    judged = [one for one in decisions(name) if language in {"", one.item.language}]
    return sum(not one.faults for one in judged) / len(judged)
