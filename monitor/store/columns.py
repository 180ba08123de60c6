"""A row as it is kept in, the same as it is told out, without its noun: for lists and searches.

A column's name says how it is kept, in every table alike. What `Shape` makes of a whole noun stands
in `rows`; a test holds the two to the same document.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# The letter of each noun's ids, which columns of its name hold as numbers.
KINDS = {
    "item": "i",
    "match": "m",
    "story": "s",
    "development": "d",
    "alert": "a",
    "delivery": "o",
    "silence": "q",
}
_TIMES = frozenset({"at", "published", "updated"})
_WRITTEN = frozenset(
    {"storylines", "evidence", "items", "sources", "feeds", "alerts", "channels", "message"}
)
_ANSWERS = frozenset({"verdict", "even_flash"})
_OWN_WORDS = {"silence": {"reason"}}  # what a person wrote, under a name of ours
# The store's own book-keeping.
_INSIDE = frozenset({"pruned_at", "lease_owner", "lease_until"})

Told = str | int | float | None


class Written(str):
    """JSON text of a list or of a noun, as it is kept."""

    __slots__ = ()


def told(name: str, row: Mapping[str, Told]) -> dict[str, Told]:
    """A row of the noun ``name``: ids with their letter, times as ISO-8601, reasons in words.

    Raises KeyError for a reason that this version does not know.
    """
    letters, own = KINDS | {"id": KINDS[name]}, _OWN_WORDS.get(name, ())
    return {
        column: value if column in own else _told(column, value, letters)
        for column, value in row.items()
        if column not in _INSIDE
    }


def _told(column: str, value: Told, letters: Mapping[str, str]) -> Told:
    if column in letters:
        return "" if value is None else f"{letters[column]}{value}"
    if value is None:
        return None
    if column in _WRITTEN:
        return Written(value)
    if column in _TIMES or column.endswith("_at"):
        return time_told(str(value))
    if column in _ANSWERS:
        return bool(value)
    return _reason(str(value)) if column == "reason" else value


def time_told(text: str) -> str:
    """A time as it is kept, without its fraction of a second where that is naught."""
    return text.replace(".000000Z", "Z")


def _reason(name: str) -> str:
    from monitor.scales import Reason

    return Reason[name].value
