"""Values of a kind that several tables share: counts, one-line texts, addresses, times of day."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from monitor.config.places import absolute
from monitor.config.plain import is_plain_address
from monitor.tables import Table

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")
_LAST_PORT = 65535


def whole(table: Table, key: str, default: int, *, least: int) -> int:
    """A whole number that is at least ``least``."""
    number = table.get(key, int, default)
    if number < least:
        table.problem(key, f"is {number}", f"needs {least} or more")
        return default
    return number


def line(table: Table, key: str, default: str = "") -> str:
    """A text of one line; when the key is written, it must say something."""
    text = table.get(key, str, default)
    if isinstance(table.raw(key), str) and (not text.strip() or _has_control(text)):
        table.problem(key, "is empty or holds more than one line", "needs one line of text")
        return default
    return text


def written_path(table: Table, key: str) -> Path | None:
    """A path as it stands in its file, made absolute; None where none is written."""
    text = line(table, key)
    return Path(absolute(text, str(Path(table.file).parent))) if text else None


def parse_time(text: str) -> time | None:
    """``08:00`` to a time of day; None when the text is not one."""
    found = _TIME.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def web_address_fault(text: str) -> str:
    """Why the text is no address that can be polled or pinged, or the empty string."""
    if is_plain_address(text):
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme not in {"http", "https"}:
        return "is not an http or https address"
    if not host or port == 0 or re.search(r"\s", text) or _has_control(text):
        return "is not a complete address"
    return ""


def same_address(text: str) -> str:
    """The address as it counts for telling duplicates: case of scheme and host, no fragment."""
    if is_plain_address(text):
        return text
    parts = urlsplit(text)
    return parts._replace(
        scheme=parts.scheme.lower(),
        netloc=parts.netloc.lower(),
        path=parts.path or "/",
        fragment="",
    ).geturl()


def hosts_and_ports(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """A list of ``host:port``; an IPv6 address stands in brackets."""
    entries = table.words(key, default)
    for entry in entries:
        found = _HOST_AND_PORT.fullmatch(entry)
        if not found or not 0 < int(found[2]) <= _LAST_PORT:
            remedy = "needs host:port, such as 127.0.0.1:8900 or [::1]:8900"
            table.problem(key, f'holds "{entry}"', remedy)
    return entries


def _has_control(text: str) -> bool:
    return not text.isprintable() and any(character < " " for character in text)
