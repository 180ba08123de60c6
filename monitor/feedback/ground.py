"""What suggestions stand on: the profile, the sides, the marks; and how much speaks for a phrase."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from monitor.feedback.settings import Settings
from monitor.feedback.sides import Sides, Stream, Tally
from monitor.feedback.suggestion import Change, Suggestion
from monitor.model import Entity, Profile
from monitor.scales import Opinion
from monitor.text import PhraseIndex, folded_words, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that suggestions stand on."""

    profile: Profile
    sides: Sides
    marks: Mapping[str, Opinion]
    stream: Stream
    settings: Settings
    known: PhraseIndex[str]


def know(profile: Profile) -> PhraseIndex[str]:
    """Every name and term of the profile; a name's owner is its entity."""
    known = PhraseIndex[str]()
    for entity in profile.entities:
        for name in names(entity):
            known.add(name, entity.name)
    for line in profile.storylines:
        for term in chain.from_iterable(line.terms.values()):
            known.add(term, "")
    return known


def names(entity: Entity) -> tuple[str, ...]:
    """Every way to write an entity."""
    return (entity.name, *entity.aliases)


def words_of(entity: Entity) -> Iterator[str]:
    """The words of all its names, in plain form."""
    for name in names(entity):
        yield from folded_words(name)


def own_stems(profile: Profile) -> frozenset[str]:
    """The stems of all that the seed itself says: article, title, names and terms."""
    named = [word for one in profile.entities for word in words_of(one)]
    terms = [term for line in profile.storylines for term in chain(*line.terms.values())]
    words = [*named, *folded_words("\n".join((profile.article, profile.title, *terms)))]
    return frozenset(stem(word, profile.languages[0]) for word in words)


def weigh(
    kind: Change, found: Tally, ground: Ground, *, place: str = "", language: str = ""
) -> Iterator[Suggestion]:
    """The suggestion, if the odds speak for it."""
    odds = _odds(kind, found, ground)
    if odds < ground.settings.odds:
        return
    items = sorted(found.items, key=lambda item: item.id not in ground.marks)
    named = kind in {Change.ALIAS, Change.NAMESAKE}
    yield Suggestion(
        kind=kind,
        text=found.written if named else found.written.casefold(),
        place=place,
        language=language,
        items=tuple(item.id for item in items),
        marked=sum(item.id in ground.marks for item in items),
        others=found.others,
        odds=round(odds, 2),
    )


def _odds(kind: Change, found: Tally, ground: Ground) -> float:
    sides, prior = ground.sides, ground.settings.prior
    wanted, wrong = len(sides.missed) + len(sides.wanted), len(sides.wrong)
    if kind in {Change.TERM, Change.ALIAS}:
        own, other = wanted, wrong + len(sides.unwanted)
    else:
        own, other = wrong, wanted
    here = (len(found.items) + prior) / (own + 2 * prior)
    return math.log(here / ((found.others + prior) / (other + 2 * prior)))
