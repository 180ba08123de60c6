"""Choosing the profiles that are worth weighing changes nothing but the time it takes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.matching import Matcher, Settings
from monitor.model import Entity, Item, Match, Profile, Storyline

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
SETTINGS = Settings()

# Few names and words, so that every profile shares some with every item.
FAMILIES = "Ulmer Vaster Quist Norberg Kellan Lunden Aldor Brenn Castor Dunmar Elsted Ferrow Galdor Harven Istvan Jorla".split()
GIVEN = "Anna Bruno Clara Dario Emil Frida".split()
PLACES = ("US", "Norland", "Port Aldor", "Brenn Valley", "Elsted")
TERMS = ("strike*", "talk*", "port", "union* vote", "harbour fee*", "vote", "ceasefire", "fee")
WORDS = (
    "harbour crane union vote strike talk minister fee ship captain storm budget court appeal night "
    "fishing fleet quota treaty bridge ferry engine fire rescue coast island pilot cargo grain price "
    "huelga puerto tasa barco acuerdo gobierno streik hafen schiff abkommen"
).split()
RARE = [f"{one}{other}" for one in WORDS for other in WORDS]
LANGUAGES = ("en", "es", "de")


def some_words(chance: random.Random, number: int) -> list[str]:
    """Words that many use, and some that hardly anybody does."""
    return chance.choices(WORDS, k=number // 2) + chance.choices(RARE, k=number - number // 2)


def a_profile(number: int, chance: random.Random) -> Profile:
    """A profile of one of several kinds: long and short articles, own thresholds, exclusions."""
    person = f"{chance.choice(GIVEN)} {chance.choice(FAMILIES)}"
    family = person.split()[1]
    place = chance.choice(PLACES)
    words = some_words(chance, chance.choice((4, 40, 120)))
    return Profile(
        seed=f"seed-{number}",
        title=f"{person} {' '.join(words[:3])}",
        languages=(chance.choice(LANGUAGES),),
        entities=(
            Entity(
                name=person,
                kind="person",
                weight=chance.choice((0.4, 1.0)),
                anchor=chance.random() < 0.8,
                aliases=(family, f"Minister {family}"),
                namesakes=(f"{family} Foods",) if chance.random() < 0.3 else (),
            ),
            Entity(name=place, weight=0.3, anchor=chance.random() < 0.3),
        ),
        storylines=(
            Storyline(slug="one", title="One", terms={"en": tuple(chance.sample(TERMS, 3))}),
            Storyline(slug="two", title="Two", terms={"en": tuple(chance.sample(TERMS, 2))}),
        ),
        exclude=("night storm",) if chance.random() < 0.2 else (),
        thresholds={"match": chance.choice((0.1, 0.3))} if chance.random() < 0.2 else {},
        article=f"{person} in {place}: {' '.join(words)}." if chance.random() < 0.8 else "",
    )


def an_item(number: int, chance: random.Random) -> Item:
    """An item about somebody or nobody, short or long, its language told or not."""
    name = chance.choice(("", chance.choice(FAMILIES), f"Minister {chance.choice(FAMILIES)} Foods"))
    title = f"{name} {' '.join(some_words(chance, 6))} {chance.choice(PLACES)}".strip()
    return Item(
        id=f"i{number}",
        title=title,
        summary=" ".join(some_words(chance, chance.choice((0, 20, 150)))),
        language=chance.choice(("", *LANGUAGES)),
        first_seen_at=NOW,
        effective_at=NOW,
    )


def drawn(seed: int) -> tuple[tuple[Profile, ...], tuple[Item, ...]]:
    """A hundred profiles and fifty items, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (invented texts, no secret)
    profiles = tuple(a_profile(number, chance) for number in range(100))
    return profiles, tuple(an_item(number, chance) for number in range(50))


def plainly(profiles: tuple[Profile, ...], item: Item) -> tuple[Match, ...]:
    """Every profile weighed by itself, and those kept that come near."""
    everything = Settings(near=0.0)
    found = (m for one in profiles for m in Matcher((one,), everything).match(item, NOW))
    return tuple(m for m in found if m.verdict or m.score >= SETTINGS.near * m.threshold)


@pytest.mark.timeout(60)  # much to compile, and the machine may be busy
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_many_profiles_at_once_find_what_each_finds_alone(seed: int) -> None:
    profiles, items = drawn(seed)
    matcher = Matcher(profiles)
    found = [matcher.match(item, NOW) for item in items[:20]]
    assert found == [plainly(profiles, item) for item in items[:20]]
    assert 0 < sum(map(len, found)) < len(profiles) * len(found) / 2


@pytest.mark.parametrize("seed", [4, 5])
def test_learned_words_reach_those_that_only_they_lift(seed: int) -> None:
    profiles, items = drawn(seed)
    chosen, everything = Matcher(profiles), Matcher(profiles, Settings(near=0.0))
    for item in items:
        found = chosen.match(item, NOW)
        every = everything.match(item, NOW)
        assert found == tuple(m for m in every if m.verdict or m.score >= 0.7 * m.threshold)
        chosen.learn((item, match) for match in found)
        everything.learn((item, match) for match in every)
    assert any(chosen.learned(profile.seed) for profile in profiles)


def test_their_order_changes_no_match() -> None:
    profiles, items = drawn(6)
    one, other = Matcher(profiles), Matcher(profiles[::-1])
    for item in items:
        assert one.match(item, NOW) == other.match(item, NOW)[::-1]


def test_without_a_near_miss_level_everything_touched_is_told() -> None:
    profiles, items = drawn(7)
    everything = Matcher(profiles, Settings(near=0.0)).match(items[0], NOW)
    assert {match.seed for match in everything} > {
        match.seed for match in Matcher(profiles).match(items[0], NOW)
    }


def test_a_profile_that_asks_for_nothing_gets_everything() -> None:
    profiles, items = drawn(8)
    lenient = replace(profiles[0], seed="lenient", thresholds={"match": 0.0})
    matcher = Matcher((*profiles, lenient))
    for item in items[:8]:
        assert matcher.match(item, NOW) == plainly((*profiles, lenient), item)


def test_an_endless_text_and_endless_terms_lose_nothing() -> None:
    profiles, items = drawn(9)
    long = replace(items[0], title=f"Ulmer {' '.join(RARE + list(WORDS))} Port Aldor", summary="")
    for settings in (SETTINGS, Settings(terms=0.9, per_rarity=0.3), Settings(terms=0.0)):
        some = Matcher(profiles, settings)
        every = Matcher(profiles, replace(settings, near=0.0))
        for item in (long, *items[:10]):
            found = [m for m in every.match(item, NOW) if m.verdict or m.score >= 0.7 * m.threshold]
            assert list(some.match(item, NOW)) == found


def test_whoever_just_reaches_what_is_asked_is_told() -> None:
    profiles, items = drawn(10)
    strict, everything = Settings(near=1.0), Settings(near=0.0)
    for item in items[:6]:
        scores = [match.score for match in Matcher(profiles, everything).match(item, NOW)]
        for least in sorted(score for score in scores if score > 0)[-60::12]:
            asked = tuple(replace(one, thresholds={"match": least}) for one in profiles)
            every = Matcher(asked, everything).match(item, NOW)
            reached = tuple(one for one in every if one.verdict or one.score >= one.threshold)
            assert Matcher(asked, strict).match(item, NOW) == reached
            assert reached
