"""Phrases found in one pass over a text's words."""

from __future__ import annotations

import pytest

from monitor.text import PhraseIndex, folded_words


def found(text: str, *phrases: str) -> list[tuple[str, int, int]]:
    index = PhraseIndex[str]()
    for phrase in phrases:
        index.add(phrase, phrase)
    return [(owner, start, end) for start, end, owner in index.find(folded_words(text))]


def test_a_phrase_is_found_where_it_stands() -> None:
    assert found("the ground forces of the US", "ground forces", "US") == [
        ("ground forces", 1, 3),
        ("US", 5, 6),
    ]


@pytest.mark.parametrize(
    ("text", "phrase", "is_there"),
    [
        ("they negotiated", "negotiat*", True),
        ("negotiation", "negotiat*", True),
        ("negotiat", "negotiat*", True),
        ("renegotiation", "negotiat*", False),
        ("Fuerzas Terrestres", "fuerzas terrestres", True),
        ("fuerzas aéreas", "fuerzas terrestres", False),
        ("land operations", "land operation*", True),
        ("land and operation", "land operation*", False),
        ("face-to-face talks", "face-to-face", True),
        ("face to face talks", "face-to-face", True),
        ("the U.S. Navy", "US navy", True),
        ("la designación", "designacion", True),
        ("ends with ground", "ground forces", False),
        ("aaa", "a*", True),
        ("ha-ha", "ha-ha*", True),
        ("hat-haha", "ha-ha*", False),
    ],
)
def test_a_star_stands_for_any_ending_of_its_word(text: str, phrase: str, is_there: bool) -> None:
    assert bool(found(text, phrase)) is is_there


def test_phrases_without_a_word_are_passed_over() -> None:
    assert found("anything * at all", "", "*", "!!!", " ") == []


def test_every_owner_of_a_phrase_is_named() -> None:
    index = PhraseIndex[int]()
    index.add("Maduro", 1)
    index.add("maduro", 2)
    assert [owner for _, _, owner in index.find(folded_words("MADURO"))] == [1, 2]


def test_phrases_at_one_place_come_in_the_order_in_which_they_were_told() -> None:
    whole = ("port strike", "port", "port fee", "port strike vote", "port str*")
    assert [name for name, *_ in found("port strike vote", *whole, "por*", "po* strike")] == [
        *("port strike", "port", "port strike vote", "port str*"),
        *("po* strike", "por*"),
    ]


def test_places_given_are_all_that_is_looked_at() -> None:
    index = PhraseIndex[str]()
    for phrase in ("port strike", "port", "strik*"):
        index.add(phrase, phrase)
    words = folded_words("port strike at the port")
    assert list(index.find_at(words, [1, 2, 4])) == [(1, 2, "strik*"), (4, 5, "port")]
    assert [index.begins(word) for word in words] == [True, True, False, False, True]
