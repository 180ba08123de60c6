"""Which profiles an item can reach at all, before any is weighed.

A bound of each profile's score is added up list by list: names, terms and words found, each with
those it belongs to. Short lists are gone through. Long ones (words that every other profile has) are
added for all of their profiles at once, in small steps and rounded up (`Sums`), as if the word
weighed in each what it weighs in the heaviest. Only profiles that come near the least score asked for
are then looked up in them, the heaviest list first, and left as soon as the rest cannot lift them
there any more. The bound is never below the score, so nothing that counts is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from monitor.matching.compiled import Compiled, Group, Uses
from monitor.matching.settings import Settings
from monitor.matching.sums import Sums, numbers_in
from monitor.text import Vector, language_code

# Into so many steps the least score is parted: finer ones take longer, coarser ones let more through.
_STEPS = 256
# Profiles are told apart by this many shares of that score that short lists gave them.
_SHARES = 8
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
    """Something found and its many profiles; ``most`` is what it adds to one of them."""

    @property
    def most(self) -> float: ...
    def add(self, sums: Sums, step: float) -> None:
        """Add to each profile, in steps, no less than it gains."""

    def look_up(self, number: int) -> float:
        """What one profile gains."""


@dataclass(frozen=True, slots=True)
class _Word:
    uses: Uses
    factor: float

    @property
    def most(self) -> float:
        return self.factor * self.uses.top

    def add(self, sums: Sums, step: float) -> None:
        uses = self.uses
        sums.add(uses.crowd, ceil(self.factor * uses.cut / step))
        sums.add(uses.heavy, ceil(self.factor * (uses.top - uses.cut) / step))

    def look_up(self, number: int) -> float:
        return self.factor * self.uses.weight(number)


@dataclass(frozen=True, slots=True)
class _Terms:
    """All terms together, for together they are capped."""

    groups: Sequence[tuple[Group, float]]
    cap: float

    @property
    def most(self) -> float:
        return min(self.cap, sum(gain * len(group.crowds) for group, gain in self.groups))

    def add(self, sums: Sums, step: float) -> None:
        spoken = Sums()
        for group, gain in self.groups:
            for crowd in group.crowds:
                spoken.add(crowd, ceil(gain / step))
        spoken.cap(ceil(self.cap / step))
        sums.add_all(spoken)

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
    _add_short(found, compiled, settings, bounds)
    lists = sorted(_long(found, compiled, settings), key=lambda one: -one.most)
    rest = sum(one.most for one in lists)
    close = _close(bounds, lists, lowest - slack, rest)
    rooms = ((number, bounds.get(number, 0.0) + slack - least(number)) for number in close)
    left = {number: room for number, room in rooms if room + rest >= 0}
    for one in lists:
        rest -= one.most
        looked = ((number, room + one.look_up(number)) for number, room in left.items())
        left = {number: room for number, room in looked if room + rest >= 0}
        if not left:
            break
    return set(left)


def _close(
    bounds: Mapping[int, float], lists: Sequence[_List], near: float, rest: float
) -> Iterator[int]:
    """The profiles that short and long lists together may bring near a score."""
    if not lists:
        yield from (number for number, bound in bounds.items() if bound >= near)
        return
    near = max(near, _ROUNDING)
    sums = Sums()
    for one in lists:
        one.add(sums, near / _STEPS)
    enough: dict[int, int] = {}
    for number, bound in bounds.items():
        if bound + rest >= near:
            # How much of the score the long lists have to give: less than what is missing.
            share = ceil(_SHARES * (1 - bound / near)) - 1
            if share > 0 and share not in enough:
                enough[share] = sums.at_least(share * _STEPS // _SHARES)
            if share <= 0 or enough[share] >> number & 1:
                yield number
    if rest >= near:
        alone = numbers_in(sums.at_least(_STEPS))
        yield from (number for number in alone if number not in bounds)


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


def _add_short(
    found: Found, compiled: Compiled, settings: Settings, bounds: dict[int, float]
) -> None:
    """Go through the lists of few profiles."""
    for word, weight in found.words.items():
        uses = compiled.vocabulary.get(word)
        if uses is not None and not uses.crowd:
            _add(bounds, uses.numbers, uses.weights, weight)
    spoken: dict[int, float] = defaultdict(float)
    for group, gain in found.terms:
        if not group.crowds:
            for number in group.numbers:
                spoken[number] += gain
    for number, gain in spoken.items():
        bounds[number] += min(settings.terms, gain)


def _long(found: Found, compiled: Compiled, settings: Settings) -> Iterator[_List]:
    for word, weight in found.words.items():
        uses = compiled.vocabulary.get(word)
        if uses is not None and uses.crowd:
            yield _Word(uses, weight)
    groups = tuple((group, gain) for group, gain in found.terms if group.crowds)
    if groups:
        yield _Terms(groups, settings.terms)


def _add(
    bounds: dict[int, float], numbers: Sequence[int], gains: Sequence[float], factor: float
) -> None:
    for number, gain in zip(numbers, gains, strict=True):
        bounds[number] += factor * gain
