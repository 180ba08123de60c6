"""The short way to a list: a command line in, its answer out; all else is left to the front.

Python is up in a few milliseconds, click and the nouns of the model take several times as long, a
question to the database almost nothing. So lists and searches are answered here, from the same
table of options, the same rows and the same layout as there, whenever everything about them is
plain. What is not (an option that is not known, a wrong value, help, nothing found, a database or
a configuration that needs a closer look) is a LookupError or ValueError, and nothing was printed:
the front begins anew and has the words for it.
"""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

from monitor.cli.options import (
    DEFAULTS,
    EVERYWHERE,
    LARGEST,
    LISTS,
    NARROWING,
    read_priority,
    read_time,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from monitor.cli.options import Option

SEARCH = "search"
_DIGITS = 18
_ABOUT = {name: option for option in EVERYWHERE for name in option.names}


def answer(words: Sequence[str]) -> bool:
    """Print the list or search that the command line asks for; False when that is not the way."""
    wanted = SEARCH in words or any(word in LISTS for word in words)
    if not wanted or None in {sys.stdin, sys.stdout, sys.stderr}:
        return False
    try:
        name, asked, sought = _read(words)
        _print(name, asked, sought)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _print(name: str, asked: dict[str, Any], sought: str | None) -> None:
    from monitor.cli.listed import mention_more, show
    from monitor.cli.paper import on_terminal
    from monitor.config import find_store
    from monitor.store import glance

    if name == "developments" and not asked["json"] and on_terminal():
        raise LookupError("told by storyline, with the titles of the profiles")
    path = find_store(asked["config"], env=os.environ, db=asked["db"], plainly=True)
    limit = min(asked["limit"], LARGEST)
    # One more than asked for, to know whether there is more.
    query = SimpleNamespace(**asked | {"limit": limit + 1 if limit else 0})
    found = glance(path, name, query, sought)  # type: ignore[arg-type] # it has the fields of Query
    if not found:
        raise LookupError("nothing found")
    show(name, found, limit, as_json=asked["json"])
    if not asked["quiet"]:
        mention_more(name, found, limit)


def _read(words: Sequence[str]) -> tuple[str, dict[str, Any], str | None]:
    """The list's name, every option's value, and what is searched for.

    Raises LookupError or ValueError where click has to look.
    """
    command, loose = "", []
    asked = {one.key: DEFAULTS.get(one.kind) for one in (*EVERYWHERE, *NARROWING)}
    known, instead = dict(_ABOUT), {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            if command:
                loose.append(word)
                continue
            command = word
            switches = LISTS.get(command, {}) if command != SEARCH else {}
            known |= {name: one for one in (*NARROWING, *switches) for name in one.names}
            instead = {one.key: listed for one, listed in switches.items()}
            continue
        name, sign, value = word.partition("=")
        one = known[name if name.startswith("--") or not sign else word]
        if one.kind == "yes" and not sign:
            asked[one.key] = True
        else:
            asked[one.key] = _value(one, value if sign else next(rest, ""))
    if (command == SEARCH) != bool(loose) or not (command in LISTS or command == SEARCH):
        raise LookupError(command)
    if command == SEARCH:
        return "items", asked, " ".join(loose)
    return next((listed for key, listed in instead.items() if asked.get(key)), command), asked, None


def _value(one: Option, text: str) -> object:
    if not text or text.startswith("-"):
        raise LookupError(one.key)
    return _VALUES[one.kind](text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise ValueError(text)
    return int(text)


_VALUES: dict[str, Callable[[str], object]] = {
    "file": str,
    "text": str,
    "time": read_time,
    "priority": read_priority,
    "number": _number,
}
