"""The configuration reference as Markdown: every key, its kind, its default and its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.cli.notes import TITLES
from monitor.cli.schema import Key, keys_of

_KINDS: Mapping[str, str] = {
    "str": "text",
    "any": "text",
    "bool": "true or false",
    "int": "whole number",
    "float": "number",
    "date": "date",
    "span": "duration",
    "words": "list of texts",
    "table": "table of texts",
}
_HEAD = """# Every key of the files

Made by `monitor config reference` from what the readers of the files ask for; a test keeps it current.
Durations are written `30s 5m 4h 7d`. Paths are relative to the file they stand in. Every key may be
left out unless it is marked with a star.
"""


def reference_of(part: str = "") -> str:
    """The whole reference, or one part of it (such as ``polling``); empty for an unknown part."""
    sections = list(_sections())
    if not part:
        return "\n".join((_HEAD, *(text for _, text in sections)))
    return "\n".join(text for name, text in sections if name == part)


def _sections() -> Iterator[tuple[str, str]]:
    for kind in ("monitor", "profile"):
        keys, _ = keys_of(kind)
        yield kind, f"## {TITLES[kind]}\n"
        tables = [key for key in keys.values() if key.kind in {"table", "tables"}]
        inner = {place: _below(place, keys) for place in ["", *(_place(key) for key in tables)]}
        for place, rows in inner.items():
            if not rows:
                continue
            table = next((key for key in tables if _place(key) == place), None)
            yield place.removesuffix("[]"), _section(place, table.note if table else "", rows)


def _place(key: Key) -> str:
    return f"{key.place}[]" if key.kind == "tables" else key.place


def _below(place: str, keys: Mapping[str, Key]) -> list[Key]:
    """The keys of one table that hold values; a table with a section of its own is told there."""
    start = f"{place}." if place else ""
    return [
        key
        for key in keys.values()
        if key.note
        and key.place.startswith(start)
        and "." not in key.place.removeprefix(start)
        and key.kind != "tables"
        and not any(
            other.note and other.place.startswith(f"{key.place}.") for other in keys.values()
        )
    ]


def _section(place: str, note: str, rows: list[Key]) -> str:
    name = place.removesuffix("[]").replace("[]", "")
    title = (f"[[{name}]]" if place.endswith("[]") else f"[{name}]") if name else "At the top"
    lines = [f"### `{title}`" if name else f"### {title}", "", *([note, ""] if note else [])]
    lines += ["| key | kind | default | meaning |", "|---|---|---|---|"]
    lines += [_row(key) for key in rows]
    return "\n".join(lines) + "\n"


def _row(key: Key) -> str:
    name = key.place.rsplit(".", 1)[-1]
    default = key.more.get("default", key.default)
    shown = f"`{_literal(default)}`" if default is not None else ""
    kind = " or ".join(key.more["enum"]) if "enum" in key.more else _KINDS[key.kind]
    note = key.note.replace("|", "\\|")
    return f"| `{name}`{'*' if key.required else ''} | {kind} | {shown} | {note} |"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')
