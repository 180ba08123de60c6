"""A storyline that never stops, through the whole pipeline: the budget holds, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from monitor.backtest import backtest
from monitor.model import Item
from tests.invented import HOUR, NOW, a_desk, an_item

BUDGET, ITEMS = 6, 200
WHO = "Divers Police Families Ministers Lawyers Engineers Survivors Mayors Unions".split()
WHAT = "search wreck harbour beacon hull crane bridge cabin engine deck anchor".split()


def a_stream() -> Iterator[Item]:
    """Every eight seconds an item: the toll rises every twentieth time, a third asks questions."""
    chance = random.Random(1)  # noqa: S311 (an invented stream, the same at every run)
    for number in range(1, ITEMS + 1):
        who, one, other = chance.choice(WHO), chance.choice(WHAT), chance.choice(WHAT)
        toll = f"{who} {one} {other}: {13 + number // 20} dead in Halmar Star sinking"
        asked = f"{who} ask captain of Halmar Star about {one} and {other} {number}"
        at = NOW - 3 * HOUR + number * timedelta(seconds=8)
        title = toll if number % 3 else asked
        yield an_item(number, title, published=at, source=f"Paper {number % 40}")


def test_a_flood_keeps_to_the_budget_and_the_rest_stands_in_the_digest() -> None:
    desk = a_desk()
    desk = replace(desk, channels=(replace(desk.channels[0], budget_per_day=BUDGET),))
    rulings = list(backtest(list(a_stream()), desk))
    matched = [one for one in rulings if one.match]
    news = [one for one in matched if one.development]
    assert len(matched) >= 0.9 * ITEMS
    assert sum(one.alert for one in rulings) == BUDGET
    assert len(news) > 4 * BUDGET
    assert all(one.alert or one.digest for one in news if one.priority)
