"""JSON Schema for the files that people write, made from what their readers ask for.

A sample that holds every table is read, and each question that a reader asks of it is a key: its
type, its default, whether it has to be there. So a new key is in the schema as soon as it is read.
What a reader checks beyond the type (words of a scale, the form of a slug) stands in `_MORE`; what
a key means in the comments of the shipped configuration, and else in `notes`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from monitor.cli.notes import SAMPLE_PROFILE, TITLES, examples, notes
from monitor.errors import Problem
from monitor.scales import Priority
from monitor.spans import span_text
from monitor.tables import Asked, recorded

Schema = dict[str, Any]

_DIALECT = "http://json-schema.org/draft-07/schema#"  # what editors of TOML understand
_SPAN = "^[0-9]{1,9}[smhd]$"
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_TEXT: Schema = {"type": "string"}
_TYPES: Mapping[str, Schema] = {
    "str": _TEXT,
    "any": _TEXT,
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "span": {"type": "string", "pattern": _SPAN},
    "words": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
}
# The most telling kind of question first: a span is also asked for as text.
_TELLING = ("tables", "table", "span", "words", "date", "bool", "int", "float", "str", "any")
_KINDS = ("person", "org", "place", "operation", "vessel", "product", "law", "event", "other")
_MORE: Mapping[str, Schema] = {
    "channels[].min_priority": {"enum": [word.value for word in Priority]},
    "channels[].digest": {"anyOf": [_TEXT, {"const": False}], "default": "08:00"},
    "entities[].kind": {"enum": list(_KINDS)},
    "entities[].weight": {"minimum": 0, "maximum": 1},
    "seed": {"pattern": _SLUG},
    "storylines[].slug": {"pattern": _SLUG},
}
_REQUIRED = frozenset({"channels[].name", "channels[].url"})
# Asked for with a default that stands for "not written".
_NO_DEFAULT = frozenset({"channels[].budget_per_day", "published"})


@dataclass(slots=True)
class Key:
    """One key of a file: where it stands, and all that is known of it."""

    place: str
    kind: str
    default: object = None
    required: bool = False
    note: str = ""
    more: Schema = field(default_factory=dict)


def schema_of(kind: str) -> Schema:
    """The schema of ``monitor`` (monitor.toml), ``feeds`` (feeds.toml) or ``profile``."""
    keys, closed = keys_of("monitor" if kind == "feeds" else kind)
    if kind == "feeds":
        keys = {place: key for place, key in keys.items() if place.startswith("feeds")}
        keys = {place: key for place, key in keys.items() if not place.startswith("feeds_file")}
    return {"$schema": _DIALECT, "title": TITLES[kind]} | _object("", keys, closed)


def keys_of(kind: str) -> tuple[dict[str, Key], frozenset[str]]:
    """Every key by its place, such as ``channels[].url``; and the tables that know all of theirs."""
    asked = _ask_profile() if kind == "profile" else _ask_monitor()
    said = notes(kind)
    keys: dict[str, Key] = {}
    required = {_join(one.place, one.key) for one in asked if one.required} | _REQUIRED
    for one in sorted(
        (one for one in asked if one.key), key=lambda one: _TELLING.index(_kind(one))
    ):
        place = _join(one.place, one.key)
        key = keys.setdefault(place, Key(place=place, kind=_kind(one), required=place in required))
        silent = place in _NO_DEFAULT or place.startswith("thresholds.")
        if key.default is None and not key.required and not silent:
            key.default = _written(one.default)
        key.note, key.more = said.get(place, ""), dict(_MORE.get(place, {}))
    order = {_join(one.place, one.key): number for number, one in reversed([*enumerate(asked)])}
    ordered = dict(sorted(keys.items(), key=lambda item: order[item[0]]))
    return ordered, frozenset(one.place for one in asked if one.kind == "closed")


def _kind(one: Asked) -> str:
    return {"list": "words", "dict": "table"}.get(one.kind, one.kind)


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _written(value: object) -> object:
    """A default as the file would have it; None for nothing."""
    if isinstance(value, timedelta):
        return span_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return None
    if isinstance(value, tuple | list):
        return list(value) or None
    return None if value in ("", {}) else value


def _ask_monitor() -> Sequence[Asked]:
    from monitor.config import load

    problems: list[Problem] = []  # the examples name secrets and files that are not here
    with TemporaryDirectory(prefix="monitor-") as folder, recorded() as asked:
        file = Path(folder) / "monitor.toml"
        file.write_text(examples(), "utf-8")
        load(file, env=dict(os.environ), db=None, need_secrets=False, problems=problems)
    return asked


def _ask_profile() -> Sequence[Asked]:
    from monitor.seeds import read

    with TemporaryDirectory(prefix="monitor-") as folder, recorded() as asked:
        file = Path(folder) / "sample.toml"
        file.write_text(SAMPLE_PROFILE, "utf-8")
        read(file)
    return asked


def _object(place: str, keys: Mapping[str, Key], closed: Iterable[str]) -> Schema:
    """The schema of the table at a place, and of all below it."""
    inner = {
        key.place.removeprefix(place).lstrip("."): key
        for key in keys.values()
        if re.fullmatch(re.escape(place) + (r"\.?" if place else "") + r"[^.\[\]]+", key.place)
    }
    properties = {name: _value(key, keys, closed) for name, key in inner.items()}
    if place and place not in closed:  # any name may stand there, all of one kind
        one = next(iter(properties.values()), _TEXT)
        return {"type": "object", "additionalProperties": one}
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [name for name, key in inner.items() if key.required]
    return found | ({"required": required} if required else {})


def _value(key: Key, keys: Mapping[str, Key], closed: Iterable[str]) -> Schema:
    said: Schema = {"description": key.note} if key.note else {}
    if key.kind == "table":
        return said | _object(key.place, keys, closed)
    if key.kind == "tables":
        return said | {"type": "array", "items": _object(f"{key.place}[]", keys, closed)}
    kept = {} if "anyOf" in key.more else _TYPES[key.kind]
    default = {"default": key.default} if key.default is not None else {}
    return said | kept | default | key.more
