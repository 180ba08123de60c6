"""Profiles made ready for matching: one index of all names, one of all terms, one of all words.

A phrase that many profiles share stands in an index once, with everybody it means something to.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil

from monitor.matching.phrasebook import Phrasebook
from monitor.matching.settings import Settings
from monitor.matching.slipping import Slips
from monitor.matching.sums import Rows, row
from monitor.model import Entity, Profile, Storyline
from monitor.text import PhraseIndex, content_stems, folded_words, phrase_words, weigh

# Short names in capitals ("US", "UN") are words of their own in small letters.
_LONGEST_ACRONYM = 4
_BRIEF = 25
# From so many profiles on, or such a part of all, a word's uses are added up for all profiles at once:
# fewer take less time and memory one by one.
_LONG = 24
_PARTS = 64
# How exactly rows tell what a word weighs, in profiles (0..1) and in items.
STEP = 1 / 128
# A look into a sorted list costs as much as going on by so many.
_FEW_LOOKS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """An alias of an entity of a profile (by its number); ``order`` among the profile's signs."""

    profile: int
    order: int
    entity: Entity
    acronym: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A term of a storyline of a profile."""

    profile: int
    order: int
    storyline: Storyline


@dataclass(frozen=True, slots=True)
class Barred:
    """A phrase that excludes an item, or a namesake that is somebody else."""

    profile: int
    order: int
    entity: Entity | None


Sign = Named | Spoken | Barred


@dataclass(slots=True)
class Group:
    """A phrase and what it is to each profile, by number; ``begun`` letters of it if starred.

    ``gains`` hold for each sign the most that it adds to a score as a name. If many profiles know the
    phrase, ``row`` holds for all how often they do, ``most`` times at most.
    """

    begun: int
    numbers: array[int] = field(default_factory=lambda: array("I"))
    signs: list[Sign] = field(default_factory=list)
    gains: array[float] = field(default_factory=lambda: array("d"))
    row: int = 0
    most: int = 0

    def close(self, size: int) -> None:
        """Make its row, once all of ``size`` profiles are there."""
        if _is_long(self.numbers, size):
            self.row = row(((number, 1) for number in self.numbers), size)
            self.most = max(Counter(self.numbers).values())

    def _of(self, number: int) -> Iterator[Sign]:
        place = bisect_left(self.numbers, number)
        while place < len(self.numbers) and self.numbers[place] == number:
            yield self.signs[place]
            place += 1

    def among(self, numbers: Collection[int]) -> Iterator[Sign]:
        """What the phrase is to some profiles."""
        if len(self.signs) <= _FEW_LOOKS * len(numbers):
            return (sign for sign in self.signs if sign.profile in numbers)
        return (sign for number in numbers for sign in self._of(number))

    def count(self, number: int) -> int:
        """How often a profile knows the phrase."""
        return bisect_right(self.numbers, number) - bisect_left(self.numbers, number)


# The first word of a phrase in a text, the one after its last, and what the phrase is.
Where = tuple[int, int, Group]


@dataclass(slots=True)
class Uses:
    """The profiles that use a word, by number, and how much it weighs in each.

    Of a word with many uses ``row`` holds the weights for all profiles, in steps of `STEP` and rounded
    up; ``top`` is the most that a use weighs.
    """

    numbers: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("d"))
    top: float = 0.0
    row: int = 0

    def weight(self, number: int) -> float:
        """What the word weighs in a profile; 0 where it does not stand."""
        place = bisect_left(self.numbers, number)
        found = place < len(self.numbers) and self.numbers[place] == number
        return self.weights[place] if found else 0.0

    def close(self, size: int) -> None:
        """Make its row, once all of ``size`` profiles are there."""
        self.top = max(self.weights)
        if _is_long(self.numbers, size):
            steps = (ceil(weight / STEP) for weight in self.weights)
            self.row = row(zip(self.numbers, steps, strict=True), size)


def _is_long(numbers: Sequence[int], size: int) -> bool:
    return len(numbers) >= max(_LONG, size // _PARTS)


@dataclass(frozen=True, slots=True)
class Compiled:
    """All profiles, ready to be read by the thousand."""

    profiles: tuple[Profile, ...]
    brief: tuple[bool, ...]
    """Whether a profile's article is a headline or little more: then a name is all there is."""
    phrases: Phrasebook[Group]
    """Names (with namesakes and exclusions) and terms; names and namesakes with a slip."""
    vocabulary: Mapping[str, Uses]
    numbers: Mapping[str, int]
    """The number of each seed's profile."""
    rows: Rows

    def has_word(self, number: int, word: str) -> bool:
        """Whether a profile's article uses a word (a stem)."""
        uses = self.vocabulary.get(word)
        return uses is not None and uses.weight(number) > 0


