"""P7: names with one slip, at 100,000 aliases, beside rapidfuzz. Measured as it is today.

The product has no index for slips: what is found here is what its other signs find.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.invention import Invention
from tests.bench.watching import ALIASES, AT, names_of, profiles

_PROFILES = 25_000
_LIKE = 95.0


def _told(count: int) -> list[tuple[str, str]]:
    """Headlines about names that lack one letter, and the name meant."""
    names, invention = names_of(_PROFILES), Invention(7)
    told = []
    for _ in range(count):
        name = names[invention.chance.randrange(len(names))]
        gap = invention.chance.randrange(1, len(name) - 1)
        told.append((invention.headline(name[:gap] + name[gap + 1 :]), name))
    return told


def _ours(place: Place) -> Figures:
    from monitor.matching import Matcher
    from monitor.model import Item

    matcher = Matcher(profiles(_PROFILES))
    told = _told(1_000 if place.full else 20)
    known = {name: f"seed-{at // ALIASES}" for at, name in enumerate(names_of(_PROFILES))}
    found = 0
    with Watch() as watch:
        for number, (title, name) in enumerate(told):
            item = Item(
                id=f"i{number}", title=title, language="en", first_seen_at=AT, effective_at=AT
            )
            found += any(one.seed == known[name] for one in matcher.match(item, AT) if one.verdict)
    return {"cpu": watch.cpu / len(told), "recall": found / len(told)}


def _rapidfuzz(place: Place) -> Figures:
    from rapidfuzz import fuzz

    names = names_of(_PROFILES)
    told = _told(20 if place.full else 3)
    found = 0
    with Watch() as watch:
        for title, name in told:
            near = [one for one in names if fuzz.partial_ratio(one, title) >= _LIKE]
            found += name in near
    return {"cpu": watch.cpu / len(told), "recall": found / len(told)}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours, peer = laps["ours"], laps["rapidfuzz"]
    return [
        Finding(what="against partial_ratio", value=middle(peer) / middle(ours), least=5_000),
        Finding(
            what="share of its recall",
            value=100 * ours[0]["recall"] / max(peer[0]["recall"], 0.01),
            unit="%",
            least=90,
            note="there is no index for slips yet",
        ),
    ]


TYPOS = Part(
    title="names with one slip",
    sides={"ours": Side(run=_ours, once=True), "rapidfuzz": Side(run=_rapidfuzz)},
    judge=_compare,
)
