"""The text of a feeds file with one feed changed, and the proof that nothing else was."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from monitor.config.values import same_address

_TABLE = re.compile(r"\s*\[")
_FEED = re.compile(r"\s*\[\[\s*feeds\s*\]\]")
_OF_FEED = re.compile(r"\s*\[\s*feeds\s*\.")
_URL = re.compile(r"\s*url\s*=")
_PAUSED = re.compile(r"\s*paused\s*=")


def without(text: str, place: int) -> str:
    """The text without the feed of this place in the file; a comment at its top is the file's."""
    lines = text.splitlines(keepends=True)
    heads = _heads(lines)
    if place >= len(heads):
        return text
    start = above = heads[place]
    others = (
        number
        for number in range(start + 1, len(lines))
        if _TABLE.match(lines[number]) and not _OF_FEED.match(lines[number])
    )
    end = next(others, len(lines))
    while end > start + 1 and _is_aside(lines[end - 1]):
        end -= 1
    while above and lines[above - 1].startswith("#"):
        above -= 1
    start = above or start
    while end < len(lines) and not lines[end].strip():
        end += 1
    return "".join((*lines[:start], *lines[end:]))


def _is_aside(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def with_pause(text: str, place: int, *, paused: bool) -> str:
    """The text in which the feed of this place says ``paused = true``, or says nothing of it."""
    lines = text.splitlines(keepends=True)
    heads = _heads(lines)
    if place >= len(heads):
        return text
    start = heads[place] + 1
    others = (number for number in range(start, len(lines)) if _TABLE.match(lines[number]))
    end = next(others, len(lines))
    own = [line for line in lines[start:end] if not _PAUSED.match(line)]
    if paused:
        below = next((number for number, line in enumerate(own, 1) if _URL.match(line)), 0)
        if below and not own[below - 1].endswith("\n"):
            own[below - 1] += "\n"
        own.insert(below, "paused = true\n")
    return "".join((*lines[:start], *own, *lines[end:]))


def _heads(lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if _FEED.match(line)]


def lost_one(before: str, after: str, url: str) -> bool:
    """Whether the second document is the first without that feed, and says all else the same."""
    old, new = _read(before), _read(after)
    if not (old and new is not None):
        return False
    left = [one for one in old.pop("feeds") if same_address(one["url"]) != same_address(url)]
    return bool(left == new.pop("feeds", []) and old == new)


def set_one_pause(before: str, after: str, url: str, *, paused: bool) -> bool:
    """Whether the second document is the first but for the pause of that feed."""
    old, new = _read(before), _read(after)
    if not (old and new):
        return False
    for one in old["feeds"]:
        if same_address(one["url"]) == same_address(url):
            one.pop("paused", None)
            one.update({"paused": True} if paused else {})
    return old == new


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
