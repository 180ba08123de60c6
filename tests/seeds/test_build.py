"""An article in, a profile out."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.errors import WrongContent
from monitor.model import Entity, Known, Profile, Storyline
from monitor.seeds import build
from tests.seeds import articles


def entity(profile: Profile, name: str) -> Entity:
    return next(one for one in profile.entities if one.name == name)


def storyline(profile: Profile, slug: str) -> Storyline:
    return next(one for one in profile.storylines if one.slug == slug)


def names(profile: Profile) -> set[str]:
    return {name for one in profile.entities for name in (one.name, *one.aliases)}


def test_a_person_is_found_under_every_form_of_the_name() -> None:
    solvang = entity(build(articles.ENGLISH, "ferry"), "Ingrid Solvang")
    assert solvang.kind == "person"
    assert "Solvang" in solvang.aliases
    assert solvang.anchor


def test_a_demonym_belongs_to_its_country() -> None:
    text = "Norland sank. The Norlandian navy came. The Norland talks failed in Norland."
    assert entity(build(text, "x"), "Norland").aliases == ("Norlandian",)


def test_possessives_titles_and_dates_are_no_part_of_a_name() -> None:
    found = names(build(articles.ENGLISH, "ferry"))
    assert {"Halmar Star", "Nordlys Lines", "Jonas Vik"} <= found
    assert not {"March", "Prime Minister", "Ms Solvang", "Captain Jonas Vik"} & found
    assert not [name for name in found if name.endswith(("'s", "’s"))]


def test_the_article_s_figures_are_known() -> None:
    known = {fact for one in build(articles.ENGLISH, "x").storylines for fact in one.known}
    assert Known(fact="killed", value="80+") in known
    assert Known(fact="reward", value="$50 million") in known


def test_a_figure_is_known_of_what_it_counts_only() -> None:
    text = "Strikes on boats\n\nMore than 80 fatalities have been reported from strikes on vessels."
    profile = build(text, "x")
    assert storyline(profile, "casualties").known == (Known(fact="fatalities", value="80+"),)
    assert storyline(profile, "boat-strikes").known == (Known(fact="fatalities", value="80+"),)


def test_ages_and_dates_are_not_known_figures() -> None:
    text = "Vik arrested\n\nJonas Vik, 45, was arrested on 3 March 2026 at 10:30 after 24 hours."
    assert [one.known for one in build(text, "x").storylines if one.known] == []


def test_a_spanish_article_is_read_as_spanish() -> None:
    profile = build(articles.SPANISH, "ferry")
    assert profile.languages == ("es", "en")
    assert "Solvang" in entity(profile, "Ingrid Solvang").aliases
    assert {"investigation", "arrest"} <= {one.slug for one in profile.storylines}
    assert all({"es", "en"} <= set(one.terms) for one in profile.storylines)


def test_a_shouted_headline_gives_names_in_ordinary_letters() -> None:
    profile = build(articles.SHOUTED, "x")
    found = [one.name for one in profile.entities]
    assert "Norland" in found
    assert not [name for name in found if name.isupper() and len(name.replace(".", "")) > 3]
    assert not [name for name in found if "tankers" in name.casefold()]


def test_a_headline_alone_makes_a_profile() -> None:
    profile = build(articles.HEADLINE, "x")
    assert "Brekkevik" in names(profile)
    assert any(one.anchor for one in profile.entities)
    assert profile.storylines


@pytest.mark.parametrize("article", articles.EVERYTHING)
def test_any_article_gives_a_usable_profile(article: str) -> None:
    profile = build(article, "x")
    assert profile.storylines
    assert all(one.terms for one in profile.storylines)
    assert all(0 < one.weight <= 1 for one in profile.entities)
    assert sum(one.anchor for one in profile.entities) <= 3
    assert "\n" not in profile.title
    assert len(profile.title) <= 120


@pytest.mark.parametrize("article", articles.EVERYTHING)
def test_the_same_article_always_gives_the_same_profile(article: str) -> None:
    assert build(article, "x") == build(article, "x")


@pytest.mark.parametrize("article", ["", "   \n\n ", "word", "!!! ???", "🔥", "\0\0"])
def test_an_article_without_two_words_is_refused(article: str) -> None:
    with pytest.raises(WrongContent) as refused:
        build(article, "empty")
    (problem,) = refused.value.problems
    assert problem.file == "empty"
    assert problem.remedy


def test_the_operator_s_date_and_language_are_taken() -> None:
    profile = build(articles.ENGLISH, "x", published=date(2026, 3, 2), language="fr")
    assert profile.published == date(2026, 3, 2)
    assert profile.languages == ("fr", "en", "es")
    assert build(articles.ENGLISH, "x").published is None


@pytest.mark.timeout(8)
@pytest.mark.parametrize(
    "article",
    [
        "two words " + "x" * 100_000,
        "Aa " * 30_000,
        "A. " * 30_000,
        "Maduro's " * 10_000,
        "word. " * 15_000,
        "9 killed, " * 5_000,
        "a\u0301 " * 30_000,
        "\u202eevil\u202c words " * 5_000,
    ],
)
def test_a_hostile_article_is_read_in_time(article: str) -> None:
    assert build(article, "x").storylines


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ("Fire at Rotterdam refinery injures twelve. Ships bound for Rotterdam wait.", "Rotterdam"),
        ("The ferry left Sao Paulo on Monday. Owners in the port fear for Sao Paulo.", "Sao Paulo"),
        ("The ferry from Tarnmouth, Norway, sank. Tarnmouth mourns its dead.", "Tarnmouth"),
    ],
)
def test_a_city_is_a_place_and_lends_nobody_a_family_name(article: str, name: str) -> None:
    found = entity(build(article, "x"), name)
    assert (found.kind, found.aliases) == ("place", ())


def test_a_person_who_is_called_as_a_city_stays_a_person() -> None:
    article = "Paris Bordeaux resigned. Minister Vienna Graz followed Bordeaux and Graz."
    assert entity(build(article, "x"), "Vienna Graz").kind == "person"
