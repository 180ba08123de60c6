"""The lists as they are shown: rows of the store in, a table or one JSON document out.

Both ways to a list end here: that of click (`lists`) and the short one (`quick`), for which nothing
here loads a library.
"""

from __future__ import annotations

from datetime import datetime, timedelta

try:  # what `json` itself writes texts with, without the parser that it brings
    from _json import encode_basestring as quoted
except ImportError:  # another Python than CPython
    from json.encoder import py_encode_basestring as quoted

from monitor.cli.pager import paged
from monitor.cli.paper import Column, Word, put_bytes, say_aside, show_table
from monitor.spans import span_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from monitor.cli.paper import Cell
    from monitor.model import Query

    Row = Mapping[str, Any]

SCHEMA = 1
NO_SILENCE = "no silence is in force; with --ended those that are over"
NO_FAILURE = "no feed fails"
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


def show_feeds(feeds: Sequence[Row], *, as_json: bool) -> None:
    """Print the configured feeds; that one of them rests is seen on a small terminal too."""
    resting = any(one["paused"] for one in feeds)
    show("feeds, some paused" if resting else "feeds", feeds, 0, as_json=as_json)


def nothing_found(plural: str, query: Query) -> str:
    """That there is none, with all that the list was narrowed by, so that a slip in it is seen."""
    names = ("since", "until", "seed", "storyline", "source", "min_priority")
    given = {name: getattr(query, name) for name in names if getattr(query, name)}
    said = [
        f"{name.replace('_', '-')} {value:%Y-%m-%d %H:%M}Z"
        if name in {"since", "until"}
        else f"{name.replace('_', '-')} {value}"
        for name, value in given.items()
    ]
    return f"no {plural} found{' with ' if said else ''}{', '.join(said)}"


def document(plural: str, rows: Sequence[Row]) -> str:
    """Many things under their plural noun, as JSON; lists stand in it as they are kept.

    All rows have the columns of the first. A column is written as a whole: a hundred thousand
    feeds are a matter of a moment then.
    """
    names = [name for name in (rows[0] if rows else ()) if not name.startswith(_BESIDE)]
    columns = [_column([row[name] for row in rows]) for name in names]
    thing = f"{{{', '.join(f'{quoted(name)}: %s' for name in names)}}}"
    listed = ", ".join([thing % cells for cells in zip(*columns, strict=True)])
    return f'{{"schema": {SCHEMA}, "{plural}": [{listed}]}}'


def _column(values: Sequence[object]) -> Iterable[str]:
    ways = {kind: _WAYS.get(kind, str) for kind in set(map(type, values))}
    if len(ways) == 1:
        (way,) = ways.values()
        return map(way, values)
    return [ways[type(value)](value) for value in values]


def as_json(value: object) -> str:
    """What `json` would write of a value; a text of a kind of its own is JSON already."""
    return _WAYS.get(type(value), str)(value)


def _object(value: Mapping[str, object]) -> str:
    return f"{{{', '.join(f'{quoted(key)}: {as_json(one)}' for key, one in value.items())}}}"


def _array(value: Sequence[object]) -> str:
    return f"[{', '.join(map(as_json, value))}]"


_WAYS: Mapping[type, Callable[[Any], str]] = {
    str: quoted,
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: repr,
    float: repr,
    dict: _object,
    list: _array,
    tuple: _array,
    datetime: lambda at: quoted(at.isoformat().replace("+00:00", "Z")),
}


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


def _feed(row: Row) -> Sequence[Cell]:
    pace = span_text(timedelta(seconds=row["every"])) if row["every"] else ""
    return row["source"], row["language"], "paused" if row["paused"] else pace, row["url"]


def _silence(row: Row) -> Sequence[Cell]:
    starts, ends = _time(row, "starts_at"), _time(row, "ends_at")
    return row["id"], starts, ends, held_by(row), row["reason"]


def held_by(silence: Row) -> str:
    """What a silence holds, in words."""
    named = [(name, silence[name]) for name in ("seed", "storyline", "source", "channel", "text")]
    said = [f'{name} "{value}"' for name, value in named if value not in {"", "*"}]
    return f"{', '.join(said) or 'everything'}{', FLASH too' if silence['even_flash'] else ''}"


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
_PACE, _ADDRESS = Column(name="every"), Column(name="address", grows=True)
_FEEDS = (Column(name="source"), Column(name="language", wide=True))
_SILENCES = (
    *(_ID, Column(name="from", wide=True), Column(name="until")),
    *(Column(name="holds", grows=True), Column(name="reason", grows=True)),
)
# By the names that the store gives its lists; and two that are none of the store's.
LISTS = {
    "items": List("items", _ITEMS, _item),
    "matches": List("matches", _MATCHES, _match),
    "near misses": List("matches", _MATCHES, _near_miss),
    "stories": List("stories", _STORIES, _story),
    "developments": List("developments", _DEVELOPMENTS, _development),
    "alerts": List("alerts", _ALERTS, _alert),
    "suppressed alerts": List("alerts", _ALERTS, _suppressed),
    "deliveries": List("deliveries", _DELIVERIES, _delivery),
    "silences": List("silences", _SILENCES, _silence),
    "feeds": List("feeds", (*_FEEDS, Column(name="every", wide=True), _ADDRESS), _feed),
    "feeds, some paused": List("feeds", (*_FEEDS, _PACE, _ADDRESS), _feed),
}
