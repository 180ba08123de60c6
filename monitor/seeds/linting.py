"""A profile in, the likely mistakes in it out, worded for the person who edits it."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.errors import Problem
from monitor.model import Profile
from monitor.text import COMMON, fold, folded_words, rarity

_FEW_TERMS = 3
_SHORT_STEM = 4


def lint(profile: Profile) -> tuple[Problem, ...]:
    """What will probably miss news or let the wrong items in; an empty result is a good profile."""
    return (*_entity_problems(profile), *_storyline_problems(profile))


def _problem(profile: Profile, place: str, what: str, remedy: str) -> Problem:
    return Problem(file=f"{profile.seed}.toml", place=place, what=what, remedy=remedy)


def _entity_problems(profile: Profile) -> Iterator[Problem]:
    if profile.entities and not any(entity.anchor for entity in profile.entities):
        yield _problem(
            profile, "entities", "no entity is an anchor", "mark the central one: anchor = true"
        )
    owners: dict[str, str] = {}
    for entity in profile.entities:
        for alias in dict.fromkeys((entity.name, *entity.aliases)):
            words = folded_words(alias)
            place = f"entities.{entity.name}"
            common = all(rarity(word, profile.languages[0]) < COMMON for word in words)
            if common and not alias.isupper():
                yield _problem(
                    profile,
                    place,
                    f'"{alias}" is an everyday word',
                    "it will be found everywhere: use a longer name",
                )
            other = owners.setdefault(fold(alias), entity.name)
            if other != entity.name:
                yield _problem(
                    profile, place, f'"{alias}" also belongs to {other}', "keep it in one place"
                )


def _storyline_problems(profile: Profile) -> Iterator[Problem]:
    for storyline in profile.storylines:
        place = f"storylines.{storyline.slug}"
        for code in profile.languages:
            count = len(storyline.terms.get(code, ()))
            if count < _FEW_TERMS:
                yield _problem(
                    profile,
                    f"{place}.terms.{code}",
                    f"holds {count or 'no'} term{'' if count == 1 else 's'}",
                    f'items in "{code}" may be missed: add some',
                )
        for term in (term for terms in storyline.terms.values() for term in terms):
            if term.endswith("*") and len(fold(term.rstrip("*"))) < _SHORT_STEM:
                yield _problem(
                    profile, place, f'"{term}" covers too many words', "use a longer stem"
                )
