"""Article in, profile out: offline, and the same text always gives the same profile."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from monitor.errors import Problem, WrongContent
from monitor.model import Entity, Profile
from monitor.seeds.names import Name, find_names
from monitor.seeds.topics import find_storylines, one_line
from monitor.text import (
    COMMON,
    TITLES,
    fold,
    folded_words,
    guess_language,
    language_code,
    rarity,
    split_sentences,
)

_MOST_ENTITIES = 24
_FEWEST_WORDS = 2
# Rarity of a name that says all ("Grigoropoulos") and one that says little ("House"); see text.
_RAREST, _PLAINEST = 5.5, 1.6
# An anchor is a name that the article is about: often named, and rare enough to tell it apart.
_ANCHOR_WEIGHT = 0.55
_MOST_ANCHORS = 3
# A family name stands for the person when it is rarer than zipf 4.8 ("Machado", not "House").
_FAMILY = 3.2
_KINDS = (
    ("operation", r"^Operation |^Operación |^Opération "),
    ("vessel", r"^(?:USS|HMS|MV|MS|RMS) "),
    ("org", r"\b(?:Organi[sz]ation|Party|University|Bank|Council|Ministry|Department|Agency)\b"),
    ("org", r"\b(?:Inc|Corp|Company|Group|Association|Committee|Commission|Court|Church)\b"),
    ("org", r"\b(?:Union|Army|Navy|Police|Congress|Senate|Parliament)\b"),
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
    sentences = split_sentences(text)
    names = find_names(text, code)[:_MOST_ENTITIES]
    entities = _mark_anchors([_entity(name, names, code) for name in names])
    return Profile(
        seed=seed,
        title=one_line(sentences[0]),
        published=published,
        languages=languages,
        entities=entities,
        storylines=find_storylines(sentences, languages, [entity.name for entity in entities]),
        article=text,
    )


def _entity(name: Name, names: Sequence[Name], language: str) -> Entity:
    forms = [*name.forms, *name.roles]
    kind = _kind(name)
    family = name.text.split()[-1]
    if kind == "person" and " " in name.text and rarity(fold(family), language) >= _FAMILY:
        forms.append(family)
    text = min([name.text, *name.forms], key=len) if " " not in name.text else name.text
    aliases = {fold(form): form for form in reversed([name.text, *forms])}
    aliases.pop(fold(text), None)
    return Entity(
        name=text,
        kind=kind,
        weight=_weight(name, max(other.mentions for other in names), language),
        aliases=tuple(reversed(aliases.values())),
    )


def _kind(name: Name) -> str:
    for kind, pattern in _KINDS:
        if re.search(pattern, name.text):
            return kind
    words = name.text.split()
    given = len(words) in {2, 3} and all(word[0].isupper() for word in words)
    if name.roles or (given and not TITLES & set(folded_words(name.text))):
        return "person"
    return "other"


def _weight(name: Name, most: int, language: str) -> float:
    """0.1..1: how much the article is about it, times how much the name tells by itself."""
    about = math.sqrt(name.mentions / most) * (1.0 if name.first == 0 else 0.8)
    rarest = max((rarity(word, language) for word in folded_words(name.text)), default=COMMON)
    tells = min(1.0, max(0.15, (rarest - _PLAINEST) / (_RAREST - _PLAINEST)))
    return round(max(0.1, about * tells), 2)


def _mark_anchors(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The weightiest names are anchors: those near the top, at least one, three at most."""
    ranked = sorted(entities, key=lambda entity: -entity.weight)
    if not ranked:
        return ()
    floor = ranked[0].weight * _ANCHOR_WEIGHT
    central = {entity.name for entity in ranked[:_MOST_ANCHORS] if entity.weight >= floor}
    return tuple(
        Entity(
            name=entity.name,
            kind=entity.kind,
            weight=entity.weight,
            anchor=entity.name in central,
            aliases=entity.aliases,
        )
        for entity in ranked
    )
