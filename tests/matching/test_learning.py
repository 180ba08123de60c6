"""A story grows away from its seed: what confident matches teach, and what they never do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.matching import Matcher, Settings
from monitor.model import Entity, Item, Match, Profile, Storyline

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEED = "vault"
PROFILE = Profile(
    seed=SEED,
    title="Thieves empty the vault of the Norvik museum",
    entities=(
        Entity(name="Norvik museum", kind="org", weight=1.0, anchor=True, aliases=("Norvik",)),
        Entity(name="Ingrid Solberg", kind="person", weight=0.4, aliases=("Solberg",)),
    ),
    storylines=(
        Storyline(slug="inquiry", title="Inquiry", terms={"en": ("police", "suspect*", "arrest*")}),
    ),
    article=(
        "Thieves empty the vault of the Norvik museum. Police are looking for three suspects after "
        "the thieves took medieval jewels from the vault of the Norvik museum during the night, "
        "its director Ingrid Solberg said. The jewels are insured for 40 million kroner."
    ),
)
CONFIDENT = (
    "Norvik museum vault: police arrest suspect Bartosz Kelm over the stolen jewels",
    "Police say Bartosz Kelm hid jewels of the Norvik museum in a Gdynia garage",
    "Norvik museum thieves: court in Gdynia keeps suspect Kelm in custody over jewels",
)
GROWN = "Kelm flown from Gdynia in handcuffs"


def an_item(title: str, number: int = 1) -> Item:
    return Item(id=f"i{number}", title=title, first_seen_at=NOW, effective_at=NOW)


def found(matcher: Matcher, title: str, number: int = 99) -> Match | None:
    return next(iter(matcher.match(an_item(title, number), NOW)), None)


def gain(match: Match | None, kind: str) -> float:
    return sum(sign.gain for sign in match.evidence if sign.kind == kind) if match else 0.0


def taught(titles: Iterable[str], profile: Profile = PROFILE) -> Matcher:
    matcher = Matcher([profile], Settings(near=0.0))
    for number, title in enumerate(titles, start=1):
        item = an_item(title, number)
        matcher.learn([(item, match) for match in matcher.match(item, NOW)])
    return matcher


def test_new_names_beside_the_anchor_are_learned() -> None:
    matcher = taught(CONFIDENT)
    assert {one.word for one in matcher.learned(SEED)} >= {"kelm", "gdynia"}
    assert gain(found(matcher, GROWN), "learned") > 0
    assert found(taught(()), GROWN) is None


def test_what_was_learned_never_carries_a_match_alone() -> None:
    match = found(taught(CONFIDENT * 10), GROWN)
    assert match
    assert match.score <= Settings().learned + Settings().akin < Settings().threshold
    assert not match.verdict


def test_a_retelling_of_a_confident_match_gains_by_their_likeness() -> None:
    told = CONFIDENT[0]
    plain, akin = (
        found(taught(()), f"{told}, once more"),
        found(taught([told]), f"{told}, once more"),
    )
    assert plain
    assert akin
    assert gain(plain, "akin") == 0
    assert 0 < gain(akin, "akin") <= Settings().akin
    assert akin.score > plain.score


def test_no_item_is_like_itself() -> None:
    assert gain(found(taught(CONFIDENT[:1]), CONFIDENT[0], 1), "akin") == 0
    assert gain(found(taught(CONFIDENT[:1]), CONFIDENT[0], 2), "akin") > 0


def test_a_profile_that_learns_nothing_gains_nothing_by_likeness() -> None:
    silent = taught(CONFIDENT * 2, replace(PROFILE, thresholds={"learned": 0.0}))
    assert gain(found(silent, CONFIDENT[0]), "akin") == 0


def test_one_match_alone_teaches_nothing() -> None:
    assert taught(CONFIDENT[:1]).learned(SEED) == ()


def test_words_of_the_article_are_not_learned() -> None:
    own = {"norvik", "museum", "jewel", "vault", "thiev"}
    assert not own & {one.word for one in taught(CONFIDENT).learned(SEED)}


@pytest.mark.parametrize(
    "title",
    ["Bartosz Kelm opens a bakery in Gdynia", "Gdynia: Kelm wins the Norvik marathon"],
    ids=["no anchor", "passing mention"],
)
def test_doubtful_items_teach_nothing(title: str) -> None:
    assert taught([title, title.replace("Gdynia", "Sopot"), title]).learned(SEED) == ()


def test_a_word_that_is_heard_no_more_fades() -> None:
    later = [
        f"Norvik museum: police hear suspect number {word} about the jewels and the vault"
        for word in ("Aalto", "Berg", "Cato", "Dahl", "Eide", "Foss", "Gran", "Holm") * 4
    ]
    soon, late = taught(CONFIDENT), taught([*CONFIDENT, *later])
    share = {one.word: one.share for one in late.learned(SEED)}
    assert share.get("kelm", 0.0) < {one.word: one.share for one in soon.learned(SEED)}["kelm"]


def test_a_profile_can_refuse_to_learn() -> None:
    stubborn = replace(PROFILE, thresholds={"learned": 0.0})
    assert taught(CONFIDENT, stubborn).learned(SEED) == ()


def test_learning_again_from_fewer_matches_unlearns_the_rest() -> None:
    matcher = taught(CONFIDENT)
    matcher.relearn([])
    assert matcher.learned(SEED) == ()
    assert found(matcher, GROWN) is None


def test_learning_again_from_the_same_matches_gives_the_same() -> None:
    matcher, past = Matcher([PROFILE]), []
    for number, title in enumerate(CONFIDENT, start=1):
        item = an_item(title, number)
        past += [(item, match) for match in matcher.match(item, NOW)]
        matcher.learn(past[-1:])
    again = Matcher([PROFILE])
    again.relearn(past)
    assert again.learned(SEED) == matcher.learned(SEED)


def test_each_profile_learns_for_itself() -> None:
    other = replace(PROFILE, seed="other", entities=(), storylines=(), article="Bakers of Oslo")
    matcher = Matcher([other, PROFILE])
    for number, title in enumerate(CONFIDENT, start=1):
        item = an_item(title, number)
        matcher.learn([(item, match) for match in matcher.match(item, NOW)])
    assert matcher.learned("other") == ()
    assert matcher.learned(SEED)
