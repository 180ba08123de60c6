"""Terms and aliases: what the items that belong to the seed say, and the profile does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from monitor.feedback.ground import Ground, own_stems, weigh, words_of
from monitor.feedback.phrases import in_brackets, language_of, names_of, phrases_of
from monitor.feedback.sides import Tally, count, tally
from monitor.feedback.suggestion import Change, Suggestion
from monitor.model import Item
from monitor.text import TITLES, fold, folded_words, rarity, stem

Reading = Callable[[Item], Mapping[str, str]]
# A term may stand in a few items of the other side, of which nobody said that they do not belong.
_FEW = 0.01
_FEW_NAMED = 0.25  # of the items of a single name: a place or family name may be somebody else's


def find_terms(ground: Ground) -> Iterator[Suggestion]:
    """Phrases of wanted items that are no name or term yet."""
    if not ground.profile.storylines:
        return
    names = {word for one in ground.profile.entities for word in words_of(one)}
    own = own_stems(ground.profile)
    spoken = _Spoken(ground)

    def read(item: Item) -> dict[str, str]:
        return phrases_of(item, ground.settings, ground.known)

    # Of an item that matches anyway its user did not miss a term.
    for found in _tallies(ground, read, ground.sides.missed):
        words = found.plain.split()
        heard = any(item.id in ground.marks for item in found.items)
        # The article's own words count already; only a user's mark makes more of them.
        said = own.issuperset(stem(word, ground.profile.languages[0]) for word in words)
        if not names.issuperset(words) and (heard or not said):
            language = Counter(language_of(item) for item in found.items).most_common(1)[0][0]
            place = spoken.storyline(found.items)
            yield from weigh(Change.TERM, found, ground, place=place, language=language)


class _Spoken:
    """Which storylines each item of the stream speaks of, and all matched ones together."""

    def __init__(self, ground: Ground) -> None:
        slugs = [line.slug for line in ground.profile.storylines]
        self._by_item = {
            item.id: [slug for slug in match.storylines if slug in slugs]
            for item, match in ground.stream
            if match is not None
        }
        every = Counter(
            slug
            for item, match in ground.stream
            if match is not None and match.verdict
            for slug in self._by_item[item.id]
        )
        self._usual = max(slugs, key=lambda slug: every[slug])

    def storyline(self, items: Sequence[Item]) -> str:
        """The one that the items speak of; else the one that matched items speak of most."""
        own = Counter(slug for item in items for slug in self._by_item.get(item.id, ()))
        return own.most_common(1)[0][0] if own else self._usual


def find_aliases(ground: Ground) -> Iterator[Suggestion]:
    """Names that share a telling word with an entity, or stand in brackets behind one."""
    owners: dict[str, str] = {}

    def read(item: Item) -> dict[str, str]:
        names: dict[str, str] = {}
        for plain, written in names_of(item, ground.settings, ground.known).items():
            owner = owners.get(plain) or _shared_with(plain, ground)
            if owner:
                owners[plain], names[plain] = owner, written
        for written, owner in in_brackets(item, ground.known, ground.settings).items():
            if owner and not any(ground.known.find(folded_words(written))):
                owners[fold(written)], names[fold(written)] = owner, written
        return names

    marked = [item for item in ground.sides.wanted if item.id in ground.marks]
    for found in _tallies(ground, read, (*ground.sides.missed, *marked)):
        alone = " " not in found.plain
        if not alone or found.others <= _FEW_NAMED * len(found.items):
            yield from weigh(Change.ALIAS, found, ground, place=owners[found.plain])


def _shared_with(plain: str, ground: Ground) -> str:
    """The entity that shares a telling word with a name that is not known yet."""
    words = plain.split()
    if any(ground.known.find(words)):
        return ""
    telling = {
        word for word in words if rarity(word) >= ground.settings.telling and word not in TITLES
    }
    for entity in ground.profile.entities:
        others = {word for name in entity.namesakes for word in folded_words(name)}
        own = folded_words(entity.name)
        given = entity.kind == "person" and words == [*own[:1]]
        if (telling - others) & set(own) and not given:
            return entity.name
    return ""


def _tallies(ground: Ground, read: Reading, firsthand: Iterable[Item]) -> Iterator[Tally]:
    """Phrases of the wanted side that hardly stand on the other, and in nothing marked irrelevant."""
    sides = ground.sides
    own = (*sides.missed, *sides.wanted)
    other = (*sides.wrong, *sides.unwanted)
    found = tally(own, other, read, {item.id for item in firsthand}, ground.settings)
    refused = [item for item in other if item.id in ground.marks]
    said = count((one.plain for one in found), refused, ground.settings)
    for one in found:
        if not said[one.plain] and one.others <= max(len(one.items), _FEW * len(other)):
            yield one
