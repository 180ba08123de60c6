"""P7: names with one slip, at 100,000 aliases, beside rapidfuzz.

Only matches count in which a name was found: rapidfuzz is asked for names alone.
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
    found = wrong = 0
    with Watch() as watch:
        for number, (title, name) in enumerate(told):
            item = Item(
                id=f"i{number}", title=title, language="en", first_seen_at=AT, effective_at=AT
            )
            matches = (one for one in matcher.match(item, AT) if one.verdict)
            seen = {
                one.seed for one in matches if any(sign.kind == "entity" for sign in one.evidence)
            }
            found += known[name] in seen
            wrong += len(seen - {known[name]})
    return {"cpu": watch.cpu / len(told), "recall": found / len(told), "wrong": wrong / len(told)}


def _rapidfuzz(place: Place) -> Figures:
    from rapidfuzz import fuzz

    names = names_of(_PROFILES)
    told = _told(20 if place.full else 3)
    known = {name: at // ALIASES for at, name in enumerate(names)}
    found = wrong = 0
    with Watch() as watch:
        for title, name in told:
            near = [one for one in names if fuzz.partial_ratio(one, title) >= _LIKE]
            found += name in near
            wrong += len({known[one] for one in near} - {known[name]})
    return {"cpu": watch.cpu / len(told), "recall": found / len(told), "wrong": wrong / len(told)}


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
        ),
        Finding(
            what="wrong profiles for an item, more than partial_ratio",
            value=ours[0]["wrong"] - peer[0]["wrong"],
            unit="",
            most=0,
            note=f"ours {ours[0]['wrong']:.2f}, partial_ratio {peer[0]['wrong']:.2f}",
        ),
    ]


TYPOS = Part(
    title="names with one slip",
    sides={"ours": Side(run=_ours, once=True), "rapidfuzz": Side(run=_rapidfuzz)},
    judge=_compare,
)
