"""Which word a figure counts."""

from __future__ import annotations

import pytest

from monitor.text import counted, fold_word, stem


def count(sentence: str, *words: str, reach: int = 5, language: str = "") -> dict[str, str]:
    found = counted(sentence, {stem(fold_word(word)): word for word in words}, reach, language)
    return {subject: figure.value for subject, figure in found.items()}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("87 killed", {"killed": "87"}),
        ("US strike on boat kills 3", {"killed": "3"}),
        ("US strikes 3 boats, killing 14", {"killed": "14", "boats": "3"}),
        ("14 killed on 3 boats", {"killed": "14", "boats": "3"}),
        ("More than 80 people have been killed", {"killed": "80+"}),
        ("The number of people killed off the coast rises to 87", {"killed": "87"}),
        ("The number of people killed off the coast, says agency 87", {}),
        ("Nobody was killed", {}),
        ("87 arrived", {}),
        ("", {}),
    ],
)
def test_a_figure_counts_the_nearest_word(sentence: str, expected: dict[str, str]) -> None:
    assert count(sentence, "killed", "boats") == expected


def test_dead_and_injured_are_kept_apart_in_either_order() -> None:
    for sentence in ("3 dead, 14 injured", "dead: 3, injured: 14", "14 injured and 3 dead"):
        assert count(sentence, "dead", "injured") == {"dead": "3", "injured": "14"}


def test_spanish_sentences_are_counted() -> None:
    sentence = "Un ataque contra tres lanchas deja al menos once muertos"
    assert count(sentence, "muertos", "lanchas", language="es") == {
        "muertos": "11+",
        "lanchas": "3",
    }


def test_spans_of_time_and_ordinals_count_no_dead() -> None:
    assert count("killed in the last 24 hours", "killed") == {}
    assert count("killed in the 21st strike", "killed") == {}


def test_years_can_be_watched() -> None:
    assert count("jailed for 12 years over 3 murders", "years") == {"years": "12"}


def test_what_is_too_far_away_is_not_counted() -> None:
    far = "killed " + "and so on " * 3 + "87"
    assert count(far, "killed", reach=5) == {}
    assert count(far, "killed", reach=20) == {"killed": "87"}


def test_a_percent_sign_gives_way_to_what_it_measures() -> None:
    assert count("inflation of 5 percent", "percent", "inflation") == {"inflation": "5 percent"}
    assert count("a rise of 5 percent", "percent") == {"percent": "5 percent"}
