"""Article in, profile out: offline, and the same text always gives the same profile."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from monitor.errors import Problem, WrongContent
from monitor.model import Entity, Profile
from monitor.seeds.lands import country_aliases, gather_countries
from monitor.seeds.lexicon import GIVEN
from monitor.seeds.names import Name, find_names
from monitor.seeds.topics import find_storylines, one_line
from monitor.text import (
    COMMON,
    TITLES,
    Country,
    fold,
    folded_words,
    guess_language,
    is_city,
    language_code,
    rarity,
    split_sentences,
)

_MOST_ENTITIES = 24
# A profile carries terms in all of these: that costs nothing in matching.
_LANGUAGES = ("en", "es", "fr", "de", "pt", "it")
_FEWEST_WORDS = 2
# Rarity of a name that says all ("Grigoropoulos") and one that says little ("House"); see text.
_RAREST, _PLAINEST = 5.5, 1.6
# An anchor is a name that the article is about: often named, and rare enough to tell it apart.
_ANCHOR_WEIGHT = 0.55
_MOST_ANCHORS = 3
# A family name stands for the person when it is rarer than zipf 4.8 ("Machado", not "House").
_FAMILY = 3.2
# Where no given name tells, only words rarer than zipf 4.6 make a person: not "Middle East".
_NO_WORD = 3.4
# ... or a first word that is rarer than zipf 3.6, as foreign given names are.
_ODD = 4.4
_KINDS = (
    ("operation", r"^Operation |^Operación |^Opération "),
    ("vessel", r"^(?:USS|HMS|MV|MS|RMS) "),
    (
        "org",
        r"\b(?:Organi[sz]ation|Party|University|Bank|Council|Ministry|Department|Agency|Institute)\b",
    ),
    ("org", r"\b(?:Inc|Corp|Company|Group|Association|Committee|Commission|Court|Church)\b"),
    ("org", r"\b(?:Union|Army|Navy|Police|Congress|Senate|Parliament|Service|Services)\b"),
    ("org", r"\b(?:Airlines|Airways|Telecom|News|League|Conference|Administration|Chamber)\b"),
    ("org", r" (?:Holdings?|Industries|Logistics|Shipping|Terminals?|Energy|Petroleum|Pharma)$"),
    ("org", r" (?:Motors|Steel|Systems|Partners|Lines|Foundation|Fund|Trust|Federation|Ltd|GmbH)$"),
    ("event", r"\b(?:Bowl|Cup|Games|Olympics|Championships?|Festival|Awards)\b"),
    ("law", r"\b(?:Act|Treaty|Constitution)\b"),
    ("place", r"\b(?:Sea|Ocean|River|Lake|Mountain|Island|Islands|Hemisphere|City|County|Bay)\b"),
)


def build(article: str, seed: str, *, published: date | None = None, language: str = "") -> Profile:
    """The profile of an article; ``seed`` is its slug, ``language`` is guessed when empty.

    Raises WrongContent when the text holds too little to watch.
    """
    text = article.strip()
    if len(folded_words(text)) < _FEWEST_WORDS:
        raise WrongContent(
            [
                Problem(
                    file=seed,
                    what="the article is empty or too short to say what to watch",
                    remedy="give at least a headline of two words",
                )
            ]
        )
    code = language_code(language or guess_language(text[:2000]))
    languages = (code, *(other for other in ("en", "es") if other != code))
    spoken = (*languages, *(other for other in _LANGUAGES if other not in languages))
    sentences = split_sentences(text)
    found = gather_countries(find_names(text, code), code)[:_MOST_ENTITIES]
    most = max((name.mentions for name, _ in found), default=1)
    entities = _mark_anchors(_part([_entity(name, land, most, code) for name, land in found]))
    return Profile(
        seed=seed,
        title=one_line(sentences[0]),
        published=published,
        languages=languages,
        entities=entities,
        storylines=find_storylines(sentences, spoken, [entity.name for entity in entities]),
        article=text,
    )


def _entity(name: Name, country: Country | None, most: int, language: str) -> Entity:
    weight = _weight(name, most, language)
    if country:
        return Entity(
            name=name.text,
            kind="place",
            weight=weight,
            aliases=country_aliases(name, country),
            namesakes=country.namesakes,
        )
    forms = [*name.forms, *name.roles]
    kind = _kind(name)
    family = name.text.split()[-1]
    if kind == "person" and " " in name.text and rarity(fold(family), language) >= _FAMILY:
        forms.append(family)
    text = min([name.text, *name.forms], key=len) if " " not in name.text else name.text
    aliases = {fold(form): form for form in reversed([name.text, *forms])}
    aliases.pop(fold(text), None)
    return Entity(name=text, kind=kind, weight=weight, aliases=tuple(reversed(aliases.values())))


def _kind(name: Name) -> str:
    for kind, pattern in _KINDS:
        if re.search(pattern, name.text):
            return kind
    if name.placed:
        return "place"
    words = name.text.split()
    plain = folded_words(name.text)
    if name.roles or (len(words) > 1 and plain[0] in GIVEN):
        return "person"
    if is_city(name.text) and plain[0] not in GIVEN:
        return "place"
    shaped = len(words) in {2, 3} and all(word[0].isupper() for word in words)
    rare = [rarity(word) for word in plain]
    if shaped and not TITLES & set(plain) and (min(rare) >= _NO_WORD or rare[0] >= _ODD):
        return "person"
    return "other"


def _weight(name: Name, most: int, language: str) -> float:
    """0.1..1: how much the article is about it, times how much the name tells by itself."""
    about = math.sqrt(name.mentions / most) * (1.0 if name.first == 0 else 0.8)
    rarest = max((rarity(word, language) for word in folded_words(name.text)), default=COMMON)
    tells = min(1.0, max(0.15, (rarest - _PLAINEST) / (_RAREST - _PLAINEST)))
    return round(max(0.1, about * tells), 2)


def _part(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities without aliases that are another one's name: Kyiv beside Ukraine is its own."""
    names = {fold(entity.name) for entity in entities}
    return tuple(
        replace(
            entity,
            aliases=tuple(alias for alias in entity.aliases if fold(alias) not in names),
        )
        for entity in entities
    )


def _mark_anchors(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The weightiest names are anchors: those near the top, at least one, three at most."""
    ranked = sorted(entities, key=lambda entity: -entity.weight)
    if not ranked:
        return ()
    floor = ranked[0].weight * _ANCHOR_WEIGHT
    central = {entity.name for entity in ranked[:_MOST_ANCHORS] if entity.weight >= floor}
    return tuple(replace(entity, anchor=entity.name in central) for entity in ranked)
