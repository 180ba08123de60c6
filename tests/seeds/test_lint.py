"""Likely mistakes in a profile, worded for the person who edits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model import Entity, Profile, Storyline
from monitor.seeds import lint

TALKS = Storyline(slug="talks", title="Talks", terms={"en": ("talks", "dialogue*", "envoy*")})
GOOD = Profile(
    seed="talks",
    title="Talks",
    entities=(Entity(name="Nicolás Maduro", anchor=True, aliases=("Maduro", "US")),),
    storylines=(TALKS,),
)


def complaints(profile: Profile) -> list[str]:
    return [f"{problem.place}: {problem.what}" for problem in lint(profile)]


def test_a_good_profile_has_no_problems() -> None:
    assert lint(GOOD) == ()


def test_a_profile_without_an_anchor_is_named() -> None:
    weak = replace(GOOD, entities=(Entity(name="Maduro"),))
    assert complaints(weak) == ["entities: no entity is an anchor"]


@pytest.mark.parametrize("alias", ["the", "of", "and", "!!!"])
def test_everyday_words_are_no_names(alias: str) -> None:
    weak = replace(GOOD, entities=(Entity(name="Maduro", anchor=True, aliases=(alias,)),))
    assert complaints(weak) == [f'entities.Maduro: "{alias}" is an everyday word']


def test_everyday_words_are_judged_in_the_seed_s_language() -> None:
    spanish = replace(
        GOOD,
        languages=("es",),
        entities=(Entity(name="Maduro", anchor=True, aliases=("los",)),),
        storylines=(),
    )
    assert complaints(spanish) == ['entities.Maduro: "los" is an everyday word']


def test_an_alias_belongs_to_one_entity() -> None:
    both = (*GOOD.entities, Entity(name="Ángel Maduro", aliases=("MADURO",)))
    assert complaints(replace(GOOD, entities=both)) == [
        'entities.Ángel Maduro: "MADURO" also belongs to Nicolás Maduro'
    ]


def test_a_language_without_terms_is_named() -> None:
    assert complaints(replace(GOOD, languages=("en", "es"))) == [
        "storylines.talks.terms.es: holds no terms"
    ]


def test_few_terms_and_short_stems_are_named() -> None:
    weak = replace(TALKS, terms={"en": ("tal*",)})
    assert complaints(replace(GOOD, storylines=(weak,))) == [
        "storylines.talks.terms.en: holds 1 term",
        'storylines.talks: "tal*" covers too many words',
    ]
