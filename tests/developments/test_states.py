"""States against the ledger: what was done, confirmed, taken back, or was known to the article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.developments.case import REST
from monitor.model import Fact, Known
from monitor.scales import Kind, Novelty, Reason, Significance
from tests.developments.desk import DAY, HOUR, NOW, PROFILE, STRIKES, Desk


def knowing(state: str) -> Desk:
    """A desk whose article gave the state of its matter."""
    storyline = replace(STRIKES, known=(Known(fact="boat-strikes", value=state),))
    return Desk(profile=replace(PROFILE, storylines=(storyline,)), storyline=storyline)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Venezuela boat captain arrested", "Venezuela boat captain charged with smuggling"),
        ("Venezuela boat captain charged", "Venezuela boat captain found guilty"),
        ("Venezuela agrees to boat treaty", "Venezuela boat treaty takes effect"),
        ("Detenido el dueño de la lancha en Venezuela", "Acusan al dueño de la lancha"),
    ],
)
def test_another_deed_in_a_known_story_is_a_change_of_state(first: str, then: str) -> None:
    desk = Desk()
    desk.first(first)
    said = desk.again(then)
    assert (said.kind, said.novelty, said.reason) == (
        Kind.ADVANCE,
        Novelty.N3,
        Reason.STATE_CHANGED,
    )
    assert desk.again(then, source="Other Post").kind is None


def test_a_deed_that_the_first_report_gave_in_its_summary_is_no_change() -> None:
    desk = Desk()
    desk.first(
        "Boat captain held in Venezuela port", "Police arrested him. He was charged at once."
    )
    assert desk.again("Venezuela boat captain charged").kind is None


def test_what_went_before_is_no_change() -> None:
    desk = Desk()
    desk.first("Venezuela signs boat treaty")
    assert desk.again("Boat treaty signed by Venezuela after navy seized trawler").kind is None


def test_whoever_confirms_a_claim_is_told_once() -> None:
    desk = Desk()
    desk.first("Venezuela boat crew seized, fishermen say")
    said = desk.again("Navy confirms it seized Venezuela boat crew", source="Other Post")
    assert (said.kind, said.novelty) == (Kind.CONFIRMATION, Novelty.N2)
    again = desk.again("Minister confirms seizure of Venezuela boat crew", source="Third Herald")
    assert again.kind is None


def test_the_same_source_confirms_nothing() -> None:
    desk = Desk()
    desk.first("Venezuela boat crew seized")
    assert desk.again("Navy confirms it seized Venezuela boat crew").kind is None


def test_a_denied_deed_is_a_reversal() -> None:
    desk = Desk()
    desk.first("Venezuela signs boat treaty")
    assert desk.again("No treaty signed, says Venezuela boat ministry").kind is Kind.REVERSAL


def test_a_person_is_barred_and_a_plan_suspended() -> None:
    desk = Desk()
    desk.first("Maduro accused over boat deal")
    barred = desk.first("Assembly suspends Maduro over boat deal")
    assert barred.kind is Kind.ADVANCE
    assert desk.first("Venezuela suspends boat deal").kind is Kind.REVERSAL


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("proposed", "Council proposes ban on Venezuela boats"),
        ("threatened", "Navy threatens boats of Venezuela"),
        ("willing", "Venezuela boat owners willing to talk"),
    ],
)
def test_what_the_article_gives_is_only_listed(state: str, title: str) -> None:
    said = knowing(state).first(title)
    assert (said.kind, said.novelty, said.reason) == (Kind.FIRST, Novelty.N2, Reason.IN_SEED)
    assert said.significance is Significance.S1


def test_a_deed_beyond_the_article_s_state_says_what_it_was() -> None:
    said = knowing("proposed").first("Council approves ban on Venezuela boats")
    assert (said.novelty, said.reason) == (Novelty.N3, Reason.STORY_OPENED)
    assert said.delta == "Boat strikes: proposed -> Council approves ban on Venezuela boats"


def test_a_deed_told_in_another_language_is_no_news_in_the_next() -> None:
    desk = Desk()
    desk.first("Venezuela boat captain arrested in the harbour of the city")
    title = "Detienen al capitán de la lancha en el puerto de Venezuela"
    assert desk.first(title).reason is Reason.REWORDED
    assert desk.first(title, at=NOW + 4 * DAY).kind is Kind.ADVANCE


def test_somebody_watched_who_enters_a_known_story_is_a_detail() -> None:
    desk = Desk()
    desk.first("Maduro closes Venezuela boat harbours")
    desk.near = 0.3
    said = desk.again("Petro calls for calm as Venezuela boat harbours stay shut")
    assert (said.kind, said.novelty, said.reason) == (Kind.ADVANCE, Novelty.N2, Reason.NEW_DETAIL)
    assert said.delta.startswith("Boat strikes: Gustavo Petro: ")
    assert desk.again("Petro calls for calm over Venezuela boat harbours").kind is None
    desk.near = 0.5
    assert desk.again("Petro: calm, please, over boats", at=NOW + 3 * DAY).kind is None


def test_a_story_near_another_is_a_detail_of_it_or_nothing() -> None:
    desk = Desk()
    desk.first("Maduro urges restraint over boat strikes")
    desk.akin = 0.25
    assert desk.first("Maduro appeals for calm over boat strikes").kind is None
    detail = desk.first("Petro joins Maduro in appeal over boat strikes")
    assert (detail.kind, detail.reason) == (Kind.ADVANCE, Reason.NEW_DETAIL)
    deed = desk.first("Maduro signs boat treaty")
    assert (deed.novelty, deed.reason) == (Novelty.N3, Reason.STORY_OPENED)


def test_a_story_s_own_toll_rises_below_that_of_all() -> None:
    desk = Desk()
    desk.first("Boat strike off Venezuela kills 12")
    said = desk.again("Boat strike off Venezuela killed 19", at=NOW + HOUR)
    assert said.delta.startswith("Boat strikes: killed 12 -> 19")
    assert desk.again("Boat strike off Venezuela killed 12").kind is None


def test_a_correction_may_raise_a_figure_or_lower_it() -> None:
    desk = Desk()
    desk.first("Reward for boat captain in Venezuela: $50 million reward")
    said = desk.again("Correction: reward for Venezuela boat captain is $15 million reward")
    assert (said.kind, said.novelty) == (Kind.CORRECTION, Novelty.N4)


def test_a_range_holds_what_lies_within() -> None:
    desk = Desk()
    desk.first("Between 90 and 110 killed in boat strikes")
    assert desk.again("About 100 killed in boat strikes").kind is None
    assert desk.again("Boat strikes: 140 killed").kind is Kind.ADVANCE


class CountingLedger:
    """Counts the lines that a judgement is given, and knows ten thousand stories."""

    def __init__(self) -> None:
        self.given = 0

    def about(self, storyline: str, subject: str) -> tuple[Fact, ...]:
        line = Fact(seed="talks", storyline=storyline, subject=subject, value="x", at=NOW)
        self.given += 64
        return (line,) * 64

    def latest_at(self, storyline: str) -> None:
        return None

    def add(self, fact: Fact) -> None:
        """Nothing is learned."""


def test_a_judgement_asks_for_few_lines_however_much_the_ledger_knows() -> None:
    desk, ledger = Desk(), CountingLedger()
    desk.ledger = ledger  # type: ignore[assignment]  # a ledger by its protocol only
    desk.first("87 killed in boat strikes off Venezuela")
    assert 0 < ledger.given <= 64 * 40


def test_the_state_of_another_storyline_is_not_what_a_deed_follows_on() -> None:
    other = replace(STRIKES, slug="talks", known=(Known(fact="talks", value="willing"),))
    own = replace(STRIKES, slug="navy", title="Navy", known=())
    desk = Desk(profile=replace(PROFILE, storylines=(own, other)), storyline=own, also=(other,))
    said = desk.first("Navy carrier arrives off Venezuela near boat")
    assert said.delta == "Navy: Navy carrier arrives off Venezuela near boat"


@pytest.mark.parametrize(
    "title",
    ["Suben a 83 los muertos en ataques a lanchas", "Toll raised to 83 killed in boat strikes"],
)
@pytest.mark.parametrize("known", ["Boat strikes have killed 83", "Boat strikes have killed 87"])
def test_a_figure_that_is_known_does_not_rise_once_more(title: str, known: str) -> None:
    desk = Desk()
    desk.first("83 killed in boat strikes, Pentagon says")
    desk.again(known)
    said = desk.again(title, source="Other Post")
    assert (said.kind, said.reason) == (None, Reason.REWORDED)


def test_the_gravest_news_is_told_once_whichever_storyline_its_items_speak_of() -> None:
    desk = Desk(storyline=REST)
    assert desk.first("Venezuela parliament votes on its president").kind is Kind.FIRST
    grave = desk.again("Venezuelan president ousted", source="Other Post")
    assert (grave.reason, grave.significance) == (Reason.STATE_CHANGED, Significance.S4)
    desk.storyline = STRIKES
    assert desk.again("Ousted over boat strikes: Venezuela's president", source="Third").kind in {
        None,
        Kind.CONFIRMATION,
    }


def test_the_gravest_news_of_another_story_is_no_turn_of_this_one() -> None:
    desk = Desk()
    desk.first("Boat with stolen oil leaves Venezuela port")
    boat = desk.story
    assert desk.first("Venezuelan president ousted by parliament").kind
    desk.story = boat
    said = desk.again("Venezuelan president ousted after boat escapes with stolen oil")
    assert said.kind is None
