"""One change to a profile that the items speak for, and the profile with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.model import Entity, Profile


class Change(StrEnum):
    """What is to be added to a profile."""

    TERM = "term"
    ALIAS = "alias"
    NAMESAKE = "namesake"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A phrase worth adding.

    ``place`` is the slug of a term's storyline, or the name of the entity of an alias or namesake;
    ``language`` a term's. ``items`` are those that speak for it, marked ones first: ``marked`` of
    them were marked by hand. ``others`` counts the items of the other side that hold it too, and
    ``odds`` is the natural logarithm of how much more frequent it is on its own side.
    """

    kind: Change
    text: str
    place: str = ""
    language: str = ""
    items: tuple[str, ...]
    marked: int
    others: int
    odds: float


def adopt(profile: Profile, suggestion: Suggestion) -> Profile:
    """The profile with the suggestion in it; without its storyline or entity it stays as it is."""
    text, place = suggestion.text, suggestion.place
    if suggestion.kind is Change.EXCLUSION:
        return replace(profile, exclude=_with(profile.exclude, text))
    if suggestion.kind is Change.TERM:
        code = suggestion.language
        return replace(
            profile,
            storylines=tuple(
                replace(line, terms={**line.terms, code: _with(line.terms.get(code, ()), text)})
                if line.slug == place
                else line
                for line in profile.storylines
            ),
        )
    return replace(
        profile,
        entities=tuple(
            _renamed(entity, suggestion) if entity.name == place else entity
            for entity in profile.entities
        ),
    )


def _renamed(entity: Entity, suggestion: Suggestion) -> Entity:
    if suggestion.kind is Change.ALIAS:
        return replace(entity, aliases=_with(entity.aliases, suggestion.text))
    return replace(entity, namesakes=_with(entity.namesakes, suggestion.text))


def _with(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return texts if text in texts else (*texts, text)
