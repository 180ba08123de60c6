"""What is found of one case before it is judged: its figures, its words, what its ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from monitor.developments.case import REST, RETOLD_FOR, Case, story_lines
from monitor.developments.counts import counts_of, is_known, is_retold, moved_in, unheard
from monitor.developments.fates import befalls
from monitor.developments.genres import Genre, genre_of, live_words
from monitor.developments.ledger import Move, readings, seeded
from monitor.developments.lexicon import Sense, senses
from monitor.model import Fact, Item
from monitor.text import (
    LANGUAGES,
    Deeds,
    content_stems,
    deeds,
    folded_words,
    guess_language,
    language_code,
    split_sentences,
)

# A summary's first sentences tell the news; later ones tell what went before.
_TOLD_IN = 3
# Under this one it notes who stood in a title.
ACTORS = "actors"
# Under this subject, by language, a storyline notes the deeds that any of its stories told.
DEEDS = "deeds"


class State(StrEnum):
    """What the ledger notes of a story, beside its deeds: how far its matter has come."""

    SAID = "said"
    PROSPECT = "prospect"
    DONE = "done"
    GRAVE = "grave"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found.

    ``senses`` and ``deeds`` are the title's; ``tells`` all that title and summary say was done;
    ``first_figures`` those of subjects that the ledger had none of; ``counts`` all figures
    as its story notes them; ``noted`` what it notes of the
    item's story, each with the source that said so first; ``lately`` the seed's deeds of the last days
    in the item's language, ``abroad`` those in others, ``new_actors`` who of the watched stood in no title lately, ``before`` all that are remembered, the
    article's among them; ``given`` the deeds of the state that the
    article gives, ``standing`` that state in words, ``echoes`` that the title uses them; ``retold`` that every figure was reported lately, ``from_seed`` that the seed
    gives every figure.
    """

    case: Case
    genre: Genre
    senses: frozenset[Sense]
    deeds: Deeds
    tells: frozenset[str]
    first_figures: tuple[Fact, ...]
    counts: tuple[Fact, ...]
    moves: tuple[Move, ...]
    noted: Mapping[str, str]
    lately: frozenset[str]
    abroad: frozenset[str]
    new_actors: frozenset[str]
    before: frozenset[str]
    given: frozenset[str]
    standing: str
    echoes: bool
    retold: bool
    from_seed: bool

    @property
    def states(self) -> frozenset[State]:
        """What the title says of its matter; a hedge speaks loudest."""
        if Sense.CRITICAL in self.senses and Sense.HEDGE not in self.senses:
            return frozenset({State.DONE, State.GRAVE})
        if self.deeds.done:
            return frozenset({State.DONE})
        hedged = Sense.HEDGE in self.senses or self.deeds.planned
        return frozenset({State.PROSPECT if hedged else State.SAID})

    @property
    def is_foreign(self) -> bool:
        """Whether the item is in another language than the profile's first."""
        return _language(self.case.item) != language_code(self.case.profile.languages[0])

    @property
    def newcomers(self) -> frozenset[str]:
        """The people and bodies among them, without the story's central ones."""
        return self.new_actors & {
            one.name
            for one in self.case.profile.entities
            if one.kind in {"person", "org"} and not one.anchor
        }

    @property
    def speaks_plainly(self) -> bool:
        """Whether the item is in a language whose deeds are known in full."""
        return _language(self.case.item) in {"en", "es"}

    @property
    def substance(self) -> int:
        """How many words of the title are no watched name and no word for a live page."""
        names = (sign.text for sign in self.case.match.evidence if sign.kind == "entity")
        said = {word for name in names for word in content_stems(name)}
        return len(set(content_stems(self.case.item.title)) - said - live_words())

    @property
    def back(self) -> frozenset[str]:
        """What the title takes back of what is known."""
        return self.deeds.takes_back(self.noted.keys() | self.before)

    def learned(self, *more: str) -> tuple[Fact, ...]:
        """What the ledger learns: first figures, the story's states and deeds, the storyline's deeds."""
        back = {"denied"} & self.back
        told = [*sorted(self.states), *sorted(self.tells | back), *more]
        counts = [one for one in self.counts if one.value not in self.noted]
        news = [self._fact(self.case.story.id, word) for word in told if word not in self.noted]
        recent = sorted((self.deeds.done | back) - self.lately)
        said = f"{DEEDS} {_language(self.case.item)}"
        return (
            *self.first_figures,
            *counts,
            *news,
            *(self._fact(said, name) for name in recent),
            *(self._fact(ACTORS, name) for name in sorted(self.new_actors)),
        )

    def _fact(self, subject: str, value: str) -> Fact:
        item, match = self.case.item, self.case.match
        return Fact(
            seed=match.seed,
            storyline=self.case.storyline.slug,
            subject=subject,
            value=value,
            item=item.id,
            source=item.source,
            at=min(item.effective_at, match.at),
        )


