"""Suggestions into the text of a profile file, as if by hand: comments and order stay."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from monitor.feedback.suggestion import Change, Suggestion

_LISTS = {Change.ALIAS: "aliases", Change.NAMESAKE: "not"}

Place = MutableMapping[str, Any]


def edit(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The text of a profile file with the suggestions in it; all else stays as it was written.

    ``text`` is a valid profile. Raises LookupError when it does not have a suggestion's storyline or
    entity.
    """
    import tomlkit

    document = tomlkit.parse(text)
    for suggestion in suggestions:
        _put(document, suggestion)
    return tomlkit.dumps(document)


def _put(document: Place, suggestion: Suggestion) -> None:
    if suggestion.kind is Change.EXCLUSION:
        _add(_below(document, "exclude"), "terms", suggestion.text)
    elif suggestion.kind is Change.TERM:
        storyline = _find(document, "storylines", "slug", suggestion.place)
        _add(_below(storyline, "terms"), suggestion.language, suggestion.text)
    else:
        entity = _find(document, "entities", "name", suggestion.place)
        _add(entity, _LISTS[suggestion.kind], suggestion.text)


def _find(document: Place, key: str, name: str, value: str) -> Place:
    found: Place
    for found in document.get(key, ()):
        if found.get(name) == value:
            return found
    raise LookupError(f'there is no {name} = "{value}" in [[{key}]]')


def _below(place: Place, key: str) -> Place:
    import tomlkit

    if key not in place:
        place[key] = tomlkit.table()
    below: Place = place[key]
    return below


def _add(place: Place, key: str, text: str) -> None:
    """Append to a list; a single text, which counts as a list of one, becomes one."""
    import tomlkit

    present = place.get(key)
    if present is None or isinstance(present, str):
        place[key] = tomlkit.array()
        for one in filter(None, (present,)):
            place[key].append(str(one))
    if text not in place[key]:
        place[key].append(text)
