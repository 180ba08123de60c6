"""The gold set holds what was reached before; ``thresholds.toml`` says how much that is."""

from __future__ import annotations

import tomllib

import pytest

from tests.quality import gold

THRESHOLDS = tomllib.loads((gold.HERE / "thresholds.toml").read_text("utf-8"))
LANGUAGES = {"en", "es", "pt", "fr", "de", "it"}
_ROUNDING = 1e-9


def held(found: gold.Marks, section: str) -> None:
    """Fail with every mark that fell below its threshold, and say where to look."""
    fallen = [
        f"{what} {getattr(found, what):.3f}, at least {least} was reached before"
        for what, least in THRESHOLDS[section].items()
        if getattr(found, what) < least - _ROUNDING
    ]
    if fallen:
        look = "python -m tests.quality shows every wrong decision"
        pytest.fail(f"{section}: {'; '.join(fallen)}\n{look}", pytrace=False)


@pytest.mark.parametrize("name", gold.NAMES)
def test_a_story_is_followed_as_well_as_before(name: str) -> None:
    held(gold.marks(gold.alone(name), gold.gold(name).relevant), name)


def test_all_stories_together_are_followed_as_well_as_before() -> None:
    each = [gold.marks(gold.alone(name), gold.gold(name).relevant) for name in gold.NAMES]
    held(gold.average(each), "macro")


def test_a_story_that_is_two_percent_of_the_stream_is_found_as_well_as_before() -> None:
    shares = [len(gold.gold(name).relevant[::3]) / len(gold.rare(name)) for name in gold.NAMES]
    assert 0.01 < max(shares) < 0.025
    each = [gold.marks(gold.rare(name), gold.gold(name).relevant[::3]) for name in gold.NAMES]
    held(gold.average(each), "rare")


def test_items_of_other_stories_are_left_alone() -> None:
    told = gold.strangers()
    astray = [f"{one.id} -> {one.seed}" for one in told if one.match]
    left_alone = 1000 * (1 - len(astray) / len(told))
    assert left_alone >= THRESHOLDS["strangers"]["left_alone_per_1000"], astray


@pytest.mark.timeout(60)  # much to decide, and the machine may be busy
def test_watching_more_seeds_changes_no_verdict() -> None:
    """Scores may not depend on what else is watched; only the company of the stream differs."""
    crowd = {(one.seed, one.id): one.match for one in gold.crowd()}
    differing = [
        one.id
        for name in gold.NAMES
        for one in gold.alone(name)
        if one.match != crowd[name, one.id]
    ]
    assert not differing


def test_every_threshold_is_held_against_something() -> None:
    assert set(THRESHOLDS) == {*gold.NAMES, "macro", "rare", "strangers"}


@pytest.mark.parametrize("name", gold.NAMES)
def test_a_stream_is_hard_enough_to_learn_from(name: str) -> None:
    stream = gold.gold(name)
    hard = [one for one in stream.labels.values() if one.why]
    assert len(stream.items) >= 40
    assert 0.35 <= len(stream.relevant) / len(stream.items) <= 0.45
    assert len(hard) >= (len(stream.items) - len(stream.relevant)) / 2
    assert not any(one.relevant for one in hard)
    assert {item.language for item in stream.items} >= {"en", "es", "fr", "de"}
    assert {item.language for item in stream.items} <= LANGUAGES
    assert all(stream.labels[item].event for item in stream.relevant)
    assert all(
        item.published and item.published.date() >= stream.published for item in stream.items
    )
