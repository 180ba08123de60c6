"""P8: the story of an item among many recent ones, beside an exhaustive look at all titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle
from tests.bench.watching import AT, items, profiles

if TYPE_CHECKING:
    from monitor.model import Item, Match, Story

_FEW, _ASKED = 1_000, 200
_PEER_ASKED = 20


def _many(place: Place) -> int:
    return 100_000 if place.full else 5_000


def _told(stories: int, *, texts: bool) -> list[Item]:
    found = (item for item, _ in items(stories, [""], seed=8))
    return [item if texts else replace(item, summary="") for item in found]


def _ours(stories: int, *, texts: bool = True) -> Figures:
    """Assign rewordings of stories that are there, through the corridor's own step."""
    from monitor.app import rehearse
    from monitor.model import Outcome
    from monitor.pipeline import _assign

    desk = rehearse(profiles(1), None)
    told = _told(stories, texts=texts)
    kept = tuple(_story(number, item) for number, item in enumerate(told, 1))
    desk.memory.fold(Outcome(at=AT, items=tuple(told), stories=kept))
    step = stories // (_ASKED + 1)
    asked = [
        (replace(item, id=f"i{10**7 + number}", title=_reworded(item.title)), number)
        for number, item in list(enumerate(told, 1))[::step][: _ASKED + 1]
    ]
    match, right = _match(), 0
    _assign(asked[0][0], replace(match, item=asked[0][0].id), desk)  # lays the stories out
    with Watch() as watch:
        for item, number in asked[1:]:
            found = _assign(item, replace(match, item=item.id), desk)
            right += found.story == f"s{number}"
    return {"cpu": watch.cpu / _ASKED, "right": right / _ASKED}


def _story(number: int, item: Item) -> Story:
    from monitor.model import Story

    return Story(
        id=f"s{number}",
        seed="seed-0",
        title=item.title,
        storylines=(),
        items=(item.id,),
        sources=(),
        first_at=AT,
        last_at=AT,
    )


def _match() -> Match:
    from monitor.model import Evidence, Match
    from monitor.scales import Reason

    return Match(
        id="m1",
        item="",
        seed="seed-0",
        score=0.9,
        threshold=0.4,
        verdict=True,
        reason=Reason.MATCHED,
        storylines=(),
        evidence=(Evidence(kind="entity", name="x", text="x", field="title", gain=0.5),),
        at=AT,
    )


def _reworded(title: str) -> str:
    words = title.split()
    return " ".join([*words[:-1], "today"])


def _exhaustive(place: Place, *, texts: bool) -> Figures:
    """The same question to every story: the one whose letters are the most alike."""
    from rapidfuzz import process

    told = _told(_many(place), texts=texts)
    read = [f"{item.title} {item.summary}".strip() for item in told]
    step, right = len(told) // _PEER_ASKED, 0
    with Watch() as watch:
        for number in range(0, len(told), step):
            asked = f"{_reworded(told[number].title)} {told[number].summary}".strip()
            found = process.extractOne(asked, read, score_cutoff=70)
            right += found is not None and found[2] == number
    asked_for = len(range(0, len(told), step))
    return {"cpu": watch.cpu / asked_for, "right": right / asked_for}


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    many, few = laps["many"], laps["few"]
    note = f"{_many(place):,} stories" + ("" if place.full else "; 500 is asked among 100,000")
    findings = []
    for kind, what in (("", "titles and texts"), (" titles", "titles alone")):
        ours, peer = laps[f"many{kind}"], laps[f"extractOne{kind}"]
        findings += [
            Finding(
                what=f"against extractOne, both read {what}",
                value=middle(peer) / middle(ours),
                least=500 if place.full else None,
                note=note,
            ),
            Finding(
                what="share of its true finds",
                value=100 * ours[0]["right"] / max(peer[0]["right"], 0.01),
                unit="%",
                least=99,
            ),
        ]
    return [
        *findings,
        Finding(what=f"cost against {_FEW:,} stories", value=middle(many) / middle(few), most=4),
        Finding(what="an item", value=1000 * middle(many), unit="ms", note="read and assigned"),
    ]


ASSIGN = Part(
    title="find an item's story",
    sides={
        "many": Side(run=lambda place: _ours(_many(place)), once=True),
        "many titles": Side(run=lambda place: _ours(_many(place), texts=False), once=True),
        "few": Side(run=lambda _place: _ours(_FEW)),
        "extractOne": Side(run=lambda place: _exhaustive(place, texts=True)),
        "extractOne titles": Side(run=lambda place: _exhaustive(place, texts=False)),
    },
    judge=_compare,
)
