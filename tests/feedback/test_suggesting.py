"""Marks become suggestions, each with the items that speak for it; nobody else's words do."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.feedback import Suggestion, suggest
from monitor.model import Item, Profile
from monitor.scales import Opinion
from tests.feedback.stream import MATCHED, OTHERS, SKIPPER, stands
from tests.invented import PROFILE, an_item

MISSED = an_item(21, "Bow visor found by divers")
AGAIN = an_item(22, "Bow visor was cracked, says yard")
REGATTA = an_item(23, "Regatta crew of the Halmar Star wins silver trophy again")


def asked(
    *items: Item, profile: Profile = PROFILE, said: Mapping[str, Opinion] | None = None
) -> dict[str, list[Suggestion]]:
    found: dict[str, list[Suggestion]] = {}
    for one in suggest(profile, said or {}, stands(profile, *MATCHED, *OTHERS, *items)):
        found.setdefault(one.kind, []).append(one)
    return found


def texts(suggestions: list[Suggestion] | None) -> set[str]:
    return {one.text for one in suggestions or ()}


def test_without_a_mark_nothing_is_excluded() -> None:
    assert not {"exclusion", "namesake"} & set(asked(MISSED, AGAIN, REGATTA))


def test_a_missed_item_speaks_for_its_own_words() -> None:
    terms = asked(MISSED, said={"x21": Opinion.RELEVANT})["term"]
    assert any("visor" in text for text in texts(terms))
    for one in terms:
        assert one.place in {"casualties", "inquiry"}
        assert one.items[0] == "x21" or not one.marked


def test_what_is_relevant_but_not_new_belongs_to_the_seed_too() -> None:
    assert asked(MISSED, said={"x21": Opinion.NOT_NEW}) == asked(
        MISSED, said={"x21": Opinion.RELEVANT}
    )


def test_a_word_of_two_missed_items_comes_before_one_of_a_single_item() -> None:
    both = {"x21": Opinion.RELEVANT, "x22": Opinion.RELEVANT}
    first = asked(MISSED, AGAIN, said=both)["term"][0]
    assert (first.text, set(first.items), first.marked) == ("bow visor", {"x21", "x22"}, 2)


def test_copies_speak_with_one_voice() -> None:
    copies = [an_item(number, MISSED.title) for number in (31, 32, 33)]
    marks = dict.fromkeys(("x31", "x32", "x33"), Opinion.RELEVANT)
    alone = asked(copies[0], said={"x31": Opinion.RELEVANT})
    assert "visor" in " ".join(texts(alone["term"]))
    assert asked(*copies, said=marks) == alone


def test_a_wrong_item_speaks_for_an_exclusion() -> None:
    found = asked(REGATTA, said={"x23": Opinion.IRRELEVANT})["exclusion"]
    assert any("regatta" in text or "trophy" in text for text in texts(found))
    assert {one.items for one in found} == {("x23",)}


def test_an_exclusion_never_stands_in_a_wanted_item_or_in_the_seed() -> None:
    wrong = an_item(24, "Halmar Star inquiry: captain and survivors in regatta musical")
    for one in asked(wrong, said={"x24": Opinion.IRRELEVANT})["exclusion"]:
        assert one.others == 0
        assert one.text not in {"inquiry", "captain", "survivors", "halmar star", "halmar"}


def test_an_irrelevant_item_that_did_not_match_speaks_for_no_change() -> None:
    assert "exclusion" not in asked(REGATTA, said={"x11": Opinion.IRRELEVANT})


def test_a_word_of_an_item_marked_irrelevant_is_no_term() -> None:
    marks = {"x21": Opinion.RELEVANT, "x22": Opinion.IRRELEVANT}
    assert not any("visor" in text for text in texts(asked(MISSED, AGAIN, said=marks).get("term")))


def test_a_word_that_stands_everywhere_is_no_term() -> None:
    everywhere = [an_item(number, f"Visor {number} sold at a fair") for number in range(40, 60)]
    terms = asked(MISSED, *everywhere, said={"x21": Opinion.RELEVANT}).get("term")
    assert "visor" not in texts(terms)


def test_a_shorter_name_of_an_entity_is_an_alias() -> None:
    item = an_item(25, "Divers say that the wreck of Halmar lies deep", "They saw Halmar at noon.")
    (alias,) = asked(item, said={"x25": Opinion.RELEVANT})["alias"]
    assert (alias.text, alias.place) == ("Halmar", "Halmar Star")


def test_a_short_form_in_brackets_is_an_alias() -> None:
    item = an_item(26, "Who owns the ferry?", "The Nordlys Lines (NLX) said it is in talks.")
    (alias,) = asked(item, said={"x26": Opinion.RELEVANT})["alias"]
    assert (alias.text, alias.place) == ("NLX", "Nordlys Lines")


def test_somebody_else_of_that_name_is_a_namesake() -> None:
    wrong = an_item(
        27,
        "Jonas Halvorsen is dead set on a survivor role",
        "The ferry port cheers for Jonas Halvorsen, and the captain of the team is missing.",
    )
    found = asked(wrong, profile=SKIPPER, said={"x27": Opinion.IRRELEVANT})["namesake"]
    assert ("Jonas Halvorsen", "Erik Halvorsen") in {(one.text, one.place) for one in found}


def test_the_same_marks_give_the_same_suggestions() -> None:
    marks = {"x21": Opinion.RELEVANT, "x23": Opinion.IRRELEVANT}
    assert asked(MISSED, REGATTA, said=marks) == asked(MISSED, REGATTA, said=marks)


def test_an_empty_stream_gives_none() -> None:
    assert suggest(PROFILE, {}, []) == ()
    assert suggest(PROFILE, {"x9": Opinion.RELEVANT}, []) == ()


def test_hostile_texts_are_only_texts() -> None:
    items = [
        an_item(71, "", ""),
        an_item(72, "* ((( * \u202e \ud83d", "(" * 500),
        an_item(73, "Halmar Star (", "Halmar Star (" + "A" * 5000),
    ]
    suggest(PROFILE, {item.id: Opinion.RELEVANT for item in items}, stands(PROFILE, *items))
