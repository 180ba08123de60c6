"""Exclusions and namesakes: what matched items that were marked irrelevant are about."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.feedback.ground import Ground, names, own_stems, weigh
from monitor.feedback.phrases import holds, language_of, names_of, phrases_of
from monitor.feedback.settings import Settings
from monitor.feedback.sides import Tally, tally
from monitor.feedback.suggestion import Change, Suggestion
from monitor.model import Entity, Item, Profile
from monitor.text import COMMON, fold, folded_words, rarity, stem


def find_barred(ground: Ground) -> Iterator[Suggestion]:
    """Phrases of wrong items that stand in no wanted one: somebody else's name, or another topic."""
    sides, settings, own = ground.sides, ground.settings, own_stems(ground.profile)
    people: dict[str, str] = {}

    def read(item: Item) -> dict[str, str]:
        found = phrases_of(item, settings, ground.known)
        for plain, written in names_of(item, settings).items():
            somebody = _person_in(plain, ground.profile)
            bare = all(rarity(word) >= COMMON for word in plain.split())
            if somebody and bare and plain not in map(fold, names(somebody)):
                people[plain], found[plain] = somebody.name, written
        return found

    wanted = (*sides.missed, *sides.wanted)
    for one in tally(sides.wrong, wanted, read, {item.id for item in sides.wrong}, settings):
        if one.others:
            continue
        if one.plain in people:
            yield from weigh(Change.NAMESAKE, one, ground, place=people[one.plain])
        elif _may_cut(one, own, settings):
            yield from weigh(Change.EXCLUSION, one, ground)


def _may_cut(found: Tally, own: frozenset[str], settings: Settings) -> bool:
    """Whether a phrase may exclude: the seed does not speak of it, and it is no everyday word.

    Where one item alone speaks for it, it has to stand in the title, which says what the item is about.
    """
    words = found.plain.split()
    language = language_of(found.items[0])
    if all(stem(word, language) in own for word in words):
        return False
    once = len(found.items) == 1
    if once and not holds(" ".join(folded_words(found.items[0].title)), found.plain):
        return False
    enough = settings.cutting_once if once else settings.cutting
    return len(words) > 1 or rarity(found.plain, language) >= enough


def _person_in(plain: str, profile: Profile) -> Entity | None:
    """The person whose name stands in a longer one."""
    people = (entity for entity in profile.entities if entity.kind == "person")
    return next(
        (entity for entity in people if any(holds(plain, fold(name)) for name in names(entity))),
        None,
    )
