"""Sums kept for all profiles at once are those that one would get one by one."""

from __future__ import annotations

import random
from collections import Counter

from monitor.matching.sums import Sums, members, numbers_in

SIZE = 90


def some(chance: random.Random) -> list[int]:
    return chance.sample(range(SIZE), chance.randrange(SIZE))


def test_a_set_knows_its_profiles() -> None:
    assert list(numbers_in(members([3, 0, 8, SIZE - 1, 8], SIZE))) == [0, 3, 8, SIZE - 1]
    assert list(numbers_in(members([], SIZE))) == []


def test_sums_are_those_of_adding_one_by_one() -> None:
    chance = random.Random(5)  # noqa: S311 (invented numbers)
    for _ in range(30):
        sums, plain = Sums(), Counter[int]()
        for _ in range(chance.randrange(1, 12)):
            numbers, amount = some(chance), chance.randrange(70)
            sums.add(members(numbers, SIZE), amount)
            plain.update(dict.fromkeys(numbers, amount))
        for least in (1, 2, 31, 64, 100, 200):
            enough = {number for number, amount in plain.items() if amount >= least}
            assert set(numbers_in(sums.at_least(least))) == enough


def test_a_cap_takes_only_what_is_above_it() -> None:
    sums = Sums()
    for amount, number in enumerate((4, 9, 2, 7)):
        sums.add(members([number], SIZE), 10 * amount + 1)
    sums.cap(20)
    assert [list(numbers_in(sums.at_least(least))) for least in (11, 20, 21)] == [
        [2, 7, 9],
        [2, 7],
        [],
    ]


def test_two_sums_become_one() -> None:
    one, other = Sums(), Sums()
    one.add(members([1, 2], SIZE), 5)
    other.add(members([2, 3], SIZE), 6)
    one.add_all(other)
    assert [list(numbers_in(one.at_least(least))) for least in (5, 6, 11, 12)] == [
        [1, 2, 3],
        [2, 3],
        [2],
        [],
    ]
