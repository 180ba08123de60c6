"""Profiles made ready for matching: one index of all names and terms, one of all words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Entity, Profile, Storyline
from monitor.text import PhraseIndex, content_stems, folded_words, weigh

# Short names in capitals ("US", "UN") are words of their own in small letters.
_LONGEST_ACRONYM = 4
_BRIEF = 25


@dataclass(frozen=True, slots=True)
class Named:
    """An alias of an entity of a profile (by its number)."""

    profile: int
    entity: Entity
    acronym: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A term of a storyline of a profile."""

    profile: int
    storyline: Storyline


@dataclass(frozen=True, slots=True)
class Barred:
    """A phrase that excludes an item, or a namesake that is somebody else."""

    profile: int
    entity: Entity | None


Sign = Named | Spoken | Barred


@dataclass(frozen=True, slots=True)
class Compiled:
    """All profiles, ready to be read by the thousand."""

    profiles: tuple[Profile, ...]
    brief: tuple[bool, ...]
    """Whether a profile's article is a headline or little more: then a name is all there is."""
    signs: PhraseIndex[Sign]
    vocabulary: Mapping[str, Sequence[tuple[int, float]]]
    numbers: Mapping[str, int]
    """The number of each seed's profile."""

    def has_word(self, number: int, word: str) -> bool:
        """Whether a profile's article uses a word (a stem)."""
        seeds = self.vocabulary.get(word, ())
        place = bisect_left(seeds, number, key=lambda seed: seed[0])
        return place < len(seeds) and seeds[place][0] == number


def compile_profiles(profiles: Sequence[Profile]) -> Compiled:
    """Index the profiles; cost grows with their aliases, terms and words."""
    signs = PhraseIndex[Sign]()
    vocabulary: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        _add_signs(signs, number, profile)
        for word, weight in _words_of(profile).items():
            vocabulary[word].append((number, weight))
    return Compiled(
        profiles=tuple(profiles),
        brief=tuple(_length(profile) < _BRIEF for profile in profiles),
        signs=signs,
        vocabulary=vocabulary,
        numbers={profile.seed: number for number, profile in enumerate(profiles)},
    )


def _add_signs(signs: PhraseIndex[Sign], number: int, profile: Profile) -> None:
    for entity in profile.entities:
        for alias in dict.fromkeys((entity.name, *entity.aliases)):
            acronym = alias.isupper() and len(alias) <= _LONGEST_ACRONYM
            signs.add(alias, Named(number, entity, acronym))
        for namesake in entity.namesakes:
            signs.add(namesake, Barred(number, entity))
    for storyline in profile.storylines:
        for term in dict.fromkeys(term for terms in storyline.terms.values() for term in terms):
            signs.add(term, Spoken(number, storyline))
    for phrase in profile.exclude:
        signs.add(phrase, Barred(number, None))


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


def _length(profile: Profile) -> int:
    return len(folded_words(_text_of(profile)))
