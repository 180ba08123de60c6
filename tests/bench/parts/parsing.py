"""P1: parse and clean whole feeds, against feedparser. P2: know an unchanged body again."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require

_URL = "https://feed.example/rss"
Entries = list[tuple[str, str]]
# Broken, so that every parser that may be needed is loaded before the watch runs.
_WARM = b"<rss><channel><item><title>warm</title><link>/1</link></channel>"


def _bodies(place: Place, every: int = 1) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(place.feeds.iterdir())[::every]}


def _half(place: Place) -> int:
    """The quick form parses every second feed."""
    return 1 if place.full else 2


def _some(place: Place) -> int:
    """P2's ratio is so large that every fifth feed shows it."""
    return 1 if place.full else 5


def _each(place: Place, side: str, parse: Callable[[bytes], Entries], every: int) -> Figures:
    """These feeds once; what was found goes into a file for the judge."""
    spent: dict[str, float] = {}
    found: dict[str, Entries] = {}
    gc.freeze()  # as our worker does: no side is charged for walking what it has loaded
    for name, body in _bodies(place, every).items():
        began = time.process_time()
        found[name] = parse(body)
        spent[name] = time.process_time() - began
    (place.folder / f"{side}.json").write_text(json.dumps(found), "utf-8")
    return {"cpu": sum(spent.values()), "each": spent}


def _ours(place: Place, every: int = 1) -> Figures:
    from monitor.errors import FeedError
    from monitor.feeds.document import finish
    from monitor.feeds.parse import parse

    def items(body: bytes) -> Entries:
        try:
            found = parse(body, _URL, 6.0)
        except FeedError:
            return []
        base = found.link if found.link.startswith("http") else _URL
        return [(one.title, one.url) for one in (finish(item, base) for item in found.items)]

    items(_WARM)
    return _each(place, "ours", items, every)


def _feedparser(place: Place, every: int = 1) -> Figures:
    import feedparser

    def items(body: bytes) -> Entries:
        found = feedparser.parse(io.BytesIO(body), response_headers={"content-location": _URL})
        return [(one.get("title", ""), one.get("link", "")) for one in found.entries]

    items(_WARM)
    return _each(place, "feedparser", items, every)


def _fastfeedparser(place: Place, every: int) -> Figures:
    import fastfeedparser

    def items(body: bytes) -> Entries:
        try:
            found = fastfeedparser.parse(body)
        except (ValueError, TypeError, AttributeError, LookupError):
            return []
        return [(one.get("title", ""), one.get("link", "")) for one in found.entries]

    items(_WARM)
    return _each(place, "fastfeedparser", items, every)


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    ours, peer = laps["ours"], laps["feedparser"]
    ratios = [
        median(lap["each"][name] for lap in peer) / median(lap["each"][name] for lap in ours)
        for name in ours[0]["each"]
    ]
    same, entries, fewer = _alike(place.folder)
    require(entries, "feedparser found no entry at all")
    return [
        Finding(what="in total", value=middle(peer) / middle(ours), least=25, note="stretch 40"),
        Finding(what="median feed", value=median(ratios), least=20),
        Finding(what="titles and links equal", value=100 * same / entries, unit="%", least=99.5),
        Finding(
            what="feeds with fewer items", value=len(fewer), unit="", most=0, note=", ".join(fewer)
        ),
        Finding(
            what="fastfeedparser alone, in total",
            value=middle(peer) / middle(laps["fastfeedparser"]),
            note="no clean-up, no fallback",
        ),
    ]


def _alike(folder: Path) -> tuple[int, int, list[str]]:
    """Entries whose title and link agree after our clean-up, all entries, feeds with fewer."""
    from monitor.feeds.clean import TITLE_CHARS, clean_link
    from monitor.feeds.markup import from_html

    ours, theirs = (
        json.loads((folder / f"{side}.json").read_text("utf-8")) for side in ("ours", "feedparser")
    )
    same = entries = 0
    fewer: list[str] = []
    for name, wanted in theirs.items():
        cleaned = [
            (from_html(title, TITLE_CHARS), clean_link(link, _URL)) for title, link in wanted
        ]
        left = _counted([(title, link) for title, link in ours[name]])
        entries += len(cleaned)
        for one in cleaned:
            if left[one]:
                left[one] -= 1
                same += 1
        if len(ours[name]) < sum(bool(title or link) for title, link in cleaned):
            fewer.append(name)
    return same, entries, fewer


def _counted(found: Entries) -> dict[tuple[str, str], int]:
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for title, link in found:
        counts[title, link] += 1
    return counts


def _unchanged(place: Place) -> Figures:
    """Our answer to a 200 whose body we know: from the bytes to the finished poll."""
    from monitor.feeds.poller import Poller
    from monitor.feeds.retrieve import Page, Validators
    from monitor.feeds.settings import Settings
    from monitor.model import Feed, Poll
    from monitor.scales import PollResult

    at = datetime(2025, 11, 20, tzinfo=UTC)
    poll = Poll(feed=Feed(url=_URL), at=at, result=PollResult.NOT_MODIFIED)
    pages = [
        Page(status=200, url=_URL, body=body, validators=Validators())
        for body in _bodies(place, _some(place)).values()
    ]

    async def visit() -> Figures:
        poller: Any = Poller(Settings(), lambda: at)
        known = [SimpleNamespace(body_hash=_hash(page)) for page in pages]
        with Watch() as watch:
            for _ in range(_TIMES):
                polls = [
                    await poller._read(poll, page, visit)
                    for page, visit in zip(pages, known, strict=True)
                ]
        require(all(one.result is PollResult.SAME_BODY for one in polls), "a body was not known")
        return {"cpu": watch.cpu / _TIMES}

    return asyncio.run(visit())


_TIMES = 20


def _hash(page: Any) -> str:  # noqa: ANN401 (loaded only where it is measured)
    from hashlib import blake2b

    return blake2b(page.body, digest_size=16).hexdigest()


def _compare_unchanged(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours = middle(laps["ours"])
    return [
        Finding(what="against feedparser", value=middle(laps["feedparser"]) / ours, least=200),
        Finding(what="against our own parse", value=middle(laps["parse"]) / ours),
    ]


PARSE = Part(
    title="parse and clean feeds",
    sides={
        "ours": Side(run=lambda place: _ours(place, _half(place))),
        "feedparser": Side(run=lambda place: _feedparser(place, _half(place)), peer=True),
        "fastfeedparser": Side(run=lambda place: _fastfeedparser(place, _half(place)), peer=True),
    },
    judge=_compare,
)
UNCHANGED = Part(
    title="a body that did not change",
    sides={
        "ours": Side(run=_unchanged),
        "parse": Side(run=lambda place: _ours(place, _some(place))),
        "feedparser": Side(run=lambda place: _feedparser(place, _some(place)), peer=True),
    },
    judge=_compare_unchanged,
)
