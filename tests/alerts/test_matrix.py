"""Every cell of the table that says how loud a judgement is."""

from __future__ import annotations

import pytest

from monitor.alerts.matrix import priority_of
from monitor.scales import Novelty, Priority, Relevance, Significance

# Relevance and novelty, then S1, S2, S3, S4.
TABLE = """
R0 N0  -       -       -        -
R0 N1  -       -       -        -
R0 N2  -       -       -        -
R0 N3  -       -       -        -
R0 N4  -       -       -        -
R1 N0  -       -       -        -
R1 N1  -       -       -        -
R1 N2  -       -       -        -
R1 N3  -       -       -        -
R1 N4  -       -       -        -
R2 N0  -       -       -        -
R2 N1  -       -       -        -
R2 N2  -       -       -        -
R2 N3  routine routine routine  routine
R2 N4  routine routine routine  routine
R3 N0  -       -       -        -
R3 N1  -       -       -        -
R3 N2  routine routine routine  routine
R3 N3  routine urgent  urgent   urgent
R3 N4  urgent  urgent  urgent   urgent
R4 N0  -       -       -        -
R4 N1  -       -       -        -
R4 N2  routine routine urgent   urgent
R4 N3  urgent  urgent  bulletin flash
R4 N4  bulletin bulletin bulletin flash
"""
CELLS = [
    (Relevance(row[0]), Novelty(row[1]), significance, row[2 + significance.level])
    for row in map(str.split, TABLE.strip().splitlines())
    for significance in Significance
]


@pytest.mark.parametrize(("relevance", "novelty", "significance", "word"), CELLS)
def test_each_cell_has_its_priority(
    relevance: Relevance, novelty: Novelty, significance: Significance, word: str
) -> None:
    expected = None if word == "-" else Priority(word)
    assert priority_of(relevance, novelty, significance) is expected


def test_the_table_holds_every_cell() -> None:
    assert len(CELLS) == len(Relevance) * len(Novelty) * len(Significance)


def test_more_of_anything_is_never_quieter() -> None:
    loud = {None: -1} | {priority: priority.level for priority in Priority}
    cells = {(r.level, n.level, s.level): loud[priority_of(r, n, s)] for r, n, s, _ in CELLS}
    for (r, n, s), level in cells.items():
        for more in ((r + 1, n, s), (r, n + 1, s), (r, n, s + 1)):
            assert cells.get(more, level) >= level
