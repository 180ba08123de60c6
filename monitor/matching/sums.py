"""Sums for all profiles at once: what thousands of them gain is added in the time of a few.

A set of profiles is one long number with a bit for each (`members`). `Sums` keeps a whole number for
every profile, turned on its side: one long number for all lowest bits, one for the next, and so on.
Adding to a set of profiles is then a handful of operations on long numbers, however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_EVERYBODY = -1


def members(numbers: Iterable[int], size: int) -> int:
    """The set of some of ``size`` profiles."""
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_in(some: int) -> Iterator[int]:
    """The profiles of a set, by number."""
    while some:
        lowest = some & -some
        yield lowest.bit_length() - 1
        some ^= lowest


class Sums:
    """What each profile has gathered so far, 0 or more; profiles are known by number."""

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, some: int, amount: int) -> None:
        """Add an amount, 0 or more, to each profile of a set."""
        place = 0
        while amount:
            if amount & 1:
                self._carry(some, place)
            amount >>= 1
            place += 1

    def add_all(self, others: Sums) -> None:
        """Add to each profile what it has gathered there."""
        for place, plane in enumerate(others._planes):
            self._carry(plane, place)

    def _carry(self, some: int, place: int) -> None:
        planes = self._planes
        while some:
            while place >= len(planes):
                planes.append(0)
            here = planes[place]
            planes[place] = here ^ some
            some &= here
            place += 1

    def cap(self, most: int) -> None:
        """Take from each profile what it has above ``most``, which is above 0."""
        over = self.at_least(most)
        if over:
            self._planes = [
                plane & ~over | (over if most >> place & 1 else 0)
                for place, plane in enumerate(self._planes)
            ]

    def at_least(self, amount: int) -> int:
        """The set of the profiles that have ``amount``, which is above 0, or more."""
        planes = self._planes
        if amount.bit_length() > len(planes):
            return 0
        enough = _EVERYBODY
        for place, plane in enumerate(planes):
            enough = plane & enough if amount >> place & 1 else plane | enough
        return enough
