"""Which profiles an item can reach at all, before any is weighed.

A bound of each profile's score is added up list by list: names, terms and words found, each with
those it belongs to. Short lists are gone through. Long ones (words that every other profile has) are
added for all of their profiles at once, in small steps and rounded up (`Rows`); words that hardly add
anything are not even that, but taken as given to everybody. Who comes near the least score asked for is
then held against the words once more, exactly. The bound is never below the score, so nothing that
counts is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from monitor.matching.compiled import STEP, Compiled, Group, Uses
from monitor.matching.settings import Settings
from monitor.matching.sums import MOST, Rows
from monitor.text import Vector, language_code

# What sums count: a word's weight in the item times that in a profile, both in steps.
_UNIT = STEP * STEP
# So many words are added up at most, for then two unit vectors, rounded up, stay below 1.3 ...
_MOST_WORDS = 256
# ... and there is room for terms up to half a score.
_MOST_TERMS = MOST // 4
# Words that together add less than this share of what is asked for are given to everybody.
_GIVEN = 0.05
# Each gain is rounded to four places; besides names and terms a score has so many.
_ROUNDING = 0.00005
_OTHER_GAINS = 4

Shared = dict[str, float]
_Spoken = Sequence[tuple[Group, float]]
# A word of the item, its weight there, and the profiles that use it.
_Use = tuple[str, float, Uses]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in an item: names, terms and the most each adds, words; gains of learned words."""

    names: Collection[Group]
    terms: _Spoken
    words: Vector
    language: str
    learned: Mapping[int, float]


class _Gathered(NamedTuple):
    """What long lists add, by profile, in units; and what anybody may have beside it."""

    sums: int
    given: float


def retrieve(
    found: Found,
    compiled: Compiled,
    settings: Settings,
    lowest: float,
    least: Callable[[int], float],
) -> dict[int, Shared]:
    """The profiles that may reach the score asked of them, by number: the words they share.

    ``least`` tells that score by number; ``lowest`` is the lowest of all, above 0.
    """
    slack = _ROUNDING * (len(found.names) + len(found.terms) + _OTHER_GAINS)
    near = lowest - slack
    known = compiled.vocabulary
    words = [(word, weight, known[word]) for word, weight in found.words.items() if word in known]
    spoken = [(group, gain) for group, gain in found.terms if group.row]
    signs = _signs(found, compiled, settings)
    terms = _terms(spoken, compiled.rows, settings.terms)
    long = _long(words, terms, _GIVEN * near)
    reached: dict[int, Shared] = {}
    for number in _close(_short(words, signs), long, compiled, near):
        shared = {
            word: weight * own for word, weight, uses in words if (own := uses.weight(number))
        }
        bound = signs.get(number, 0.0) + min(settings.vocabulary, sum(shared.values()))
        bound += min(settings.terms, sum(gain * group.count(number) for group, gain in spoken))
        if bound + slack >= least(number):
            reached[number] = shared
    return reached


def _close(
    bounds: Mapping[int, float], long: _Gathered, compiled: Compiled, near: float
) -> Collection[int]:
    """The profiles that short and long lists together may bring near a score."""
    missing = near - long.given
    if missing <= 0:
        return range(len(compiled.profiles))
    if not long.sums:
        return [number for number, bound in bounds.items() if bound >= missing]
    sums = compiled.rows.each(long.sums, bounds)
    pairs = zip(bounds.items(), sums, strict=True)
    close = [number for (number, bound), units in pairs if bound + units * _UNIT >= missing]
    alone = compiled.rows.at_least(long.sums, ceil(missing / _UNIT))
    return [*close, *(number for number in alone if number not in bounds)]


def _signs(found: Found, compiled: Compiled, settings: Settings) -> dict[int, float]:
    """What names add, terms of few profiles, and what was learned.

    Beside a name, terms together or in another language count for more.
    """
    bounds: dict[int, float] = defaultdict(float)
    for group in found.names:
        _add(bounds, group.numbers, group.gains, 1.0)
    cap = settings.entities + settings.anchor
    foreign = settings.terms * max(0.0, settings.foreign_terms - 1)
    for number, bound in bounds.items():
        native = language_code(compiled.profiles[number].languages[0]) == found.language
        bounds[number] = min(cap, bound) + settings.together + (0.0 if native else foreign)
    spoken: dict[int, float] = defaultdict(float)
    for group, gain in found.terms:
        if not group.row:
            for number in group.numbers:
                spoken[number] += gain
    for number, gain in spoken.items():
        bounds[number] += min(settings.terms, gain)
    for number, gain in found.learned.items():
        bounds[number] += gain
    return bounds


def _short(words: Sequence[_Use], signs: Mapping[int, float]) -> Mapping[int, float]:
    """What signs and the words of few profiles add."""
    bounds = defaultdict(float, signs)
    for _, weight, uses in words:
        if not uses.row:
            _add(bounds, uses.numbers, uses.weights, weight)
    return bounds


def _add(
    bounds: dict[int, float], numbers: Sequence[int], gains: Sequence[float], factor: float
) -> None:
    for number, gain in zip(numbers, gains, strict=True):
        bounds[number] += factor * gain


def _long(words: Sequence[_Use], terms: _Gathered, crumbs: float) -> _Gathered:
    """What words of many profiles add to terms; what comes to less than ``crumbs`` is given."""
    sums, given = terms
    # What each adds to a profile at most.
    long = sorted(
        ((weight * uses.top, weight, uses.row) for _, weight, uses in words if uses.row),
        reverse=True,
    )
    while long and (len(long) > _MOST_WORDS or long[-1][0] <= crumbs):
        crumb = long.pop()[0]
        crumbs -= crumb
        given += crumb
    for _, weight, row in long:
        sums += ceil(weight / STEP) * row
    return _Gathered(sums, given)


def _terms(spoken: _Spoken, rows: Rows, cap: float) -> _Gathered:
    """What terms of many profiles add, at most ``cap`` together; where they have no room it is given."""
    limit = ceil(cap / _UNIT)
    steps = [(ceil(gain / _UNIT), group) for group, gain in spoken]
    if limit > _MOST_TERMS or any(limit + step * group.most > MOST for step, group in steps):
        return _Gathered(0, cap)
    sums = most = 0
    for step, group in steps:
        if most + step * group.most > MOST:
            sums, most = rows.cap(sums, limit), limit
        sums += step * group.row
        most += step * group.most
    return _Gathered(rows.cap(sums, limit) if most > limit else sums, 0.0)
