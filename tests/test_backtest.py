"""Backtests: files of items, the simulated clock, and what is answered for each item."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from monitor.backtest import Ruling, backtest, read_stream
from monitor.errors import WrongContent
from tests.invented import a_desk

TITLE = "Prosecutor opens inquiry into sinking of Halmar Star"


def a_line(number: int, title: str = TITLE, **more: object) -> str:
    return json.dumps({"id": f"n{number}", "title": title} | more)


def rulings(*lines: str) -> list[Ruling]:
    return list(backtest(read_stream(lines, "items").items, a_desk()))


def test_every_item_is_answered_in_order() -> None:
    told = rulings(a_line(1), a_line(2, "Bakery wins prize"), a_line(3))
    assert [one.id for one in told] == ["n1", "n2", "n3"]
    assert [one.match for one in told] == [True, False, True]


def test_only_the_first_of_two_copies_alerts() -> None:
    first, second = rulings(a_line(1, source="A"), a_line(2, source="B"))
    assert (first.alert, second.alert, second.digest) == (True, False, False)
    assert first.story == second.story


def test_without_a_match_there_is_no_story_and_no_judgement() -> None:
    (told,) = rulings(a_line(1, "Bakery wins prize"))
    assert (told.story, told.novelty, told.significance, told.priority) == (None,) * 4


def test_score_and_match_do_not_depend_on_the_clock() -> None:
    (early,) = rulings(a_line(1, published="2026-03-02"))
    (late,) = rulings(a_line(1, published="2031-03-02T10:00:00+05:00"))
    assert (early.score, early.match) == (late.score, late.match)


def test_what_is_older_than_the_seed_never_alerts() -> None:
    (told,) = rulings(a_line(1, published="2019-01-01"))
    assert told.match
    assert not told.alert
    assert not told.digest


def test_a_date_alone_is_its_midnight_and_leading_items_without_a_date_take_the_first_one() -> None:
    lines = [a_line(1), a_line(2, published="2026-03-05"), a_line(3)]
    stream = read_stream(lines, "items")
    assert stream.items[1].published == datetime(2026, 3, 5, tzinfo=UTC)
    desk = a_desk()
    list(backtest(stream.items, desk))
    times = {
        item.effective_at
        for story in desk.memory.stories("ferry")
        for item in desk.memory.items(story)
    }
    assert times == {datetime(2026, 3, 5, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"id": "a"}', "has no title"),
        ('{"id": 7, "title": "x"}', "id is 7, but has to be text"),
        ('{"id": "a", "title": "x", "published": "yesterday"}', "not an ISO date"),
        (a_line(1), "was used before"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, said: str) -> None:
    with pytest.raises(WrongContent) as caught:
        read_stream([a_line(1), "", line], "items.jsonl")
    assert "items.jsonl: line 3" in str(caught.value)
    assert said in str(caught.value)


def test_bad_lines_can_be_passed_over_and_are_counted() -> None:
    stream = read_stream([a_line(1), "{broken", a_line(2)], "items.jsonl", skip_bad=True)
    assert len(stream.items) == 2
    assert len(stream.skipped) == 1


def test_unknown_keys_are_ignored() -> None:
    assert len(read_stream([a_line(1, labels={"event": "e"})], "items").items) == 1
