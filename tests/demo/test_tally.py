"""The summary counts what was decided and keeps the look-alikes apart."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.demo import summarise
from monitor.demo.story import read_story
from monitor.model import Alert, Item, Judgement
from monitor.scales import Kind, Novelty, Priority, Reason, Relevance, Significance

STORY = read_story()
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def item(number: int, title: str, source: str = "Harbour Wire", language: str = "en") -> Item:
    return Item(
        id=f"i{number}",
        title=title,
        source=source,
        language=language,
        first_seen_at=NOW,
        effective_at=NOW,
    )


def judgement(number: int, reason: Reason, kind: Kind | None = None) -> Judgement:
    return Judgement(
        item=f"i{number}",
        seed="maduro-talks",
        storyline="talks",
        story="s1",
        relevance=Relevance.R4,
        novelty=Novelty.N3,
        significance=Significance.S2,
        kind=kind,
        reason=reason,
        at=NOW,
    )


def alert(number: int, reason: Reason, priority: Priority = Priority.URGENT) -> Alert:
    return Alert(
        id=f"a{number}",
        seed="maduro-talks",
        storyline="talks",
        priority=priority,
        title="",
        delta="",
        proof="",
        why="",
        story="s1",
        development="d1",
        items=(f"i{number}",),
        channels=(),
        reason=reason,
        source="",
        url="",
        at=NOW,
    )


def test_items_are_counted_once_and_alerts_by_priority() -> None:
    found = summarise(
        STORY,
        [item(1, "One"), item(2, "Two"), item(3, "Three")],
        [judgement(1, Reason.STORY_OPENED, Kind.FIRST), judgement(1, Reason.REWORDED)],
        [
            alert(1, Reason.INTERRUPTS, Priority.BULLETIN),
            alert(2, Reason.INTERRUPTS),
            alert(3, Reason.BASELINE),
        ],
    )
    assert (found.items, found.matched, found.stories, found.developments) == (3, 1, 1, 1)
    assert list(found.interruptions.items()) == [(Priority.BULLETIN, 1), (Priority.URGENT, 1)]
    assert found.kept == 1


def test_silences_are_grouped_by_reason_with_examples_of_both_languages() -> None:
    items = [
        item(1, "Talks agreed", "A"),
        item(2, "Talks agreed too", "B"),
        item(3, "Talks agreed again", "C"),
        item(4, "Acuerdan conversaciones", "D", "es"),
        item(5, "Told", "E"),
    ]
    judged = [judgement(number, Reason.REWORDED) for number in range(1, 5)]
    judged += [judgement(1, Reason.COPY), judgement(5, Reason.STORY_OPENED, Kind.FIRST)]
    reworded, copy = summarise(STORY, items, judged, []).silences
    assert (reworded.reason, reworded.count) == (Reason.REWORDED, 4)
    assert len(reworded.examples) == 3
    assert {one.language for one in reworded.examples} == {"en", "es"}
    assert (copy.reason, copy.count, copy.examples) == (Reason.COPY, 1, (items[0],))


def test_a_look_alike_is_kept_apart_unless_it_was_taken_for_the_story() -> None:
    pieces = [piece for piece in STORY.pieces if piece.apart][:2]
    items = [
        item(number, piece.title, piece.source.name) for number, piece in enumerate(pieces, start=1)
    ]
    found = summarise(STORY, items, [judgement(2, Reason.REWORDED)], [])
    assert [one.item.id for one in found.apart] == ["i1"]
    assert [(one.item.id, one.what) for one in found.mistaken] == [("i2", pieces[1].apart)]
    assert summarise(STORY, [], [], []).apart == ()
