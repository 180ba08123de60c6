"""How an item is held against the profiles: by behaviour, whatever the weights are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.matching import Matcher, Settings
from monitor.model import Entity, Item, Match, Profile, Storyline
from monitor.scales import Reason

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)

TALKS = Profile(
    seed="maduro-talks",
    title="Maduro is willing to hold talks with the Trump administration",
    languages=("en", "es"),
    entities=(
        Entity(
            name="Nicolás Maduro",
            kind="person",
            weight=1.0,
            anchor=True,
            aliases=("Maduro",),
            namesakes=("Maduro Foods",),
        ),
        Entity(name="Venezuela", kind="place", weight=0.7, anchor=True, aliases=("Venezuelan",)),
        Entity(name="US", weight=0.2),
        Entity(name="María Corina Machado", weight=0.5, aliases=("Machado",)),
    ),
    storylines=(
        Storyline(
            slug="talks",
            title="Talks",
            terms={"en": ("talk*", "dialogue*", "face-to-face"), "es": ("dialogo*", "negocia*")},
        ),
        Storyline(
            slug="strikes",
            title="Strikes on boats",
            terms={"en": ("boat*", "strike*", "vessel*"), "es": ("lancha*", "ataque*")},
        ),
    ),
    exclude=("miss universe",),
    article=(
        "Venezuelan leader Nicolás Maduro has said that he is willing to hold face-to-face talks with "
        "representatives of the Trump administration as US pressure on him grows. More than 80 people "
        "were killed in US strikes on suspected drug boats."
    ),
)
PHONE = Profile(
    seed="halmar-phone",
    title="Halmar unveils a folding phone",
    entities=(Entity(name="Halmar", kind="org", weight=1.0, anchor=True),),
    storylines=(Storyline(slug="launch", title="Launch", terms={"en": ("phone*", "launch*")}),),
    article="Halmar unveils a folding phone. The launch of the phone is set for Monday.",
)
PROFILES = (TALKS, PHONE)


def an_item(title: str, summary: str = "", language: str = "") -> Item:
    return Item(
        id="i1",
        title=title,
        summary=summary,
        language=language,
        first_seen_at=NOW,
        effective_at=NOW,
    )


def match(item: Item, profiles: Sequence[Profile] = PROFILES) -> dict[str, Match]:
    matcher = Matcher(profiles, Settings(near=0.0))
    return {found.seed: found for found in matcher.match(item, NOW)}


def talks(title: str, summary: str = "", language: str = "") -> Match:
    return match(an_item(title, summary, language))["maduro-talks"]


@pytest.mark.parametrize(
    "title",
    [
        "Maduro says he is open to talks with Trump",
        "MADURO SAYS HE IS OPEN TO TALKS WITH TRUMP",
        "Maduro’s face-to-face talks with US envoys begin in Oslo",
        "Maduro dice que está dispuesto al diálogo con Estados Unidos",
        "US strikes on drug boats off Venezuela kill 87",
        "Ataque de EE.UU. contra lanchas frente a Venezuela",
    ],
)
def test_news_of_the_story_matches(title: str) -> None:
    found = talks(title)
    assert found.verdict
    assert found.reason is Reason.MATCHED
    assert found.score >= found.threshold


@pytest.mark.parametrize(
    "title",
    [
        "Halmar unveils a folding phone",
        "Bakery wins prize for its rye bread",
        "El Barcelona gana la liga por octava vez",
    ],
)
def test_other_news_does_not_match(title: str) -> None:
    found = match(an_item(title)).get("maduro-talks")
    assert found is None or not found.verdict


def test_an_item_that_shows_nothing_has_no_match() -> None:
    assert match(an_item("Zzyzx qwrtp")) == {}
    assert match(an_item("")) == {}


def test_the_storylines_are_those_that_are_spoken_of() -> None:
    assert talks("Maduro open to talks and dialogue").storylines == ("talks",)
    assert talks("Ataque a lancha en Venezuela").storylines == ("strikes",)
    both = talks("Strikes on boats and vessels of Venezuela overshadow talks").storylines
    assert both == ("strikes", "talks")
    assert talks("Nicolás Maduro of Venezuela").storylines == ()


def test_the_evidence_says_what_was_found_and_where() -> None:
    found = talks("Maduro open to talks", "A boat of Venezuela was seen.")
    signs = {(sign.kind, sign.name): sign for sign in found.evidence}
    assert signs["entity", "Nicolás Maduro"].text == "Maduro"
    assert signs["entity", "Nicolás Maduro"].field == "title"
    assert signs["entity", "Venezuela"].field == "summary"
    assert {sign.kind for sign in found.evidence} >= {"entity", "anchor", "term", "vocabulary"}


def test_the_gains_explain_the_score() -> None:
    for title in ("Maduro open to talks", "Maduro Foods opens", "US boat", "Miss Universe Maduro"):
        found = talks(title, "Venezuela and its boats")
        assert found.score == pytest.approx(sum(sign.gain for sign in found.evidence), abs=0.001)
        assert 0 <= found.score <= 1


def test_verdict_and_score_agree() -> None:
    for title in (
        "Maduro open to talks",
        "Maduro",
        "US boat",
        "Trump",
        "Miss Universe Maduro talks",
    ):
        found = talks(title)
        assert found.verdict is (found.score >= found.threshold)
        assert found.verdict is (found.reason is Reason.MATCHED)


def test_an_exclusion_is_final() -> None:
    found = talks("Maduro praises Miss Universe after talks with Venezuela")
    assert (found.verdict, found.reason) == (False, Reason.EXCLUDED)


def test_a_namesake_is_somebody_else() -> None:
    named = [sign.name for sign in talks("Maduro Foods opens a shop in Venezuela").evidence]
    assert "Nicolás Maduro" not in named
    both = talks("Maduro Foods thanks Maduro").evidence
    assert [sign.text for sign in both if sign.name == "Nicolás Maduro"] == ["Maduro"]


def test_an_acronym_is_not_a_pronoun() -> None:
    assert "US" in [sign.name for sign in talks("US sends ships to Venezuela").evidence]
    assert "US" in [sign.name for sign in talks("The U.S. sends ships to Venezuela").evidence]
    assert "US" not in [sign.name for sign in talks("Venezuela tells us more").evidence]


def test_a_mention_in_the_title_counts_more_than_one_in_the_summary() -> None:
    title = talks("Machado leaves", "More news").score
    summary = talks("More news", "Machado leaves").score
    assert title > summary > 0


def test_a_profile_s_own_threshold_is_taken() -> None:
    strict = replace(TALKS, thresholds={"match": 1.0})
    lax = replace(TALKS, thresholds={"match": 0.0})
    item = an_item("Maduro open to talks")
    assert match(item, [strict])["maduro-talks"].threshold == 1.0
    assert not match(item, [strict])["maduro-talks"].verdict
    assert match(item, [lax])["maduro-talks"].verdict


def test_without_the_article_the_profile_speaks_for_itself() -> None:
    bare = replace(TALKS, article="")
    assert match(an_item("Maduro open to talks with Trump administration"), [bare])[
        "maduro-talks"
    ].verdict


def test_the_order_and_company_of_profiles_have_no_influence() -> None:
    item = an_item("Maduro talks on a Halmar phone", "Venezuela launches boats")
    alone = {found.seed: found for one in PROFILES for found in Matcher([one]).match(item, NOW)}
    assert match(item, PROFILES) == match(item, PROFILES[::-1]) == alone


def test_the_clock_is_only_noted() -> None:
    item = an_item("Maduro open to talks")
    matcher = Matcher(PROFILES)
    later = NOW + timedelta(days=900)
    assert [replace(found, at=NOW) for found in matcher.match(item, later)] == list(
        matcher.match(item, NOW)
    )


def test_no_profiles_no_matches() -> None:
    assert Matcher([]).match(an_item("Maduro open to talks"), NOW) == ()


def test_a_profile_without_names_or_terms_does_no_harm() -> None:
    empty = Profile(seed="empty", title="", entities=(), storylines=())
    assert Matcher([empty]).match(an_item("Maduro open to talks"), NOW) == ()
    blank = Profile(seed="blank", title="!!!", entities=(Entity(name="🔥"), Entity(name="")))
    assert Matcher([blank]).match(an_item("🔥 Maduro"), NOW) == ()


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "Maduro " * 15_000,
        "Maduro Foods " * 8_000,
        "talks " * 15_000,
        "!" * 100_000,
        "🔥" * 100_000,
        "\u202eMaduro\u2066 " * 10_000,
        "\0" * 100_000,
        "مادورو " * 15_000,
        "a\u0301" * 50_000,
    ],
)
def test_hostile_items_are_matched_in_time(text: str) -> None:
    for found in match(an_item(text, text)).values():
        assert 0 <= found.score <= 1


def test_many_profiles_are_held_against_an_item_at_once() -> None:
    crowd = [
        replace(
            PHONE,
            seed=f"seed-{number}",
            entities=(Entity(name=f"Company{number} Holding", anchor=True, weight=1.0),),
        )
        for number in range(300)
    ]
    found = match(an_item("Company7 Holding will launch a folding phone"), crowd)
    assert max(found.values(), key=lambda one: one.score).seed == "seed-7"


def kinds(found: Match) -> dict[str, float]:
    return {sign.kind: sign.gain for sign in found.evidence}


def test_a_name_that_stands_alone_loses_half_of_its_gain() -> None:
    alone = talks("Birthday cake for Maduro drawn by school children of the coast")
    company = talks("Maduro offers talks on boat strikes")
    assert kinds(alone)["alone"] == pytest.approx(
        -(kinds(alone)["entity"] + kinds(alone)["anchor"]) / 2
    )
    assert "alone" not in kinds(company)


def test_a_headline_seed_has_nothing_but_its_names() -> None:
    found = match(an_item("Halmar at the trade fair"))["halmar-phone"]
    assert "alone" not in kinds(found)


def test_another_given_name_makes_another_person() -> None:
    other = talks("The pitcher Luis Maduro signs with the Caribbean league")
    assert "Nicolás Maduro" not in {sign.name for sign in other.evidence}


@pytest.mark.parametrize(
    "title",
    [
        "Talks: what President Maduro wants",
        "The talks that Nicolás Maduro wants",
        "Trump Threatens Maduro With Strikes On Boats",
    ],
)
def test_titles_own_names_and_headline_case_leave_the_name_its_owner(title: str) -> None:
    assert "Nicolás Maduro" in {sign.name for sign in talks(title).evidence}


def test_a_long_text_has_to_show_more() -> None:
    short = talks("Maduro on talks")
    long = talks("Maduro on talks", "The weather was mild along the coast on Sunday. " * 20)
    assert long.threshold > short.threshold
