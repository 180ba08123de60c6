"""Sums kept for all profiles at once are those that one would get one by one."""

from __future__ import annotations

import random
from collections import Counter

from monitor.matching.sums import MOST, Rows, row

SIZE = 90
ROWS = Rows(SIZE)
EVERYBODY = range(SIZE)


def some(chance: random.Random) -> list[int]:
    return chance.sample(EVERYBODY, chance.randrange(SIZE))


def test_a_row_knows_what_each_has() -> None:
    amounts = row([(3, 7), (0, 1), (SIZE - 1, MOST), (3, 2)], SIZE)
    assert list(ROWS.each(amounts, [SIZE - 1, 3, 1, 0])) == [MOST, 9, 0, 1]


def test_sums_are_those_of_adding_one_by_one() -> None:
    chance = random.Random(5)  # noqa: S311 (invented numbers)
    for _ in range(30):
        sums, plain = 0, Counter[int]()
        for _ in range(chance.randrange(1, 12)):
            numbers, amount, times = some(chance), chance.randrange(70), chance.randrange(1, 30)
            sums += times * row([(number, amount) for number in numbers], SIZE)
            plain.update(dict.fromkeys(numbers, times * amount))
        assert list(ROWS.each(sums, EVERYBODY)) == [plain[number] for number in EVERYBODY]
        for least in (1, 2, 31, 640, 2_000, MOST):
            enough = [number for number in EVERYBODY if plain[number] >= least]
            assert list(ROWS.at_least(sums, least)) == enough


def test_a_cap_takes_only_what_is_above_it() -> None:
    sums = row([(0, 41), (1, 91), (2, 21), (3, MOST), (4, 20)], SIZE)
    capped = list(ROWS.each(ROWS.cap(sums, 20), range(6)))
    assert capped == [20, 20, 20, 20, 20, 0]
    assert list(ROWS.each(ROWS.cap(sums, 90), range(6))) == [41, 90, 21, 90, 20, 0]
    assert ROWS.cap(sums, MOST) == sums
    assert ROWS.cap(sums, 0) == 0
