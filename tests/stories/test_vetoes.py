"""What parts two headlines however alike they are, and what does not."""

from __future__ import annotations

import pytest

from monitor.stories.vetoes import Claims, counts_of, figures_differ, swapped, turned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strike kills 3 people", "Strike kills 11 people"),
        ("Three dead in ferry fire", "Ferry fire kills four"),
        ("Reward rises to $25 million", "Reward rises to $50 million"),
        ("El incendio deja 3 muertos", "Mueren 11 personas en el incendio, 11 muertos"),
        ("Inflation at 3.1 percent", "Inflation at 4.2 percent"),
    ],
)
def test_other_figures_of_the_same_thing_part(one: str, other: str) -> None:
    assert figures_differ(counts_of(one, ""), [counts_of(other, "")])
    assert figures_differ(counts_of(other, ""), [counts_of(one, "")])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strike kills eleven people", "Strike leaves 11 dead"),
        ("More than 80 killed", "83 killed"),
        ("60.3% vote no", "60% vote no"),
        ("Four boats hit, 14 killed", "14 killed in strikes"),
        ("Talks on 20 November", "Talks on 21 November"),
        ("Strike kills 3 people", "Strike near the coast"),
    ],
)
def test_the_same_figures_in_other_words_do_not_part(one: str, other: str) -> None:
    assert not figures_differ(counts_of(one, "en"), [counts_of(other, "en")])


def test_one_telling_with_the_same_figure_is_enough() -> None:
    told = [counts_of("Ferry fire kills 3", "en"), counts_of("Ferry fire kills 5", "en")]
    assert not figures_differ(counts_of("5 dead in ferry fire", "en"), told)
    assert figures_differ(counts_of("9 dead in ferry fire", "en"), told)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Minister will resign over ferry deal", "Minister will not resign over ferry deal", "en"),
        ("Senate approves port reform", "Senate rejects port reform", "en"),
        ("Senate passes port reform", "Senate fails to pass port reform", "en"),
        ("Carrier resumes flights to island", "Carrier suspends flights to island", "en"),
        ("El gobierno reanuda el diálogo", "El gobierno suspende el diálogo", "es"),
        ("Senado aprueba la reforma", "Senado rechaza la reforma", "es"),
        ("Arvonia is willing to hold talks", "Arvonia agrees to hold talks", "en"),
        ("Arvonia may buy ferries", "Arvonia signs deal to buy ferries", "en"),
        ("Arvonia, dispuesta a dialogar", "Arvonia acuerda dialogar con Belmar", "es"),
        ("Le Sénat adopte la réforme", "Le Sénat rejette la réforme", "fr"),
        ("Fluglinie stoppt Flüge", "Flüge der Fluglinie: Betrieb beginnt wieder", "de"),
    ],
)
def test_a_denial_and_a_turn_part(one: str, other: str, language: str) -> None:
    assert turned(Claims(one, language), Claims(other, language))
    assert turned(Claims(other, language), Claims(one, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senate blocks port reform", "Senate fails to pass port reform"),
        ("Carrier cancels flights", "Carrier suspends flights"),
        ("Minister has not ruled out talks", "Minister does not rule out talks"),
        ("War ends as ceasefire begins", "Ceasefire begins on island"),
        ("Voters say no to port reform", "Voters reject port reform"),
    ],
)
def test_the_same_claim_in_other_words_is_no_turn(one: str, other: str) -> None:
    assert not turned(Claims(one, "en"), Claims(other, "en"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Arvonia attacks Belmar at dawn", "Belmar attacks Arvonia at dawn", True),
        ("Arvonia attacks Belmar at dawn", "Belmar attacked by Arvonia at dawn", False),
        ("Arvonia meets Belmar for talks", "Belmar meets Arvonia for talks", False),
        ("Arvonia attacks Belmar at dawn", "Arvonia attacks Belmar in force", False),
    ],
)
def test_swapped_roles_part(one: str, other: str, expected: bool) -> None:
    names = frozenset({"arvonia", "belmar"})
    assert swapped(Claims(one, "en"), Claims(other, "en"), names) is expected
