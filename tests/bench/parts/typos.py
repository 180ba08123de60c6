"""P7: names with one slip, at 100,000 aliases, beside rapidfuzz.

rapidfuzz is asked for names alone, so it is held against the reading of an item, in which its names
are found. What the whole match costs is told beside it: it also weighs terms and words, and here makes
a near miss of each of the hundreds of bare profiles that share the headline's one common word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.invention import Invention
from tests.bench.watching import ALIASES, AT, names_of, profiles

if TYPE_CHECKING:
    from monitor.model import Item

_LIKE = 95.0


def _profiles(place: Place) -> int:
    return 25_000 if place.full else 5_000


def _told(place: Place, count: int) -> list[tuple[str, str]]:
    """Headlines about names that lack one letter, and the name meant."""
    names, invention = names_of(_profiles(place)), Invention(7)
    told = []
    for _ in range(count):
        name = names[invention.chance.randrange(len(names))]
        gap = invention.chance.randrange(1, len(name) - 1)
        told.append((invention.headline(name[:gap] + name[gap + 1 :]), name))
    return told


def _items(place: Place, count: int) -> list[tuple[Item, str]]:
    from monitor.model import Item

    return [
        (
            Item(id=f"i{number}", title=title, language="en", first_seen_at=AT, effective_at=AT),
            name,
        )
        for number, (title, name) in enumerate(_told(place, count))
    ]


def _names(place: Place) -> Figures:
    """What profiles the names of an item belong to."""
    from monitor.matching import Settings
    from monitor.matching.compiled import compile_profiles
    from monitor.matching.reading import read_item

    settings = Settings()
    compiled = compile_profiles(profiles(_profiles(place)), settings)
    first, *told = _items(place, 1_001 if place.full else 201)
    read_item(first[0], compiled, settings)
    found: list[set[int]] = []
    with Watch() as watch:
        for item, _ in told:
            parts = read_item(item, compiled, settings).parts
            groups = (group for part in parts for *_, group in (*part.names, *part.slips))
            found.append({number for group in groups for number in group.numbers})
    return {"cpu": watch.cpu / len(told)} | _judged(
        place, [{f"seed-{number}" for number in one} for one in found[: _asked(place)]], told
    )


def _match(place: Place) -> Figures:
    from monitor.matching import Matcher

    matcher = Matcher(profiles(_profiles(place)))
    first, *told = _items(place, 1_001 if place.full else 41)
    matcher.match(first[0], AT)
    found, near = [], 0
    with Watch() as watch:
        for item, _ in told:
            matches = matcher.match(item, AT)
            near += sum(not one.verdict for one in matches)
            found.append(
                {
                    one.seed
                    for one in matches
                    if one.verdict and any(sign.kind == "entity" for sign in one.evidence)
                }
            )
    judged = _judged(place, found[: _asked(place)], told)
    return {"cpu": watch.cpu / len(told), "near": near / len(told)} | judged


def _judged(place: Place, found: Sequence[set[str]], told: Sequence[tuple[object, str]]) -> Figures:
    """How many of the names were found, and how many wrong profiles an item found beside."""
    known = {name: f"seed-{at // ALIASES}" for at, name in enumerate(names_of(_profiles(place)))}
    pairs = [(known[name], seen) for (_, name), seen in zip(told, found, strict=False)]
    return {
        "recall": sum(one in seen for one, seen in pairs) / len(pairs),
        "wrong": sum(len(seen - {one}) for one, seen in pairs) / len(pairs),
    }


def _rapidfuzz(place: Place) -> Figures:
    from rapidfuzz import fuzz

    names = names_of(_profiles(place))
    told = _told(place, 1 + _asked(place))[1:]
    known = {name: f"seed-{at // ALIASES}" for at, name in enumerate(names)}
    found: list[set[str]] = []
    with Watch() as watch:
        for title, _ in told:
            found.append({known[one] for one in names if fuzz.partial_ratio(one, title) >= _LIKE})
    return {"cpu": watch.cpu / len(told)} | _judged(place, found, told)


def _asked(place: Place) -> int:
    """On so many items all sides are judged."""
    return 100 if place.full else 12


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    names, match, peer = laps["names"], laps["match"], laps["rapidfuzz"]
    return [
        Finding(
            what="against partial_ratio",
            value=middle(peer) / middle(names),
            least=5_000 if place.full else None,
            note=f"{_profiles(place) * ALIASES:,} aliases"
            + ("" if place.full else "; 5,000 is asked among 100,000"),
        ),
        Finding(
            what="share of its recall",
            value=100 * names[0]["recall"] / max(peer[0]["recall"], 0.01),
            unit="%",
            least=90,
        ),
        Finding(
            what="wrong profiles for an item, more than partial_ratio",
            value=names[0]["wrong"] - peer[0]["wrong"],
            unit="",
            most=0,
            note=f"ours {names[0]['wrong']:.2f}, partial_ratio {peer[0]['wrong']:.2f}",
        ),
        Finding(what="finding the names", value=1_000 * middle(names), unit="ms"),
        Finding(
            what="the whole match",
            value=1_000 * middle(match),
            unit="ms",
            note=f"{match[0]['near']:.0f} near misses an item",
        ),
        Finding(
            what="matched, of the names meant", value=100 * match[0]["recall"], unit="%", least=90
        ),
    ]


TYPOS = Part(
    title="names with one slip",
    sides={
        "names": Side(run=_names, once=True),
        "match": Side(run=_match, once=True),
        "rapidfuzz": Side(run=_rapidfuzz),
    },
    judge=_compare,
)
