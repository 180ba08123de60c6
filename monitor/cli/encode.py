"""The nouns as JSON: dataclass fields become keys, scales their words, spans seconds."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from monitor.cli.listed import SCHEMA
from monitor.cli.paper import put_bytes
from monitor.secret import Secret


def plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 (whatever a noun holds; a table of types)
    """A value of the house as JSON knows it. Times are UTC with Z; a Secret is never shown."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Secret):
        return "***"
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def print_one(value: Any, **also: Any) -> None:  # noqa: ANN401 (any noun)
    """One thing as one object; ``also`` holds what belongs to it."""
    _print({"schema": SCHEMA} | plain(value) | plain(also))


def print_list(plural: str, rows: Iterable[Any]) -> None:
    """Many things under their plural noun."""
    _print({"schema": SCHEMA, plural: [plain(row) for row in rows]})


def dumps(document: Mapping[str, Any]) -> str:
    """One line of JSON; letters stand as they are, unless they could not be written as UTF-8."""
    text = json.dumps(document, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return json.dumps(document)
    return text


def _print(document: Mapping[str, Any]) -> None:
    put_bytes(dumps(document).encode())
