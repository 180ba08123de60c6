"""How far a matter has come, by what the article says of it."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model import Known
from monitor.seeds import build
from monitor.seeds.known import find_state

TERMS = ("sanction*", "sanctions list")


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The council proposed sanctions on the brigade.", "proposed"),
        ("The council is considering sanctions.", "considered"),
        ("Ministers threatened sanctions on Monday.", "threatened"),
        ("The council plans sanctions.", "planned"),
        ("The council is to approve sanctions.", "planned"),
        ("The council approved sanctions on the brigade.", "approved"),
        ("Sanctions took effect at midnight.", "in force"),
        ("Sanctions hurt the brigade.", ""),
        ("The proposal for a new harbour, long debated; sanctions hurt the brigade.", ""),
    ],
)
def test_a_state_is_read_beside_its_matter(sentence: str, state: str) -> None:
    expected = (Known(fact="sanctions", value=state),) if state else ()
    assert find_state([sentence], TERMS, "sanctions") == expected


def test_the_first_sentence_that_says_so_counts() -> None:
    told = ["The council proposed sanctions.", "Sanctions were approved once before."]
    assert find_state(told, TERMS, "sanctions") == (Known(fact="sanctions", value="proposed"),)


def test_a_built_profile_knows_the_state_of_its_storylines() -> None:
    article = (
        "Marvane's president ready for talks\n\nPresident Ilka Dorrin of Marvane said on Monday that "
        "she was willing to talk to Oskelia. Talks have failed twice this year."
    )
    profile = build(article, "truce", published=date(2031, 3, 1))
    known = {fact for one in profile.storylines for fact in one.known}
    assert Known(fact="talks", value="willing") in known
