"""Rarity, stems, languages and likeness."""

from __future__ import annotations

import math

import pytest

from monitor.text import (
    COMMON,
    content_stems,
    cosine,
    guess_language,
    language_code,
    letter_likeness,
    rarity,
    stem,
    weigh,
)


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert rarity("the") < COMMON < rarity("blockade") <= rarity("grigoropoulos") == 6
    assert rarity("el", "es") < COMMON < rarity("portaaviones", "es")


def test_the_forms_of_a_word_meet_in_its_stem() -> None:
    assert stem("strikes") == stem("striking") == "strike"
    assert stem("muertos", "es") == stem("muertas", "es") == "muert"


def test_grammar_words_and_single_letters_leave_the_content() -> None:
    assert content_stems("The strikes of a navy") == ("strike", "navi")
    assert content_stems("") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president of the country said that he will talk", "en"),
        ("El presidente del país dijo que no hay diálogo con los militares", "es"),
        ("Le président de la République a dit que les négociations sont finies", "fr"),
        ("Der Präsident hat gesagt, dass es keine Gespräche gibt", "de"),
        ("Il presidente ha detto che non ci sono stati colloqui con gli americani", "it"),
        ("O presidente disse que não há conversas com os militares", "pt"),
        ("", "en"),
        ("Maduro Caracas Petro", "en"),
        ("Путин и Трамп", "en"),
    ],
)
def test_the_language_is_guessed_by_its_grammar_words(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_unknown_languages_are_read_as_english() -> None:
    assert [language_code(code) for code in ("es-VE", "ES", "", "xx", "e", "🔥")] == [
        "es",
        "es",
        "en",
        "en",
        "en",
        "en",
    ]


def test_likeness_of_vectors_lies_between_0_and_1() -> None:
    one, other = weigh(content_stems("US strikes boat")), weigh(content_stems("US hits a boat"))
    assert math.isclose(cosine(one, one), 1)
    assert 0 < cosine(one, other) < 1
    assert cosine(one, other) == cosine(other, one)
    assert cosine(one, {}) == cosine({}, {}) == 0
    assert weigh([]) == {}


def test_letter_likeness_tells_near_copies() -> None:
    assert letter_likeness("us strikes boat", "us strikes boat") == 1
    assert letter_likeness("us strikes boat", "us strikes boats") > 0.95
    assert letter_likeness("us strikes boat", "petro resigns") < 0.5
