"""Sums for all profiles at once: what thousands of them gain is added in the time of a few.

A row is one long number in which each profile, known by its number, has sixteen bits of its own. A
row times a small number, one row added to another, the question who has so much: each is one or two
operations on long numbers, however many the profiles are. No profile may gather more than `MOST` at
any time; that is the caller's part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from struct import Struct, pack

MOST = (1 << 15) - 1

_BITS = 16
_ALL = (1 << _BITS) - 1
_ONE = Struct("<H")
# Of those who have enough the highest bit is set, which is free in every sum.
_HAS = re.compile(rb"\x80")


def row(amounts: Iterable[tuple[int, int]], size: int) -> int:
    """A row of ``size`` profiles; what is given for one profile is added up."""
    gathered = [0] * size
    for number, amount in amounts:
        gathered[number] += amount
    return int.from_bytes(pack(f"<{size}H", *gathered), "little")


class Rows:
    """How rows of ``size`` profiles are cut and read."""

    def __init__(self, size: int) -> None:
        self._length = 2 * size
        self._ones = int.from_bytes(_ONE.pack(1) * size, "little")
        self._tops = self._ones << _BITS - 1

    def cap(self, sums: int, most: int) -> int:
        """Take from each profile what it has above ``most``, which is 0 to `MOST`."""
        over = self._enough(sums, most) >> _BITS - 1
        return sums & ~(over * _ALL) | over * most

    def at_least(self, sums: int, amount: int) -> Iterator[int]:
        """The numbers of the profiles that have ``amount``, which is 1 to `MOST`, or more."""
        some = self._enough(sums, amount)
        raw = some.to_bytes(self._length, "little") if some else b""
        return (found.start() // 2 for found in _HAS.finditer(raw))

    def each(self, sums: int, numbers: Iterable[int]) -> Iterator[int]:
        """What some profiles have, in their order."""
        every = sums.to_bytes(self._length, "little")
        return (_ONE.unpack_from(every, 2 * number)[0] for number in numbers)

    def _enough(self, sums: int, amount: int) -> int:
        """The highest bits of those who have an amount."""
        return sums + self._ones * (MOST + 1 - amount) & self._tops
