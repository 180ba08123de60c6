"""The lists as they are shown: rows of the store in, a table or one JSON document out.

Both ways to a list end here: that of click (`lists`) and the short one (`quick`), for which nothing
here loads a library.
"""

from __future__ import annotations

from datetime import datetime

try:  # what `json` itself writes texts with, without the parser that it brings
    from _json import encode_basestring as quoted
except ImportError:  # another Python than CPython
    from json.encoder import py_encode_basestring as quoted

from monitor.cli.pager import paged
from monitor.cli.paper import Column, Word, put_bytes, say_aside, show_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from monitor.cli.paper import Cell

    Row = Mapping[str, str | int | float | None]

SCHEMA = 1
_BESIDE = "of_"  # so begin the columns that the store tells beside those of a noun, for tables
_ID, _WHEN = Column(name="id"), Column(name="when")
_SEED = Column(name="seed", wide=True)
_NEWS = (
    *(Column(name="storyline"), Column(name="source", wide=True)),
    Column(name="what is new", grows=True),
)


class List:
    """How one kind of thing is laid out; ``plural`` is its noun."""

    def __init__(
        self, plural: str, columns: Sequence[Column], row: Callable[[Row], Sequence[Cell]]
    ) -> None:
        self.plural = plural
        self.columns = columns
        self.row = row


def show(name: str, found: Sequence[Row], limit: int, *, as_json: bool) -> None:
    """Print what a list found, which is one more than ``limit`` when there is more (0: all)."""
    listed, shown = LISTS[name], found[: limit or None]
    if as_json:
        put_bytes(document(listed.plural, shown).encode())
    else:
        with paged():
            show_table(listed.columns, [listed.row(one) for one in shown])


def mention_more(name: str, found: Sequence[Row], limit: int) -> None:
    """Say aside that a list held more than it showed, and how to see that."""
    if limit and len(found) > limit:
        say_aside(f"the newest {limit} of the {LISTS[name].plural}; --limit 0 shows all")


def document(plural: str, rows: Iterable[Row]) -> str:
    """Many things under their plural noun, as JSON; lists stand in it as they are kept."""
    things = (
        ", ".join(f'"{key}": {as_json(row[key])}' for key in row if not key.startswith(_BESIDE))
        for row in rows
    )
    listed = ", ".join(f"{{{thing}}}" for thing in things)
    return f'{{"schema": {SCHEMA}, "{plural}": [{listed}]}}'


def as_json(value: object) -> str:  # noqa: PLR0911 (a table of types, the commonest first)
    """What `json` would write of a value; a text of a kind of its own is JSON already."""
    if isinstance(value, str):
        return quoted(value) if type(value) is str else value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return as_json(value.isoformat().replace("+00:00", "Z"))
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(key)}: {as_json(one)}' for key, one in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_json, value))}]"
    return repr(value)


def _time(row: Row, key: str) -> datetime | None:
    text = row[key]
    return datetime.fromisoformat(str(text)) if text else None


def _texts(row: Row, key: str) -> list[str]:
    """A list of texts that is kept as JSON."""
    written = str(row[key])
    if "\\" in written:
        import json

        found: list[str] = json.loads(written)
        return found
    return [] if written == "[]" else written[2:-2].split('","')


def _item(row: Row) -> Sequence[Cell]:
    first, published = _time(row, "first_seen_at"), _time(row, "published")
    return row["id"], first, row["source"], published, row["title"]


def _match(row: Row) -> Sequence[Cell]:
    return (
        *(row["id"], _time(row, "at"), row["score"], row["seed"], _texts(row, "storylines")),
        *(row["item"], row["of_item"]),
    )


def _near_miss(row: Row) -> Sequence[Cell]:
    """As a match, with what it fell short of."""
    id_, at, _, *rest = _match(row)
    return id_, at, f"{row['score']:.2f} of {row['threshold']:.2f}", *rest


def _story(row: Row) -> Sequence[Cell]:
    return (
        *(row["id"], _time(row, "last_at"), row["seed"], _texts(row, "storylines")),
        *(len(_texts(row, "items")), len(_texts(row, "sources")), row["title"]),
    )


def _development(row: Row) -> Sequence[Cell]:
    return (
        *(row["id"], _time(row, "at"), Word(row["kind"]), row["seed"], row["storyline"]),
        *(row["source"], row["delta"] or row["of_item"]),
    )


def _alert(row: Row) -> Sequence[Cell]:
    return (
        *(row["id"], _time(row, "at"), Word(row["priority"]), row["seed"], row["storyline"]),
        *(row["source"], row["delta"] or row["title"]),
    )


def _suppressed(row: Row) -> Sequence[Cell]:
    *before, text = _alert(row)
    return *before, f"{text} ({row['reason']})"


def _delivery(row: Row) -> Sequence[Cell]:
    text = f"{row['of_message']} ({row['error']})" if row["error"] else row["of_message"]
    state = Word(row["state"])
    return row["id"], _time(row, "created_at"), state, row["channel"], row["attempts"], text


_ITEMS = (
    *(_ID, _WHEN, Column(name="source"), Column(name="published", wide=True)),
    Column(name="title", grows=True),
)
_MATCHES = (
    *(_ID, _WHEN, Column(name="score"), _SEED, Column(name="storylines", wide=True)),
    *(Column(name="item"), Column(name="title", grows=True)),
)
_STORIES = (
    *(_ID, _WHEN, _SEED, Column(name="storylines", wide=True), Column(name="items")),
    *(Column(name="sources", wide=True), Column(name="title", grows=True)),
)
_DEVELOPMENTS = (_ID, _WHEN, Column(name="kind"), _SEED, *_NEWS)
_ALERTS = (_ID, _WHEN, Column(name="priority"), _SEED, *_NEWS)
_DELIVERIES = (
    *(_ID, _WHEN, Column(name="state"), Column(name="channel")),
    *(Column(name="attempts", wide=True), Column(name="message", grows=True)),
)
# By the names that the store gives its lists.
LISTS = {
    "items": List("items", _ITEMS, _item),
    "matches": List("matches", _MATCHES, _match),
    "near misses": List("matches", _MATCHES, _near_miss),
    "stories": List("stories", _STORIES, _story),
    "developments": List("developments", _DEVELOPMENTS, _development),
    "alerts": List("alerts", _ALERTS, _alert),
    "suppressed alerts": List("alerts", _ALERTS, _suppressed),
    "deliveries": List("deliveries", _DELIVERIES, _delivery),
}
