"""The shipped story is sound, and a story with a mistake in it is refused by name."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.demo.story import SHIPPED, read_story
from monitor.errors import WrongContent

STORY = read_story()


def test_every_piece_has_its_own_id_and_rises_in_time() -> None:
    assert len({piece.id for piece in STORY.pieces}) == len(STORY.pieces) > 45
    times = [piece.at for piece in STORY.pieces]
    assert times == sorted(times)
    assert times[-1] <= STORY.ends


def test_the_sources_speak_two_languages_in_three_formats() -> None:
    assert len(STORY.sources) == 6
    assert {source.language for source in STORY.sources} == {"en", "es"}
    assert {source.format for source in STORY.sources} == {"rss", "atom", "json"}
    assert {piece.source for piece in STORY.pieces} == set(STORY.sources)


def test_every_feed_holds_something_from_the_start() -> None:
    first = {piece.source.slug for piece in STORY.pieces if piece.at <= timedelta()}
    assert first == {source.slug for source in STORY.sources}


def test_it_has_copies_edits_and_look_alikes() -> None:
    titles = Counter(piece.title for piece in STORY.pieces)
    assert sum(count > 1 for count in titles.values()) >= 4
    assert len([piece for piece in STORY.pieces if piece.edits]) == 2
    assert len([piece for piece in STORY.pieces if piece.apart]) >= 6


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('id = "cc-oslo"', 'id = "hw-oslo"', '"hw-oslo" is used twice'),
        ('source = "capital-courier"\nat = 75', 'source = "courier"\nat = 75', 'is "courier"'),
        ("at = 75", "at = 9", "not in the order of their time"),
        ("ends = 3000", "ends = 300", "comes after the end"),
        ('edits = "nr-strike"', 'edits = "hw-strike"', "no earlier item of its source"),
        ('format = "json"', 'format = "csv"', 'is "csv"'),
        ("begins = 2025-11-19T06:00:00Z", "begins = 2025-11-19T06:00:00", "has no time zone"),
        ('apart = "baseball"', 'aprat = "baseball"', 'did you mean "apart"'),
    ],
)
def test_a_mistake_is_named(right: str, wrong: str, complaint: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8")
    assert right in text
    file = tmp_path / "story.toml"
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(WrongContent, match=complaint):
        read_story(file)
