"""P8: the story of an item among many recent ones, beside an exhaustive look at all titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.watching import AT, items, profiles

_FEW = 1_000


def _many(place: Place) -> int:
    return 100_000 if place.full else 10_000


def _ours(stories: int, count: int) -> Figures:
    """Assign copies and rewordings of stories that are there, through the corridor's own step."""
    from monitor.app import rehearse
    from monitor.model import Evidence, Match, Outcome, Story
    from monitor.pipeline import _assign
    from monitor.scales import Reason

    desk = rehearse(profiles(1), None)
    told = [item for item, _ in items(stories, [""], seed=8)]
    kept = tuple(
        Story(
            id=f"s{number}",
            seed="seed-0",
            title=item.title,
            storylines=(),
            items=(item.id,),
            sources=(),
            first_at=AT,
            last_at=AT,
        )
        for number, item in enumerate(told, 1)
    )
    desk.memory.fold(Outcome(at=AT, items=tuple(told), stories=kept))
    sign = Evidence(kind="entity", name="x", text="x", field="title", gain=0.5)
    right, step = 0, max(1, stories // count)
    asked = [
        (replace(item, id=f"i{10**7 + number}", title=_reworded(item.title)), number)
        for number, item in list(enumerate(told, 1))[::step][:count]
    ]
    match = Match(
        id="m1",
        item="",
        seed="seed-0",
        score=0.9,
        threshold=0.4,
        verdict=True,
        reason=Reason.MATCHED,
        storylines=(),
        evidence=(sign,),
        at=AT,
    )
    _assign(asked[0][0], replace(match, item=asked[0][0].id), desk)
    with Watch() as watch:
        for item, number in asked:
            found = _assign(item, replace(match, item=item.id), desk)
            right += found.story == f"s{number}"
    return {"cpu": watch.cpu / len(asked), "right": right / len(asked)}


def _reworded(title: str) -> str:
    words = title.split()
    return " ".join([*words[:-1], "today"])


def _exhaustive(place: Place) -> Figures:
    from rapidfuzz import process

    titles = [item.title for item, _ in items(_many(place), [""], seed=8)]
    count = 20
    step = len(titles) // count
    right = 0
    with Watch() as watch:
        for number in range(0, len(titles), step):
            found = process.extractOne(_reworded(titles[number]), titles, score_cutoff=70)
            right += found is not None and found[2] == number
    asked = len(range(0, len(titles), step))
    return {"cpu": watch.cpu / asked, "right": right / asked}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    many, few, peer = laps["many"], laps["few"], laps["extractOne"]
    return [
        Finding(
            what="against extractOne",
            value=middle(peer) / middle(many),
            least=500,
            note=f"{_many(place):,} stories",
        ),
        Finding(
            what="share of its true finds",
            value=100 * many[0]["right"] / max(peer[0]["right"], 0.01),
            unit="%",
            least=99,
        ),
        Finding(what=f"cost against {_FEW:,} stories", value=middle(many) / middle(few), most=4),
    ]


ASSIGN = Part(
    title="find an item's story",
    sides={
        "many": Side(run=lambda place: _ours(_many(place), 200 if place.full else 3), once=True),
        "few": Side(run=lambda _place: _ours(_FEW, 20)),
        "extractOne": Side(run=_exhaustive),
    },
    judge=_compare,
)
