"""The short way to a list, a search or the status: a command line in, its answer out; all else is left to the front.

Python is up in a few milliseconds, click and the nouns of the model take several times as long, a
question to the database almost nothing. So these are answered here, from the same
table of options, the same rows and the same layout as there, whenever everything about them is
plain. What is not (an option that is not known, a wrong value, help, a database or a configuration
that needs a closer look) is a LookupError or ValueError, and nothing was printed: the front begins
anew and has the words for it.
"""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

from monitor import exits
from monitor.cli.clock import now
from monitor.cli.options import (
    CHECK,
    DEFAULTS,
    ENDED,
    EVERYWHERE,
    HEALTH,
    LARGEST,
    LISTS,
    NARROWING,
    SPAN_OF_HEALTH,
    are_turned,
    read_priority,
    read_sort,
    read_time,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NoReturn

    from monitor.cli.options import Option
    from monitor.store import Glance

    Row = Mapping[str, Any]

SEARCH, STATUS, SILENCES = "search", "status", "silence list"
FEEDS, FEEDS_HEALTH = "feeds list", "feeds health"
_DIGITS = 18
_ABOUT = {name: option for option in EVERYWHERE for name in option.names}
_KNOWN = {name: (*NARROWING, *switches) for name, switches in LISTS.items()}
_KNOWN |= {SEARCH: NARROWING, STATUS: (CHECK,), SILENCES: (ENDED,)}
_KNOWN |= {FEEDS: (), FEEDS_HEALTH: HEALTH}
_FIRST = {name.split()[0] for name in _KNOWN}


def answer(words: Sequence[str]) -> bool:
    """Print what the command line asks for; False when this is not the way."""
    if not any(word in _FIRST for word in words) or None in {sys.stdin, sys.stdout, sys.stderr}:
        return False
    try:
        command, asked, loose = _read(words)
        _print(command, asked, loose)
    except (LookupError, ValueError, OSError):
        return False
    except KeyboardInterrupt:
        sys.exit(exits.INTERRUPTED)
    return True


def _print(command: str, asked: dict[str, Any], loose: list[str]) -> None:
    from monitor.config import find_places
    from monitor.store import Glance

    places = find_places(asked["config"], env=os.environ, db=asked["db"], plainly=True)
    if command == FEEDS:
        _print_feeds(places.feeds(), asked)
        return
    with Glance(places.store) as seen:
        if command == STATUS:
            _print_state(seen, (places.store, places.seeds), asked)
        elif command == FEEDS_HEALTH:
            _print_health(seen, places.feeds(), asked)
        elif command == SILENCES:
            _print_silences(seen, asked)
        else:
            _print_list(command, seen, asked, loose)


def _print_list(command: str, seen: Glance, asked: dict[str, Any], loose: list[str]) -> None:
    from monitor.cli import listed
    from monitor.cli.paper import on_terminal

    name = "items" if command == SEARCH else command
    switched = (other for one, other in LISTS.get(command, {}).items() if asked.get(one.key))
    name = next(switched, name)
    if name == "developments" and not asked["json"] and on_terminal():
        raise LookupError("told by storyline, with the titles of the profiles")
    limit = min(asked["limit"], LARGEST)
    # One more than asked for, to know whether there is more.
    query: Any = SimpleNamespace(**asked | {"limit": limit + 1 if limit else 0})
    found = seen.rows(name, query, " ".join(loose) if command == SEARCH else None)
    if not found:
        if query.seed or query.storyline:
            raise LookupError("the profiles know the name that was meant")
        plural = listed.LISTS[name].plural
        _find_nothing(plural, listed.nothing_found(plural, query), asked)
    listed.show(name, found, limit, as_json=asked["json"])
    if not asked["quiet"]:
        listed.mention_more(name, found, limit)


def _print_state(seen: Glance, places: tuple[str, str], asked: dict[str, Any]) -> None:
    from monitor.cli.state import faults, show_state, take_state

    state = take_state(*places, seen.stock(now()))
    wrong = list(faults(state, now()))
    if wrong and asked.get(CHECK.key):
        raise LookupError("an exit code")
    show_state(state, wrong, json=asked["json"])


def _print_feeds(feeds: Sequence[Row], asked: dict[str, Any]) -> None:
    from monitor.cli.listed import show_feeds

    if not feeds:
        raise LookupError("no feed")
    show_feeds(feeds, as_json=asked["json"])


def _print_silences(seen: Glance, asked: dict[str, Any]) -> None:
    from monitor.cli.listed import NO_SILENCE, show

    found = seen.silences(now(), ended=bool(asked.get(ENDED.key)))
    if not found:
        _find_nothing("silences", NO_SILENCE, asked)
    show("silences", found, 0, as_json=asked["json"])


def _print_health(seen: Glance, feeds: Sequence[Row], asked: dict[str, Any]) -> None:
    from monitor.cli.health import join, pick, show_health
    from monitor.cli.listed import NO_FAILURE

    if not feeds:
        raise LookupError("no feed")
    resting = [str(one["url"]) for one in feeds if one["paused"]]
    found = seen.health(resting, asked["since"] or read_time(SPAN_OF_HEALTH))
    order = asked.get("sort") or DEFAULTS["sort"]
    shown = pick(join(feeds, *found), str(order), failing=bool(asked.get("failing")))
    if not shown:
        _find_nothing("feeds", NO_FAILURE, asked)
    show_health(shown, as_json=asked["json"])


def _find_nothing(plural: str, said: str, asked: dict[str, Any]) -> NoReturn:
    """Say that there is nothing, as the front would; and end."""
    from monitor.cli.listed import document
    from monitor.cli.paper import put_bytes

    if "@" in said or not (said.isascii() and said.isprintable()):
        raise LookupError("it may hold a secret, or what could steer a terminal")
    if asked["json"]:
        put_bytes(document(plural, ()).encode())
    sys.stderr.write(f"monitor: {said}\n")
    sys.exit(exits.NOTHING)


def _read(words: Sequence[str]) -> tuple[str, dict[str, Any], list[str]]:
    """The command, every option's value, and all loose words.

    Raises LookupError or ValueError where click has to look.
    """
    command, known = "", _ABOUT
    loose: list[str] = []
    asked = {one.key: DEFAULTS.get(one.kind) for one in (*EVERYWHERE, *NARROWING)}
    rest = iter(words)
    for word in rest:
        if word.startswith("-"):
            name, sign, value = word.partition("=")
            one = known[name if name.startswith("--") or not sign else word]
            switch = one.kind == "yes" and not sign
            asked[one.key] = switch or _value(one, value if sign else next(rest, ""))
        elif command in _KNOWN:
            loose.append(word)
        else:
            command = f"{command} {word}".lstrip()
            known = _ABOUT | {name: one for one in _KNOWN.get(command, ()) for name in one.names}
    if command not in _KNOWN or not _is_whole(command, loose, asked):
        raise LookupError(command)
    return command, asked, loose


def _is_whole(command: str, loose: Sequence[str], asked: Mapping[str, Any]) -> bool:
    """Whether the command has just the words that it wants, and no span that is turned about."""
    words = any(word.strip() for word in loose) if command == SEARCH else not loose
    return words and not are_turned(asked["since"], asked["until"])


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
    "sort": read_sort,
    "number": _number,
}
