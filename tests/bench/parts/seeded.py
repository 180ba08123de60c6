"""M1: one seed. Matching beside folding and tokenising the item; building a seed from an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.invention import Invention
from tests.bench.watching import AT

if TYPE_CHECKING:
    from monitor.model import Item

_SENTENCES = 40


def _article() -> str:
    """An invented article of about 800 words."""
    invention = Invention(21)
    return f"{invention.headline()}\n\n{invention.text(_SENTENCES)}"


def _items(place: Place) -> list[Item]:
    """Items of the recorded feeds, or of invented ones; each different, no language told."""
    from monitor.model import Item

    found = []
    for number, parsed in enumerate(islice(_parsed(place), None if place.full else 2_000)):
        item = Item(
            id=f"i{number}",
            title=parsed[0],
            summary=parsed[1],
            language=parsed[2],
            first_seen_at=AT,
            effective_at=AT,
        )
        found.append(item)
    return found


def _parsed(place: Place) -> Iterator[tuple[str, str, str]]:
    from monitor.errors import MonitorError
    from monitor.feeds.document import finish
    from monitor.feeds.parse import parse

    files = sorted(place.feeds.glob("*.xml"))
    for file in files:
        body = file.read_bytes()
        try:
            found = parse(body, "https://n.example/rss", 6.0)
        except MonitorError:  # a recorded page that is no feed
            continue
        for raw in found.items:
            item = finish(raw, "https://n.example/rss")
            yield item.title, item.summary, item.language


def _match(place: Place) -> Figures:
    from monitor.matching import Matcher
    from monitor.seeds import build

    matcher = Matcher((build(_article(), "bench"),))
    items = _items(place)
    matcher.match(replace(items[0], title="Warm", summary=""), AT)
    with Watch() as watch:
        for item in items:
            matcher.match(item, AT)
    return {"cpu": watch.cpu / len(items), "items": len(items)}


def _read(place: Place) -> Figures:
    """Folding and tokenising, as far as matching reads: what nothing can do without."""
    from monitor.matching import Settings
    from monitor.text import tokenise

    reach, items = Settings().summary_reach, _items(place)
    with Watch() as watch:
        for item in items:
            tokenise(item.title)
            tokenise(item.summary[:reach])
    return {"cpu": watch.cpu / len(items), "items": len(items)}


def _build(place: Place) -> Figures:
    from monitor.seeds import build

    del place
    build("Galdorhaven port strike enters third week", "warm")
    with Watch() as watch:
        build(_article(), "bench")
    return {"cpu": watch.cpu}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours, read, build = (middle(laps[side]) for side in ("match", "read", "build"))
    items = f"{laps['match'][0]['items']:,} items"
    return [
        Finding(what="matching against tokenising", value=ours / read, most=3, note=items),
        Finding(what="items with one seed", value=1 / ours, unit="items/s", least=5_000),
        Finding(what="seed of 800 words", value=1_000 * build, unit="ms", most=150),
    ]


SEEDED = Part(
    title="one seed",
    sides={"match": Side(run=_match), "read": Side(run=_read), "build": Side(run=_build)},
    judge=_compare,
)
