"""What says a country, in six languages."""

from __future__ import annotations

import pytest

from monitor.text import find_country, is_city
from monitor.text.countries import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Venezuela", "VE"),
        ("Venezuelans", "VE"),
        ("venezolana", "VE"),
        ("vénézuélienne", "VE"),
        ("venezolanische", "VE"),
        ("VENEZUELA", "VE"),
        ("US", "US"),
        ("U.S.", "US"),
        ("EE UU", "US"),
        ("American", "US"),
        ("Estados Unidos", "US"),
        ("États-Unis", "US"),
        ("British", "GB"),
        ("Großbritannien", "GB"),
        ("South Korean", "KR"),
        ("Niger", "NE"),
        ("Nigerian", "NG"),
        ("Guinea-Bissau", "GW"),
        ("Turkey", "TR"),
        ("Türkei", "TR"),
    ],
)
def test_names_adjectives_and_people_say_their_country(written: str, code: str) -> None:
    country = find_country(written)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "us",
        "Us",
        "Latin American",
        "American Airlines",
        "Armengol",
        "Nowhere",
        "Caracas",
        "*",
        "?",
    ],
)
def test_other_words_say_no_country(written: str) -> None:
    assert find_country(written) is None


def test_the_forms_of_a_country_are_few_and_each_says_something_of_its_own() -> None:
    country = find_country("Venezuela")
    assert country is not None
    assert country.forms() == ("Venezuela", "Venezuelan*", "venezolan*", "vénézuélien*", "Caracas")


def test_longer_names_that_are_something_else_are_known() -> None:
    sudan = find_country("Sudan")
    assert sudan is not None
    assert "South Sudan" in sudan.namesakes


def test_names_that_may_be_a_person_s_or_a_state_s_are_doubtful() -> None:
    assert {country.code for country in countries() if country.doubtful} >= {"GE", "JO", "TD"}


def test_every_country_has_names_and_no_stem_covers_too_much() -> None:
    assert len(countries()) > 200
    for country in countries():
        assert country.names
        stems = [form for form in country.forms() if form.endswith("*")]
        assert all(len(stem) > len("abc*") for stem in stems), country.code


def test_no_two_countries_claim_the_same_form() -> None:
    owners: dict[str, set[str]] = {}
    for country in countries():
        for form in country.forms():
            owners.setdefault(form.casefold(), set()).add(country.code)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("written", ["Rotterdam", "São Paulo", "Moscú", "DAR ES SALAAM", "Kiew"])
def test_a_city_is_known_in_six_languages_and_by_any_letters(written: str) -> None:
    assert is_city(written)


@pytest.mark.parametrize("written", ["Tarnmouth", "Rotterdam Herald", "Venezuela", "", "US"])
def test_what_is_no_large_city_is_none(written: str) -> None:
    assert not is_city(written)
