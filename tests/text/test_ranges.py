"""Ranges, rough figures, and figures that stand beside the count."""

from __future__ import annotations

import pytest

from monitor.text import counted, find_figures, stem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Between 70 and 90 people", "70-90"),
        ("70 to 90 people", "70-90"),
        ("70-90 people", "70-90"),
        ("Entre 30 y 40 personas", "30-40"),
        ("70 bis 90 Menschen", "70-90"),
        ("two to four people", "2-4"),
        ("between 2 and 3 million dollars", "2,000,000-3,000,000"),
    ],
)
def test_a_range_is_one_figure(text: str, value: str) -> None:
    assert [figure.value for figure in find_figures(text)] == [value]


@pytest.mark.parametrize("text", ["rises to 90 from 70", "88 and 81", "9 to 5", "from 70 to 90"])
def test_two_figures_are_no_range(text: str) -> None:
    assert all(figure.top == 0 for figure in find_figures(text))


def test_a_noted_range_is_read_again_as_it_was() -> None:
    (figure,) = find_figures("between 70 and 90 people")
    (again,) = find_figures(figure.value)
    assert (again.amount, again.top) == (70, 90)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("70 to 90", "about 80", True),
        ("70 to 90", "75", True),
        ("about 80", "84", True),
        ("about 80", "95", False),
        ("70 to 90", "120", False),
        ("80", "81", False),
    ],
)
def test_figures_agree_where_their_spans_meet(one: str, other: str, *, same: bool) -> None:
    (first,), (second,) = find_figures(one), find_figures(other)
    assert first.agrees(second) is same
    assert second.agrees(first) is same


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Three more arrested, bringing those arrested to five", 5),
        ("Number of arrested falls from 58 to 52", 52),
        ("52 arrested, down from 58", 52),
        ("14 arrested, not 44", 14),
        ("Another 3 arrested, 9 arrested in all", 9),
        ("Los arrested bajan de 22 a 19", 19),
    ],
)
def test_what_was_before_or_comes_on_top_is_not_the_count(text: str, amount: float) -> None:
    found = counted(text, {stem("arrested"): "arrested"}, 5)
    assert found["arrested"].amount == amount
