"""Names where capitals lie: headlines, sentence beginnings, attributions, countries."""

from __future__ import annotations

import pytest

from monitor.model import Entity
from monitor.seeds import build


def entities(article: str) -> dict[str, Entity]:
    return {one.name: one for one in build(article, "x").entities}


def test_a_country_is_one_place_under_all_its_names() -> None:
    found = entities(
        "Halmar sanctions\n\nThe US warned Halmar. American officials said the U.S. would act."
    )
    assert found["US"].kind == "place"
    assert {"United States", "Estados Unidos", "American*"} <= set(found["US"].aliases)
    assert "Latin American*" in found["US"].namesakes
    assert "American" not in found


def test_a_country_that_only_its_people_stand_for_goes_by_its_name() -> None:
    found = entities("Ferry sinks off Halmar\n\nThe ferry sank, and Norwegian divers went down.")
    assert found["Norway"].kind == "place"


def test_a_capital_that_the_article_names_stays_its_own() -> None:
    found = entities(
        "Blast in Kyiv\n\nA blast shook Kyiv. Ukraine blamed Russia, and Kyiv mourned."
    )
    assert "Kyiv" in found
    assert "Kyiv" not in found["Ukraine"].aliases
    assert "Moscow" in found["Russia"].aliases


@pytest.mark.parametrize(
    ("article", "is_country"),
    [
        ("Storm hits Atlanta\n\nThe storm crossed Georgia on Monday, and Georgia mourned.", False),
        ("Vote in Tbilisi\n\nThe vote split Georgia. Georgian parties will appeal.", True),
    ],
)
def test_a_doubtful_name_is_a_country_where_something_else_says_so(
    article: str, *, is_country: bool
) -> None:
    assert ("Tbilisi" in str(entities(article)["Georgia"].namesakes)) is False
    assert (entities(article)["Georgia"].kind == "place") is is_country


def test_a_country_is_no_part_of_a_longer_name() -> None:
    found = entities("Cables break\n\nThe Halmar Association of India met. Later India complained.")
    assert found["India"].kind == "place"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Edward Snowden Is a Stain Upon the Constitution", "Edward Snowden"),
        ("Taylor Swift Tops Rich List With $40 Million Earned Last Year", "Taylor Swift"),
    ],
)
def test_a_given_name_tells_a_person_in_a_headline(headline: str, name: str) -> None:
    assert entities(headline)[name].kind == "person"


def test_everyday_words_open_a_place_s_name() -> None:
    found = entities("Climber dies\n\nHe fell in New Zealand, said the guide Jonas Vik.")
    assert "New Zealand" in found
    assert "Zealand" not in found


def test_those_who_tell_the_news_are_no_actors() -> None:
    found = entities("Ferry sinks\n\nSolvang told CNN so. The BBC reported it first. (Reuters)")
    assert "Solvang" in found
    assert not {"CNN", "BBC", "Reuters"} & set(found)
    assert "BBC" in entities("BBC chief Solvang resigns\n\nThe BBC said that Solvang resigned.")


def test_contractions_and_clock_letters_are_no_names() -> None:
    found = entities('Vik speaks\n\n"I\'m fine," said Vik at 5 PM EST. "And I\'ve a boat."')
    assert set(found) == {"Vik"}


def test_a_role_is_an_alias_only_with_a_name_before_it() -> None:
    roles = entities("Trial\n\nThe Venezuelan leader Nicolás Vik and Police chief Jonas Dahl met.")
    assert "Venezuelan leader" in roles["Nicolás Vik"].aliases
    assert not roles["Jonas Dahl"].aliases or "Police chief" not in roles["Jonas Dahl"].aliases


@pytest.mark.parametrize(
    "name", ["Koole Terminals", "Vesterhavn Shipping", "Brask Holding", "Ostrava Steel"]
)
def test_a_firm_is_no_person_and_lends_nobody_a_family_name(name: str) -> None:
    firm = entities(f"Fire at {name}\n\nA fire broke out at {name}. {name} gave no reason.")[name]
    assert firm.kind == "org"
    assert name.rsplit(maxsplit=1)[-1] not in firm.aliases