def look(case: Case) -> Findings:
    """Read the item's title, figures and story, and find what the ledger says of them."""
    first = {one.slug: seeded(case.profile, one, case.match.at) for one in case.storylines}
    figures = [one for line in case.storylines for one in readings(case.item, case.match, line)]
    seeds = tuple(line for lines in first.values() for line in lines)
    case, moved = moved_in(case, figures, first)
    title = _titled(case)
    found = senses(case.item.title)
    if _befalls_anchor(case) and not title.planned:
        found |= {Sense.CRITICAL}
    given = _given(seeds)
    told = _deeds_told(case)
    language = _language(case.item)
    return Findings(
        case=case,
        genre=genre_of(case.item.title),
        senses=found,
        deeds=title,
        tells=title.done | title.past | _told(case.item),
        first_figures=unheard(figures, case, first),
        counts=counts_of(figures, case),
        moves=moved,
        noted=_noted(case),
        lately=_lately(told[language], case),
        abroad=_lately(chain.from_iterable(told[code] for code in told if code != language), case),
        new_actors=_actors(case) - _lately(_told_of(case, ACTORS), case),
        before=frozenset(line.value for line in chain.from_iterable(told.values())) | given,
        given=given,
        standing=_standing(first[case.storyline.slug]),
        echoes=_echoes(seeds, case.item),
        retold=bool(figures) and all(is_retold(one.fact, case) for one in figures),
        from_seed=bool(figures) and all(is_known(one.fact, seeds) for one in figures),
    )


def _standing(seeds: tuple[Fact, ...]) -> str:
    """The state that the article gives of the storyline itself; one of another tells nothing of it."""
    return next((line.value for line in seeds if line.amount is None), "")


def _language(item: Item) -> str:
    return language_code(item.language or guess_language(item.title))


def _deeds_told(case: Case) -> Mapping[str, list[Fact]]:
    """The deeds that any story of the seed told, by language."""
    return {code: _told_of(case, f"{DEEDS} {code}") for code in LANGUAGES}


def _told_of(case: Case, subject: str) -> list[Fact]:
    """What any storyline of the seed noted under a subject."""
    slugs = dict.fromkeys(one.slug for one in (*case.profile.storylines, *case.storylines, REST))
    return [line for slug in slugs for line in case.ledger.about(slug, subject)]


def _actors(case: Case) -> frozenset[str]:
    """Who of the watched stands in the title."""
    signs = case.match.evidence
    return frozenset(one.name for one in signs if one.kind == "entity" and one.field == "title")


def _lately(told: Iterable[Fact], case: Case) -> frozenset[str]:
    when = case.item.effective_at
    return frozenset(line.value for line in told if abs(when - line.at) <= RETOLD_FOR)


def _titled(case: Case) -> Deeds:
    """The deeds of the title; whoever suspends a person bars him, and puts off nothing."""
    said = deeds(case.item.title)
    summary = _told(case.item)
    if "not" in folded_words(case.item.title) and summary & {"deny", "reject"}:
        said = replace(said, done=said.done | {"deny"})
    if "halt" not in said.done or not _halts_person(case):
        return said
    return replace(said, done=said.done - {"halt"} | {"ban"})


def _halts_person(case: Case) -> bool:
    people = {one.name for one in case.profile.entities if one.kind == "person"}
    words = folded_words(case.item.title)
    starts = [n for n, word in enumerate(words) if word.startswith(("suspend", "suspens"))]
    names = [
        folded_words(sign.text)
        for sign in case.match.evidence
        if sign.kind == "entity" and sign.field == "title" and sign.name in people
    ]
    return any(
        words[place : place + len(name)] == name
        for start in starts
        for place in range(start + 1, start + 4)
        for name in names
        if name
    )


def _told(item: Item) -> frozenset[str]:
    sentences = split_sentences(item.summary)[:_TOLD_IN]
    return frozenset(name for sentence in sentences for name in deeds(sentence).done)


def _given(seeds: tuple[Fact, ...]) -> frozenset[str]:
    """The deeds that the seed's known states name: "proposed", "approved"."""
    return frozenset(
        name
        for line in seeds
        if line.amount is None
        for said in (deeds(line.value),)
        for name in said.done | said.planned
    )


def _echoes(seeds: tuple[Fact, ...], item: Item) -> bool:
    """Whether the title uses a word by which the article's known states go: "willing", "planned"."""
    known = {word for line in seeds if line.amount is None for word in content_stems(line.value)}
    return bool(known & set(content_stems(item.title)))


def _noted(case: Case) -> Mapping[str, str]:
    """What is noted of the story, under whichever storyline its items were judged.

    The gravest counts as told even where the item that told it spoke of no storyline.
    """
    rest = case.ledger.about(REST.slug, case.story.id)
    grave = [line for line in rest if line.value in {State.GRAVE, State.CONFIRMED}]
    return {line.value: line.source for line in reversed([*grave, *story_lines(case)])}


def _befalls_anchor(case: Case) -> bool:
    people = {one.name for one in case.profile.entities if one.anchor and one.kind == "person"}
    words = folded_words(case.item.title)
    return any(
        befalls(words, folded_words(sign.text))
        for sign in case.match.evidence
        if sign.kind == "entity" and sign.field == "title" and sign.name in people
    )
