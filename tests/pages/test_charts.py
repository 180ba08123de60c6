"""Small drawings: days become bars and dots in their order, and words for the ear."""

from __future__ import annotations

from monitor.pages.charts import HEIGHT, WIDTH, counted, draw
from tests.pages.press import days


def test_nothing_at_all_draws_nothing() -> None:
    assert draw(days(0, 0, 0)) is None


def test_bars_grow_with_the_items_and_stay_inside() -> None:
    drawn = draw(days(1, 0, 40, 5, developments=2))
    assert drawn
    assert len(drawn.bars) == 4
    one, none, most, some = drawn.bars
    assert none.height == 0 < one.height < some.height < most.height
    assert most.y >= 12
    assert all(bar.y + bar.height == HEIGHT for bar in drawn.bars if bar.height)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert [bar.dot > 0 for bar in drawn.bars] == [False, False, False, True]


def test_a_quiet_storyline_does_not_shout() -> None:
    drawn = draw(days(0, 1, 0))
    assert drawn
    assert drawn.bars[1].height < HEIGHT / 2


def test_a_single_day_and_a_hundred_days_are_drawn() -> None:
    for number in (1, 100):
        drawn = draw(days(*[3] * number, developments=9))
        assert drawn
        assert drawn.bars[-1].centre + drawn.bars[-1].dot <= WIDTH


def test_of_a_long_time_the_last_three_months_are_drawn() -> None:
    drawn = draw(days(*[1] * 1000))
    assert drawn
    assert (len(drawn.bars), drawn.last.day) == (92, 15)
    assert min(bar.width for bar in drawn.bars) > 2


def test_the_words_say_what_is_drawn() -> None:
    drawn = draw(days(2, 0, 7, developments=1))
    assert drawn
    said = "9 items and 1 development in 3 days, most items on 15 March (7)"
    assert drawn.words == said
    assert (drawn.first.day, drawn.last.day) == (13, 15)


def test_numbers_are_said_with_their_noun() -> None:
    assert [counted(number, "story") for number in (0, 1, 1200)] == [
        "0 stories",
        "1 story",
        "1,200 stories",
    ]
