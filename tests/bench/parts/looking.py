"""P10: lists and searches in a large database: the question alone, and the whole command."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median, quantiles

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, middle, require
from tests.bench.invention import Invention
from tests.bench.parts.starting import nothing, start

_DAY = datetime(2025, 11, 1, tzinfo=UTC)
_COLUMNS = "title, url, guid, summary, first_seen_at, effective_at, source, language, wire"
_WORDS = ("tariff", "satellite", "quarantine", "ferry", "the", "treaty", "nowheretobefound")
_SILENCE = """
INSERT INTO silences (seed, storyline, source, channel, text, even_flash, reason, starts_at, ends_at)
VALUES ('seed-3', '*', '*', '*', '', 0, 'a live desk', '2025-11-01T00:00:00.000000Z',
    '2999-01-01T00:00:00.000000Z')
"""
_TIMES = 2  # starts of each command in a lap
_COMMANDS = {
    "items": ("items",),
    "items of a source": ("items", "--source", "Source 7"),
    "matches": ("matches",),
    "matches of a seed": ("matches", "--seed", "seed-3"),
    "items of a seed": ("items", "--seed", "seed-3"),
    "stories": ("stories",),
    "search": ("search", "tariff"),
    "status": ("status",),
    "feeds health": ("feeds", "health"),
    "feeds list": ("feeds", "list"),
    "silence list": ("silence", "list"),
}
# What finds nothing.
_IN_VAIN = {
    "search in vain": ("search", "nowheretobefound"),
    "items of nobody": ("items", "--source", "nobody"),
}


def _prepare(place: Place) -> None:
    """A database of a million items (a tenth in the quick form), and a configuration."""
    fill(place, 1_000_000 if place.full else 100_000)
    path = place.folder / "monitor.db"
    feeds = "".join(f'[[feeds]]\nurl = "https://f{n}.example/rss"\n' for n in range(_feeds(place)))
    (place.folder / "monitor.toml").write_text(f'[store]\npath = "{path}"\n', "utf-8")
    (place.folder / "feeds.toml").write_text(feeds, "utf-8")
    with sqlite3.connect(path) as opened:
        opened.execute(_SILENCE)
    opened.close()


def fill(place: Place, count: int) -> None:
    """A database of so many items, with matches, stories and sightings."""
    from monitor.store import Store

    path = place.folder / "monitor.db"
    Store.open(path).close()
    with sqlite3.connect(path) as opened:
        opened.execute("PRAGMA synchronous = OFF")
        places = ", ".join("?" * 9)
        opened.executemany(
            f"INSERT INTO items ({_COLUMNS}) VALUES ({places})",  # noqa: S608 (our own words)
            _items(count),
        )
        _fill_rest(opened, count)
        opened.execute("INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
    opened.close()


def _feeds(place: Place) -> int:
    return 10_000 if place.full else 1_000


def _items(count: int) -> Iterator[Sequence[str]]:
    invention = Invention(10)
    headlines = [invention.headline() for _ in range(5_000)]
    texts = [invention.text(2) for _ in range(5_000)]
    for number in range(count):
        at = _text(number)
        yield (
            *(headlines[number % 5_000], f"https://n.example/{number}", f"g{number}"),
            *(texts[number * 7 % 5_000], at, at, f"Source {number % 400}", "en", ""),
        )


def _text(number: int) -> str:
    at = _DAY + timedelta(seconds=number)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _fill_rest(opened: sqlite3.Connection, count: int) -> None:
    every, at = 20, _text
    matched = range(1, count, every)
    opened.executemany(
        "INSERT INTO matches (item, seed, score, threshold, verdict, reason, storylines, evidence,"
        " at) VALUES (?, ?, 0.6, 0.4, 1, 'MATCHED', '[\"talks\"]', '[]', ?)",
        ((item, f"seed-{item % 97}", at(item)) for item in matched),
    )
    opened.executemany(
        "INSERT INTO stories (seed, title, storylines, items, sources, first_at, last_at)"
        " VALUES (?, 'A story', '[\"talks\"]', ?, '[\"Source 1\"]', ?, ?)",
        ((f"seed-{item % 97}", f'["i{item}"]', at(item), at(item)) for item in matched),
    )
    opened.executemany(
        "INSERT INTO sightings (item, feed, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?)",
        (
            (item, f"https://f{item % 1_000}.example/rss", at(item), at(item))
            for item in range(1, count)
        ),
    )


def inside(place: Place) -> Figures:
    """Each question of the store a hundred times; the slow end of each, in seconds."""
    return ask_all(place, _slowest)


def ask_all(place: Place, measure: Callable[[Callable[[], object]], float]) -> Figures:
    """Each question of the store, measured."""
    from monitor.model import Query
    from monitor.store import Store

    with Store.open(place.folder / "monitor.db", read_only=True) as store:
        read = store.read
        asked: dict[str, Callable[[], object]] = {
            "items": lambda: read.items(Query(limit=51)),
            "items of a source": lambda: read.items(Query(limit=51, source="Source 7")),
            "items of a seed": lambda: read.items(Query(limit=51, seed="seed-3")),
            "matches": lambda: read.matches(Query(limit=51)),
            "matches of a seed": lambda: read.matches(Query(limit=51, seed="seed-3")),
            "stories": lambda: read.stories(Query(limit=51)),
            "stories of a seed": lambda: read.stories(Query(limit=51, seed="seed-3")),
            "items of an unknown seed": lambda: read.items(Query(limit=51, seed="x")),
            "matches of an unknown source": lambda: read.matches(Query(limit=51, source="x")),
            "stories of an unknown source": lambda: read.stories(Query(limit=51, source="x")),
        }
        asked |= {f"search {word}": partial(read.search, word, 51) for word in _WORDS}
        asked["status"] = partial(store.stock, read.items(Query(limit=1))[0].first_seen_at)
        require(len(read.items(Query(limit=51))) == 51, "items are missing")
        require(len(read.search("tariff", 51)) == 51, "the search finds too little")
        return {name: measure(ask) for name, ask in asked.items()}


def _slowest(ask: Callable[[], object]) -> float:
    """The 99th of a hundred."""
    times = []
    for _ in range(100):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
        if sum(times) > 5:  # seconds: it is slow beyond doubt
            return max(times)
    return quantiles(times, n=100)[98]


def usual(ask: Callable[[], object]) -> float:
    """The middle of nine, in seconds of the processor: for curves, which noise would bend."""
    times = []
    for _ in range(9):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return median(times)


def _commands(place: Place) -> Figures:
    figures: Figures = {}
    for name, words in (_COMMANDS | _IN_VAIN).items():
        config = ("-c", str(place.folder / "monitor.toml"))
        spent, said = start("-m", "monitor", *words, *config, "--json", times=_TIMES)
        require(said.endswith(b"[]}\n") == (name in _IN_VAIN), f"{name} finds the wrong number")
        require(said.startswith(b'{"schema": 1'), f"{name} does not answer")
        figures[name] = spent["cpu"]
    return figures


def _on_terminal(place: Place) -> Figures:
    figures: Figures = {}
    for name, words in _COMMANDS.items():
        config = ("-c", str(place.folder / "monitor.toml"))
        spent, said = start("-m", "monitor", *words, *config, terminal=True, times=_TIMES)
        require(b"\x1b[" in said, f"{name} shows no colours on a terminal")
        figures[name] = spent["cpu"]
    return figures


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    many = "1,000,000" if place.full else "100,000"
    bare = middle(laps["nothing"])
    inside = [
        Finding(
            what=f"{name}, inside, p99",
            value=1000 * middle(laps["inside"], name),
            unit="ms",
            most=50,
            note=f"{many} items",
        )
        for name in laps["inside"][0]
    ]
    whole = [
        Finding(what=f"monitor {name} --json", value=middle(laps["commands"], name) / bare, most=3)
        for name in (*_COMMANDS, *_IN_VAIN)
    ]
    shown = [
        Finding(
            what=f"monitor {name}, on a terminal",
            value=middle(laps["on a terminal"], name) / bare,
            most=4.5,
        )
        for name in _COMMANDS
    ]
    return [*inside, *whole, *shown]


LOOK = Part(
    title="lists and searches",
    prepare=_prepare,
    sides={
        "inside": Side(run=inside),
        "commands": Side(run=_commands),
        "on a terminal": Side(run=_on_terminal),
        "nothing": Side(run=nothing),
    },
    judge=_compare,
)