def compile_profiles(profiles: Sequence[Profile], settings: Settings) -> Compiled:
    """Index the profiles; cost grows with their aliases, terms and words.

    Nothing made here is thrown away, so nobody looks for what could be: that takes as long again.
    """
    sweeping = gc.isenabled()
    gc.disable()
    try:
        return _compiled(profiles, settings)
    finally:
        if sweeping:
            gc.enable()


def _compiled(profiles: Sequence[Profile], settings: Settings) -> Compiled:
    names, terms = _Phrases(), _Phrases()
    vocabulary: dict[str, Uses] = defaultdict(Uses)
    brief = []
    for number, profile in enumerate(profiles):
        for phrase, sign in _signs(number, profile):
            kind = terms if isinstance(sign, Spoken) else names
            kind.add(phrase, sign, _most(sign, settings))
        for word, weight in _words_of(profile).items():
            vocabulary[word].numbers.append(number)
            vocabulary[word].weights.append(weight)
        brief.append(len(folded_words(_text_of(profile))) < _BRIEF)
    for uses in vocabulary.values():
        uses.close(len(profiles))
    terms.close(len(profiles))
    return Compiled(
        profiles=tuple(profiles),
        brief=tuple(brief),
        phrases=Phrasebook(names.index, terms.index, names.slips()),
        vocabulary=dict(vocabulary),
        numbers={profile.seed: number for number, profile in enumerate(profiles)},
        rows=Rows(len(profiles)),
    )


class _Phrases:
    """An index in the making, which knows what it has already."""

    def __init__(self) -> None:
        self.index = PhraseIndex[Group]()
        self._groups: dict[tuple[str, ...], Group] = {}

    def close(self, size: int) -> None:
        """All of ``size`` profiles are there."""
        for group in self._groups.values():
            group.close(size)

    def slips(self) -> Slips[Group]:
        """Those that name somebody, for where they are written with a slip."""
        return Slips(self.index, self._groups.keys(), tuple(self._whole()))

    def _whole(self) -> Iterator[tuple[str, ...]]:
        """The phrases without a star that name somebody."""
        for words, group in self._groups.items():
            names = any(not isinstance(sign, Spoken) and sign.entity for sign in group.signs)
            if names and not any(word.endswith("*") for word in words):
                yield words

    def add(self, phrase: str, sign: Sign, gain: float) -> None:
        words = phrase_words(phrase)
        group = self._groups.get(words)
        if group is None:
            starred = words and words[0].endswith("*")
            group = self._groups[words] = Group(begun=len(words[0]) - 1 if starred else 0)
            self.index.add_words(words, group)
        group.numbers.append(sign.profile)
        group.signs.append(sign)
        group.gains.append(gain)


def _signs(number: int, profile: Profile) -> Iterator[tuple[str, Sign]]:
    """Every phrase that says something of a profile, and what."""
    order = count()
    for entity in profile.entities:
        for alias in dict.fromkeys((entity.name, *entity.aliases)):
            acronym = alias.isupper() and len(alias) <= _LONGEST_ACRONYM
            yield alias, Named(number, next(order), entity, acronym)
        for namesake in entity.namesakes:
            yield namesake, Barred(number, next(order), entity)
    for storyline in profile.storylines:
        for term in dict.fromkeys(term for terms in storyline.terms.values() for term in terms):
            yield term, Spoken(number, next(order), storyline)
    for phrase in profile.exclude:
        yield phrase, Barred(number, next(order), None)


def _most(sign: Sign, settings: Settings) -> float:
    """The most that a name adds to a score."""
    if not isinstance(sign, Named):
        return 0.0
    return settings.entities * sign.entity.weight + settings.anchor * sign.entity.anchor


def _text_of(profile: Profile) -> str:
    """The article, or what stands for it when only the profile is at hand."""
    if profile.article:
        return profile.article
    names = [alias for entity in profile.entities for alias in (entity.name, *entity.aliases)]
    return ". ".join(
        [profile.title, *names, *(storyline.title for storyline in profile.storylines)]
    )


def _words_of(profile: Profile) -> Mapping[str, float]:
    language = profile.languages[0]
    return weigh(content_stems(_text_of(profile), language), language)
