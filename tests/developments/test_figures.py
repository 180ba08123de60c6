"""Watched figures against the ledger: what moved, what is an older report, what is no news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model import Known
from monitor.scales import Kind, Novelty, Reason, Significance
from tests.developments.desk import DAY, PROFILE, STRIKES, Desk

OPENING = "US strike on Venezuela boat in the Caribbean"


def a_desk() -> Desk:
    """A desk that was told the opening of a story without figures."""
    desk = Desk()
    desk.first(OPENING)
    return desk


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("US strikes on Venezuela boats: 87 killed so far", "87"),
        ("Death toll of US boat strikes rises to 87", "87"),
        ("US boat strikes have left 87 dead", "87"),
        ("More than 90 killed in US boat strikes", "90+"),
        ("Eighty-seven people killed in boat strikes", "87"),
        ("Los ataques contra lanchas dejan 87 muertos", "87"),
        ("Suman al menos 87 fallecidos por ataques a lanchas", "87+"),
        ("Ya son ochenta y siete los muertos en lanchas", "87"),
        ("Ataques a barcos: 87 mortos", "87"),
    ],
)
def test_a_higher_toll_is_an_advance_with_its_delta(title: str, value: str) -> None:
    said = a_desk().again(title)
    assert (said.kind, said.novelty, said.reason) == (
        Kind.ADVANCE,
        Novelty.N2,
        Reason.FIGURE_MOVED,
    )
    assert said.delta == f"Boat strikes: killed 80+ -> {value} (80+ since 2025-11-18)"
    assert said.proof == title
    assert said.significance >= Significance.S2


def test_the_sentence_that_says_so_is_the_proof() -> None:
    summary = (
        "The strike hit a boat. It brought the death toll to 87, the Pentagon said. More soon."
    )
    said = a_desk().again("Another boat is hit off Venezuela", summary)
    assert said.proof == "It brought the death toll to 87, the Pentagon said."


def test_a_figure_in_the_ledger_is_no_news() -> None:
    desk = a_desk()
    assert desk.again("87 killed in boat strikes").kind is Kind.ADVANCE
    again = desk.again("Boat strikes: 87 dead, says NGO")
    assert (again.kind, again.novelty, again.reason) == (None, Novelty.N1, Reason.REWORDED)


@pytest.mark.parametrize(
    "title",
    [
        "80 killed in boat strikes",
        "More than 80 killed in boat strikes",
        "80+ dead in boat strikes",
        "Over 75 killed in boat strikes",
        "Más de 80 muertos en ataques a lanchas",
    ],
)
def test_what_the_seed_already_tells_is_no_news(title: str) -> None:
    assert a_desk().again(title).kind is None


@pytest.mark.parametrize(
    "title", ["76 killed in boat strikes", "3 killed in boat strike", "Ataque deja 11 muertos"]
)
def test_a_lower_toll_is_an_older_report(title: str) -> None:
    desk = a_desk()
    assert desk.again(title).kind is None
    said = desk.again("87 killed in boat strikes")
    assert said.delta.startswith("Boat strikes: killed 80+ -> 87")


@pytest.mark.parametrize(
    "title",
    [
        "Correction: 76 killed in boat strikes",
        "Death toll of boat strikes revised down to 76",
        "Corrige el gobierno: 76 muertos en ataques",
    ],
)
def test_a_lower_toll_that_corrects_is_a_correction(title: str) -> None:
    desk = a_desk()
    said = desk.again(title)
    assert (said.kind, said.novelty, said.reason) == (
        Kind.CORRECTION,
        Novelty.N4,
        Reason.CORRECTED,
    )
    assert said.delta == "Boat strikes: killed 80+ -> 76 (80+ since 2025-11-18)"
    assert desk.again("78 killed in boat strikes").delta.startswith("Boat strikes: killed 76 -> 78")


def test_the_correction_may_stand_in_the_sentence_of_the_figure() -> None:
    summary = "Officials corrected the number: 76 people were killed."
    assert a_desk().again("New count of boat strike dead", summary).kind is Kind.CORRECTION


def test_a_strike_s_own_dead_do_not_hide_the_new_total() -> None:
    said = a_desk().again("US strike kills 3 on boat", "It brought the toll to 83 killed.")
    assert said.delta.startswith("Boat strikes: killed 80+ -> 83")


def test_a_figure_that_may_fall_is_news_when_it_falls() -> None:
    desk = a_desk()
    desk.again("US sends 15,000 troops near Venezuela")
    said = desk.again("US cuts force to 10,000 troops near Venezuela")
    assert said.delta == "Boat strikes: troops 15,000 -> 10,000 (15,000 since 2025-11-20)"
    assert said.kind is Kind.ADVANCE
    assert desk.again("More than 8,000 troops near Venezuela").kind is None


def test_a_first_figure_in_a_known_story_is_a_new_detail() -> None:
    said = a_desk().again("Boat strike off Venezuela: 4 injured")
    assert (said.kind, said.novelty) == (Kind.ADVANCE, Novelty.N2)
    assert said.delta == "Boat strikes: injured 4, no figure before"


def test_a_new_story_that_moves_a_figure_is_a_new_event() -> None:
    said = Desk().first("New US strike near Venezuela brings toll to 87 killed")
    assert (said.kind, said.novelty, said.reason) == (
        Kind.ADVANCE,
        Novelty.N3,
        Reason.FIGURE_MOVED,
    )


def test_a_copy_whose_summary_moves_a_figure_is_news() -> None:
    desk = a_desk()
    said = desk.copy(OPENING, "The toll rose to 87 killed.")
    assert said.reason is Reason.FIGURE_MOVED
    assert desk.copy(OPENING, "The toll rose to 87 killed.").reason is Reason.COPY


@pytest.mark.parametrize(
    ("title", "significance"),
    [
        ("Boat strike toll at 87", Significance.S2),
        ("Boat strike toll at 104", Significance.S3),
        ("Boat strike toll may be at 104", Significance.S2),
    ],
)
def test_a_number_that_crosses_a_band_is_major(title: str, significance: Significance) -> None:
    assert a_desk().again(title).significance is significance


@pytest.mark.parametrize(
    "title",
    [
        "Killed in the last 24 hours off Venezuela",
        "The 87th boat strike, none killed",
        "Killed on 18 November off Venezuela",
        "Boats seen off Venezuela, 87 in all",
        "Jonas Vik, 99, killed",
    ],
)
def test_dates_spans_ages_and_runs_count_nobody(title: str) -> None:
    assert a_desk().again(title).kind is None


def test_money_is_held_against_money_only() -> None:
    storyline = replace(STRIKES, known=(Known(fact="reward", value="$50 million"),))
    desk = Desk(profile=replace(PROFILE, storylines=(storyline,)), storyline=storyline)
    desk.first(OPENING)
    assert desk.again("Reward for Maduro stays at $50m").kind is None
    assert desk.again("Reward for Maduro is 50 millones de dólares").kind is None
    assert desk.again("Reward draws 300 tips").kind is None
    said = desk.again("Reward for Maduro doubled to $100 million")
    assert (
        said.delta
        == "Boat strikes: reward $50 million -> $100 million ($50 million since 2025-11-18)"
    )


def test_an_undated_seed_does_not_claim_a_day() -> None:
    desk = Desk(profile=replace(PROFILE, published=None))
    desk.first(OPENING)
    said = desk.again("87 killed in boat strikes")
    assert said.delta == "Boat strikes: killed 80+ -> 87 (80+ in the seed)"


def test_a_known_value_in_words_gives_way_to_a_figure() -> None:
    storyline = replace(STRIKES, known=(Known(fact="killed", value="dozens"),))
    desk = Desk(profile=replace(PROFILE, storylines=(storyline,)), storyline=storyline)
    desk.first(OPENING)
    assert desk.again("87 killed in boat strikes").delta.startswith(
        "Boat strikes: killed dozens -> 87"
    )


def test_the_ledger_learns_news_and_not_repeats() -> None:
    desk = a_desk()
    desk.again("87 killed in boat strikes")
    desk.again("76 killed in boat strikes")
    before = len(desk.learned)
    desk.again("87 killed in boat strikes, again")
    desk.again("76 killed in boat strikes, again")
    assert len(desk.learned) == before


def test_an_older_report_than_the_ledger_is_lagged() -> None:
    desk = a_desk()
    said = desk.again("87 killed in boat strikes", at=desk.learned[0].at - 3 * DAY)
    assert (said.kind, said.reason, said.facts) == (None, Reason.LAGGED, ())


def test_a_storyline_that_watches_nothing_moves_nothing() -> None:
    storyline = replace(STRIKES, watch_numbers=(), known=())
    desk = Desk(profile=replace(PROFILE, storylines=(storyline,)), storyline=storyline)
    desk.first(OPENING)
    assert desk.again("87 killed in boat strikes").kind is None
