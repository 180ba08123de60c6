"""Publishers are counted, not their feeds and addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.stories.voices import same_house, voice
from tests.stories.rewrites import an_item


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BBC News", "BBC World"),
        ("bbc.com", "bbc.co.uk"),
        ("BBC News", "feeds.bbc.co.uk"),
        ("The Guardian", "theguardian.com"),
        ("Guardian - World news", "The Guardian"),
        ("The New York Times", "nytimes.com"),
        ("NYT > World News", "The New York Times"),
        ("Harbour Wire", "Harbour Wire Sport"),
        ("Harbour Wire", "HARBOUR WIRE"),
        ("World news | Harbour Wire", "harbourwire.example"),
        ("El País", "elpais.com"),
        ("Le Monde.fr - Actualités", "lemonde.fr"),
    ],
)
def test_two_names_of_one_house_are_one(one: str, other: str) -> None:
    assert same_house(one, other)
    assert same_house(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BBC News", "NBC News"),
        ("Sky News", "CBS News"),
        ("New York Times", "New York Post"),
        ("Harbour Wire", "Harbour Post"),
        ("Capital Courier", "Capital Post"),
        ("theguardian.com", "thetimes.com"),
        ("World News", "Latest News"),
        ("Daily Mail Review", "Del Mar Record"),
        ("", ""),
        ("Correo de Bahía Serena", "Gaceta de Puerto Claro"),
    ],
)
def test_two_houses_are_two(one: str, other: str) -> None:
    assert not same_house(one, other)


def test_the_agency_speaks_before_the_paper_and_the_address_when_there_is_nothing_else() -> None:
    item = replace(an_item(1, "Port reform passed"), url="https://www.harbour.example/a")
    assert voice(item) == "Harbour Wire"
    assert voice(replace(item, wire="AFP")) == "AFP"
    assert voice(replace(item, source="")) == "harbour.example"
    assert voice(replace(item, source="", url="")) == ""
