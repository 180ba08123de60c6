"""A name written with one slip is found, says so, and weighs less than the name itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.matching import Matcher
from monitor.model import Entity, Item, Match, Profile, Storyline

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
FERRY = Profile(
    seed="ferry",
    title="Selma Castorberg questioned over the ferry fire",
    entities=(
        Entity(
            name="Selma Castorberg",
            kind="person",
            weight=1.0,
            anchor=True,
            aliases=("Castorberg", "Nordvik Lines"),
            namesakes=("Castorberg Brewery",),
        ),
        Entity(name="Quistad", weight=0.5),
        Entity(name="Vera Castorburg", weight=0.5),
    ),
    storylines=(Storyline(slug="fire", title="Fire", terms={"en": ("ferr*", "fire")}),),
    exclude=("ulmerhaven regatta",),
    article="Selma Castorberg of Nordvik Lines was questioned over the ferry fire. " * 4,
)
# More profiles than are weighed without choosing.
MANY = (
    FERRY,
    *(
        Profile(seed=f"other-{number}", title=f"Budget of town {number}", article="Budget vote.")
        for number in range(30)
    ),
)


def match(title: str, profiles: tuple[Profile, ...] = (FERRY,), summary: str = "") -> Match:
    item = Item(
        id="i1", title=title, summary=summary, language="en", first_seen_at=NOW, effective_at=NOW
    )
    found = {one.seed: one for one in Matcher(profiles).match(item, NOW)}
    return found["ferry"]


def kinds(match: Match) -> dict[str, str]:
    return {sign.kind: sign.text for sign in match.evidence}


@pytest.mark.parametrize("profiles", [(FERRY,), MANY])
@pytest.mark.parametrize(
    "written",
    [
        "Selma Castrberg",
        "Selma Kastorberg",
        "SelmaCastorberg",
        "Castorbreg",
        "Selma Castorburg",
        "Norrdvik Lines",
    ],
)
def test_a_name_with_one_slip_is_found_and_says_so(
    written: str, profiles: tuple[Profile, ...]
) -> None:
    found = match(f"Ferry fire: {written} in court", profiles)
    assert found.verdict
    assert kinds(found)["slip"] == written
    assert kinds(found)["entity"] == written


def test_it_weighs_less_than_the_name_as_it_is() -> None:
    slipped = match("Ferry fire: Selma Castrberg in court")
    exact = match("Ferry fire: Selma Castorberg in court")
    assert slipped.score < exact.score
    assert "slip" not in kinds(exact)


@pytest.mark.parametrize(
    "written",
    [
        "Quistads",  # one short word of a name is near too many others
        "Mastorberg",  # of a lone name the first letter stays
        "Castrbeg",  # two slips
        "Castrberg Brewery",  # somebody else, written with the same slip
    ],
)
def test_what_may_be_somebody_else_is_not_taken_for_a_slip(written: str) -> None:
    assert "slip" not in kinds(match(f"Ferry fire: questions to {written} in court"))


def test_a_name_that_stands_there_unharmed_needs_no_guess() -> None:
    found = match("Ferry fire: Castrberg in court", summary="Castorberg said nothing.")
    assert "slip" not in kinds(found)
    assert kinds(found)["entity"] == "Castorberg"


def test_an_exclusion_with_a_slip_bars_nothing() -> None:
    found = match("Selma Castorberg after ferry fire at Ulmerhavn regatta")
    assert found.verdict
