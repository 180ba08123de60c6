"""Words and beginnings of words, and what is one of them or begins so."""

import random

from monitor.text import Openings


def test_a_word_is_in_whole_and_a_beginning_with_any_ending() -> None:
    openings = Openings(["ferry", "negotiat*"])
    words = ("ferry", "ferryman", "negotiat", "negotiator", "negotia", "", "zebra")
    assert [word in openings for word in words] == [True, False, True, True, False, False, False]


def test_a_beginning_is_found_behind_others_that_it_begins_or_that_stand_between() -> None:
    openings = Openings(["no*", "nord*", "nordvik*", "nz*", "non"])
    assert all(word in openings for word in ("no", "nope", "nordvikers", "nzega", "nomad"))
    assert not any(word in openings for word in ("n", "na", "ny", "o"))


def test_nothing_is_found_where_nothing_is_known() -> None:
    assert "ferry" not in Openings([])


def test_it_says_of_any_words_what_trying_every_beginning_says() -> None:
    chance = random.Random(5)  # noqa: S311 (invented words, no secret)

    def word() -> str:
        return "".join(chance.choices("abc", k=chance.randint(1, 5)))

    for _ in range(200):
        known = [word() + chance.choice(("", "*")) for _ in range(chance.randint(0, 8))]
        openings = Openings(known)
        for asked in (word() for _ in range(40)):
            plain = asked in known or any(
                one.endswith("*") and asked.startswith(one[:-1]) for one in known
            )
            assert (asked in openings) == plain
