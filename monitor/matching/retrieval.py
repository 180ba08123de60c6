"""Which profiles an item can reach at all, before any is weighed.

A bound of each profile's score is added up list by list: names, terms and words found, each with
those it belongs to. The longest lists (words that every other profile has) are passed over as long as
all of them together stay well below the least score asked for; only profiles that come near it
without them are then looked up in them (MaxScore, Turtle and Flood 1995). The bound is never below
the score, so nothing that counts is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.matching.compiled import Compiled, Group, Uses
from monitor.matching.settings import Settings
from monitor.text import Vector, language_code

# Lists up to this length are always gone through.
_SHORT = 64
# Which share of the least score the lists passed over may make up together: measured, a flat hilltop.
_PASSED = 0.6
# Each gain is rounded to four places; besides names and terms a score has so many.
_ROUNDING = 0.00005
_OTHER_GAINS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in an item: names, terms and the most each adds, words; gains of learned words."""

    names: Collection[Group]
    terms: Sequence[tuple[Group, float]]
    words: Vector
    language: str
    learned: Mapping[int, float]


class _List(Protocol):
    """Something found and its profiles; ``most`` is what it adds to one that is passed over."""

    @property
    def most(self) -> float: ...
    @property
    def length(self) -> int: ...
    def add(self, bounds: dict[int, float]) -> None:
        """Add to the bound of every profile of the list."""

    def pass_over(self, bounds: dict[int, float]) -> None:
        """Add only to those that gain more than ``most``."""

    def look_up(self, number: int) -> float:
        """What one profile gains that was passed over."""


@dataclass(frozen=True, slots=True)
class _Word:
    uses: Uses
    factor: float

    @property
    def most(self) -> float:
        return self.factor * self.uses.cut

    @property
    def length(self) -> int:
        return len(self.uses.numbers)

    def add(self, bounds: dict[int, float]) -> None:
        _add(bounds, self.uses.numbers, self.uses.weights, self.factor)

    def pass_over(self, bounds: dict[int, float]) -> None:
        _add(bounds, self.uses.heavy_numbers, self.uses.heavy_weights, self.factor)

    def look_up(self, number: int) -> float:
        weight = self.uses.weight(number)
        return self.factor * weight if weight <= self.uses.cut else 0.0


@dataclass(frozen=True, slots=True)
class _Terms:
    """All terms together, for together they are capped."""

    groups: Sequence[tuple[Group, float]]
    cap: float

    @property
    def most(self) -> float:
        return min(self.cap, sum(gain for _, gain in self.groups))

    @property
    def length(self) -> int:
        return sum(len(group.numbers) for group, _ in self.groups)

    def add(self, bounds: dict[int, float]) -> None:
        spoken: dict[int, float] = defaultdict(float)
        for group, gain in self.groups:
            for number in group.numbers:
                spoken[number] += gain
        for number, gain in spoken.items():
            bounds[number] += min(self.cap, gain)

    def pass_over(self, bounds: dict[int, float]) -> None:
        """No profile gains more than ``most``."""

    def look_up(self, number: int) -> float:
        spoken = sum(gain * group.count(number) for group, gain in self.groups)
        return min(self.cap, spoken)


def retrieve(
    found: Found,
    compiled: Compiled,
    settings: Settings,
    lowest: float,
    least: Callable[[int], float],
) -> set[int]:
    """The numbers of the profiles that may reach the score asked of them.

    ``least`` tells that score by number; ``lowest`` is the lowest of all, above 0.
    """
    slack = _ROUNDING * (len(found.names) + len(found.terms) + _OTHER_GAINS)
    bounds = _named(found, compiled, settings)
    for number, gain in found.learned.items():
        bounds[number] += gain
    passed, rest = _add_short(_lists(found, compiled, settings), bounds, _PASSED * lowest)
    near = lowest - slack - rest
    close = ((number, bound) for number, bound in bounds.items() if bound >= near)
    rooms = ((number, bound + slack - least(number)) for number, bound in close)
    left = {number: room for number, room in rooms if room + rest >= 0}
    for one in sorted(passed, key=lambda one: -one.most):
        rest -= one.most
        looked = ((number, room + one.look_up(number)) for number, room in left.items())
        left = {number: room for number, room in looked if room + rest >= 0}
    return set(left)


def _named(found: Found, compiled: Compiled, settings: Settings) -> dict[int, float]:
    """What names add; beside one, terms together or in another language count for more."""
    bounds: dict[int, float] = defaultdict(float)
    for group in found.names:
        _add(bounds, group.numbers, group.gains, 1.0)
    cap = settings.entities + settings.anchor
    foreign = settings.terms * max(0.0, settings.foreign_terms - 1)
    for number, bound in bounds.items():
        native = language_code(compiled.profiles[number].languages[0]) == found.language
        bounds[number] = min(cap, bound) + settings.together + (0.0 if native else foreign)
    return bounds


def _lists(found: Found, compiled: Compiled, settings: Settings) -> list[_List]:
    lists: list[_List] = [
        _Word(uses, weight)
        for word, weight in found.words.items()
        if (uses := compiled.vocabulary.get(word))
    ]
    return [*lists, _Terms(found.terms, settings.terms)] if found.terms else lists


def _add_short(
    lists: Sequence[_List], bounds: dict[int, float], budget: float
) -> tuple[list[_List], float]:
    """Go through the lists but the longest; those passed over, and what they may add together."""
    passed: list[_List] = []
    rest = 0.0
    for one in sorted(lists, key=lambda one: one.most / one.length):
        if one.length > _SHORT and rest + one.most <= budget:
            one.pass_over(bounds)
            passed.append(one)
            rest += one.most
        else:
            one.add(bounds)
    return passed, rest


def _add(
    bounds: dict[int, float], numbers: Sequence[int], gains: Sequence[float], factor: float
) -> None:
    for number, gain in zip(numbers, gains, strict=True):
        bounds[number] += factor * gain
