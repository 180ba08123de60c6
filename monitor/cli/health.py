"""How the feeds are, as it is shown: rows of the store in, a table or one JSON document out.

Both ways to `feeds health` end here, as those to a list do in `listed`; so nothing here loads a
library.
"""

from __future__ import annotations

from datetime import datetime

from monitor.cli.clock import now
from monitor.cli.listed import document
from monitor.cli.pager import paged
from monitor.cli.paper import Column, count, on_terminal, put_bytes, say, show_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from monitor.cli.paper import Cell

    Row = Mapping[str, Any]

_HOUR, _DAY = 3600, 86400
# From three matched items on it says something that not one of them told anything new.
_ENOUGH = 3
_BAD = ("gone", "failing")
_ORDER = (*_BAD, "ok", "new")
_UNKNOWN = {
    "location": "",
    "state": "new",
    "failures": 0,
    "error": "",
    "every": None,
    "last_polled_at": None,
    "last_ok_at": None,
    "next_poll_at": None,
    "gaps": 0,
}
_NOTHING = {"items": 0, "matched": 0, "copies": 0, "firsts": 0, "late": None}
# By the words of `options.SORTS`.
_SORTS: Mapping[str, Callable[[Row], float]] = {
    "file": lambda _: 0,
    "state": lambda row: _ORDER.index(row["state"]),
    "items": lambda row: -row["items"],
    "firsts": lambda row: -row["firsts"],
    "late": lambda row: -(row["late"] or 0),
    "gaps": lambda row: -row["gaps"],
}


def join(
    feeds: Iterable[Row], states: Mapping[str, Row], worths: Mapping[str, Row]
) -> list[dict[str, Any]]:
    """A row for each of the feeds, which tell their ``url``, ``title``, ``source`` and ``paused``."""
    rows = []
    for feed in feeds:
        url = feed["url"]
        worth = worths.get(url, _NOTHING)
        copies_only = worth["matched"] >= _ENOUGH and worth["copies"] == worth["matched"]
        named = {"title": feed["title"], "source": feed["source"], "paused": feed["paused"]}
        state = states.get(url, _UNKNOWN)
        rows.append({"url": url, **state, **named, **worth, "only_copies": copies_only})
    return rows


def pick(rows: Sequence[Row], order: str, *, failing: bool) -> list[Row]:
    """The rows to show, in their ``order``; with ``failing`` those that do not answer."""
    if failing:
        rows = [row for row in rows if row["state"] in _BAD and not row["paused"]]
    return sorted(rows, key=_SORTS[order])


def show_health(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print how the feeds are. Raises UnicodeEncodeError for JSON of a broken letter."""
    if as_json:
        put_bytes(document("feeds", rows).encode())
    elif rows:
        with paged():
            _show(rows)


_COLUMNS = (
    *(Column(name="state"), Column(name="items"), Column(name="late"), Column(name="first")),
    *(Column(name="copies", wide=True), Column(name="gaps", wide=True)),
    *(Column(name="polled"), Column(name="last ok", wide=True), Column(name="next", wide=True)),
    *(Column(name="feed", grows=True), Column(name="error", grows=True)),
)


def _show(rows: Sequence[Row]) -> None:
    show_table(_COLUMNS, [_cells(row) for row in rows])
    first = [row for row in rows if row["firsts"]]
    copies = [row for row in rows if row["only_copies"]]
    if not on_terminal() or not (first or copies):
        return
    say()
    if first:
        best = sorted(first, key=_SORTS["firsts"])[:3]
        said = ", ".join(f"{_name(row)} ({row['firsts']})" for row in best)
        say(f"first with developments: {said}", dim=True)
    if copies:
        say(f"only copies: {', '.join(_name(row) for row in copies)}", dim=True)


def _cells(row: Row) -> Sequence[Cell]:
    copies = f"{row['copies']}/{row['matched']}" if row["matched"] else None
    return (
        *("paused" if row["paused"] else row["state"], row["items"], _short(row["late"])),
        *(row["firsts"] or None, copies, row["gaps"] or None),
        *(_time(row["last_polled_at"]), _time(row["last_ok_at"])),
        None if row["paused"] else _next(_time(row["next_poll_at"])),
        row["url"],
        f"{row['error']} ({count(row['failures'], 'time')})" if row["failures"] else "",
    )


def _name(row: Row) -> str:
    return str(row["title"] or row["source"] or row["url"])


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _next(at: datetime | None) -> Cell:
    """When the feed is visited again; in a time that has passed nobody came for it."""
    return "due" if at and at <= now() else at


def _short(seconds: float | None) -> str:
    """``12 min``, ``3 h``, ``1 d``."""
    if seconds is None:
        return ""
    if seconds < _HOUR:
        return f"{max(1, round(seconds / 60))} min"
    return f"{round(seconds / _HOUR)} h" if seconds < _DAY else f"{round(seconds / _DAY)} d"
