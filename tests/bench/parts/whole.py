"""P13: the whole way of an item on one core, beside the stack that one would write first."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tests.bench.corpus import a_feed
from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.invention import Invention
from tests.bench.watching import AT, names_of, profiles

_URL = "https://n.example/rss"
_STORYLINES = 1_000
# A feed before the first that counts: what is loaded with it (tables of words, the thorough parser for
# a feed that is not well-formed) stays for all that follow.
_BROKEN = 1_009
# Visits in one transaction: what the daemon decides in a tenth of a second, before it writes.
_TOGETHER = 8


def _memory(place: Place) -> int:
    return 100_000 if place.full else 10_000


def _titles(place: Place) -> list[str]:
    invention = Invention(13)
    return [invention.headline() for _ in range(_memory(place))]


def _ours(place: Place) -> Figures:
    """Bytes of feeds to committed rows, in one process: parse, identify, match, decide, apply."""
    from monitor.app import rehearse
    from monitor.desk import Settings
    from monitor.feeds.document import finish
    from monitor.feeds.parse import parse
    from monitor.matching import Matcher
    from monitor.model import Feed, FeedState, Item, Outcome, Poll
    from monitor.pipeline import decide_poll
    from monitor.scales import PollResult
    from monitor.store import Store

    # Backtests keep every score; the daemon does not, and it is the one that has no time.
    watched = profiles(_STORYLINES)
    desk = replace(rehearse(watched, None), matcher=Matcher(watched), settings=Settings())
    path = place.folder / "ours.db"
    path.unlink(missing_ok=True)
    with Store.open(path) as store:
        known = [
            Item(id=desk.memory.new_id("i"), title=title, first_seen_at=AT, effective_at=AT)
            for title in _titles(place)
        ]
        store.apply([Outcome(at=AT, items=tuple(known))])

        def visit(number: int, body: bytes) -> Iterator[Outcome]:
            feed = Feed(url=f"{_URL}/{number}")
            found = parse(body, feed.url, 6.0)
            parsed = tuple(finish(item, feed.url) for item in found.items)
            poll = Poll(feed=feed, at=AT, result=PollResult.ITEMS, items=parsed)
            return decide_poll(poll, FeedState(url=feed.url), desk, store.known, 0.5)

        bodies = [a_feed(number, 25) for number in range(50 if place.full else 10)]
        store.apply([*visit(_BROKEN, a_feed(_BROKEN, 25))])
        _settle(path)
        with Watch() as watch:
            count = 0
            for start in range(0, len(bodies), _TOGETHER):
                some = enumerate(bodies[start : start + _TOGETHER], start)
                outcomes = [*chain.from_iterable(visit(number, body) for number, body in some)]
                store.apply(outcomes)
                count += sum(len(outcome.items) for outcome in outcomes)
    return {"cpu": watch.cpu / count, "items": count}


def _settle(path: Path) -> None:
    """Merge the search index, which is no work of the items that come next."""
    with sqlite3.connect(path) as opened:
        opened.execute("INSERT INTO items_fts (items_fts) VALUES ('optimize')")
    opened.close()


def _naive(place: Place) -> Figures:
    """feedparser, a fuzzy loop over all names, extractOne over all titles, a commit for each row."""
    import feedparser
    from rapidfuzz import fuzz, process

    names, titles = names_of(_STORYLINES), _titles(place)
    path = place.folder / "naive.db"
    path.unlink(missing_ok=True)
    opened = sqlite3.connect(path)
    opened.execute("CREATE TABLE items (id TEXT PRIMARY KEY, title TEXT, summary TEXT, story TEXT)")
    count, body = 0, a_feed(1, 25)
    feedparser.parse(io.BytesIO(a_feed(_BROKEN, 25)))
    with Watch() as watch:
        for entry in feedparser.parse(io.BytesIO(body)).entries:
            text = f"{entry.title} {entry.get('summary', '')}"
            matched = [name for name in names if fuzz.partial_ratio(name, text) >= 90]
            story = process.extractOne(entry.title, titles, score_cutoff=80)
            told = str(story[2]) if story else ",".join(matched)
            opened.execute(
                "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)",
                (entry.link, entry.title, text, told),
            )
            opened.commit()
            count += 1
    opened.close()
    return {"cpu": watch.cpu / count, "items": count}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    ours, naive = middle(laps["ours"]), middle(laps["naive"])
    memory = f"{_memory(place):,} items known"
    return [
        Finding(what="items/s against the naive stack", value=naive / ours, least=300, note=memory),
        Finding(what="ours", value=1 / ours, unit="items/s", least=3_000),
    ]


WHOLE = Part(
    title="the whole way",
    sides={"ours": Side(run=_ours), "naive": Side(run=_naive)},
    judge=_compare,
)
