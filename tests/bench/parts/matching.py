"""P6: an item held against ten thousand storylines, beside one, and beside a fuzzy loop."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.watching import ALIASES, AT, items, names_of, profiles

_MANY = 10_000
# Where a fuzzy loop calls it a match; chosen for its best F1 on these items.
_LIKE = 90.0


def ours(number: int, count: int) -> Figures:
    """The cost of an item against so many profiles, the mean over ``count`` items."""
    from monitor.matching import Matcher

    names = names_of(_MANY)
    matcher = Matcher(profiles(number))
    known = {name: f"seed-{place // ALIASES}" for place, name in enumerate(names)}
    told = items(count, names)
    matcher.match(told[0][0], AT)
    found: list[set[str]] = []
    with Watch() as watch:
        for item, _ in told:
            found.append({one.seed for one in matcher.match(item, AT) if one.verdict})
    truth = [known.get(name, "") for _, name in told]
    return {"cpu": watch.cpu / count, "f1": _f1(found, truth)}


def _f1(found: Sequence[set[str]], truth: Sequence[str]) -> float:
    good = sum(want in seen for seen, want in zip(found, truth, strict=True) if want)
    given, wanted = sum(map(len, found)), sum(map(bool, truth))
    return 2 * good / (given + wanted) if given + wanted else 0.0


def _loop(place: Place) -> Figures:
    """Every alias against every item, as a fuzzy loop does it."""
    from rapidfuzz import fuzz

    names = names_of(_MANY)
    told = _plain(100 if place.full else 10)
    found: list[set[str]] = []
    with Watch() as watch:
        for text, _ in told:
            found.append(
                {
                    f"seed-{place_ // ALIASES}"
                    for place_, name in enumerate(names)
                    if fuzz.partial_ratio(name, text) >= _LIKE
                }
            )
    known = {name: f"seed-{place_ // ALIASES}" for place_, name in enumerate(names)}
    truth = [known.get(name, "") for _, name in told]
    return {"cpu": watch.cpu / len(told), "f1": _f1(found, truth)}


def _plain(count: int) -> list[tuple[str, str]]:
    """The same items as ours, as texts."""
    return [(f"{item.title}. {item.summary}", name) for item, name in items(count, names_of(_MANY))]


def _flashtext(place: Place) -> Figures:
    from flashtext import KeywordProcessor

    index = KeywordProcessor()
    names = names_of(_MANY)
    for place_, name in enumerate(names):
        index.add_keyword(name, f"seed-{place_ // ALIASES}")
    told = _plain(1_000 if place.full else 60)
    with Watch() as watch:
        found = [set(index.extract_keywords(text)) for text, _ in told]
    known = {name: f"seed-{place_ // ALIASES}" for place_, name in enumerate(names)}
    truth = [known.get(name, "") for _, name in told]
    return {"cpu": watch.cpu / len(told), "f1": _f1(found, truth)}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    many, one, loop = (middle(laps[side]) for side in ("ours", "one", "loop"))
    return [
        Finding(what="items/s at 10,000 against 1 storyline", value=one / many, least=0.2),
        Finding(what="against a rapidfuzz loop", value=loop / many, least=5_000),
        Finding(
            what="F1 above the loop's",
            value=laps["ours"][0]["f1"] - laps["loop"][0]["f1"],
            unit="",
            least=0,
            note=f"ours {laps['ours'][0]['f1']:.3f}, loop {laps['loop'][0]['f1']:.3f}",
        ),
        Finding(what="flashtext, names only", value=many / middle(laps["flashtext"])),
        Finding(what="ours", value=1 / many, unit="items/s"),
    ]


MATCH = Part(
    title="match against many storylines",
    sides={
        "ours": Side(run=lambda place: ours(_MANY, 1_000 if place.full else 60)),
        "one": Side(run=lambda place: ours(1, 1_000 if place.full else 60)),
        "loop": Side(run=_loop),
        "flashtext": Side(run=_flashtext, peer=True),
    },
    judge=_compare,
)
