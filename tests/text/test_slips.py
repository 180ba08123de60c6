"""Words found although one slip was made."""

from __future__ import annotations

import random

import pytest

from monitor.text import SlipIndex

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = (("nordvik",), ("selma", "castorberg"), ("castorberg", "harbour"), ("quist",))


def one_slip(word: str, chance: random.Random) -> str:
    """The word with a letter left out, put in, replaced or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(LETTERS)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


@pytest.mark.parametrize("seed", range(5))
def test_every_single_slip_leads_to_the_word_meant(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (invented words, no secret)
    words = ["".join(chance.choices(LETTERS, k=chance.randrange(6, 14))) for _ in range(300)]
    index = SlipIndex((word,) for word in words)
    for word in words:
        written = one_slip(word, chance)
        assert written in words or (word,) in index.find(written)


@pytest.mark.parametrize("written", ["nordvik", "selma", "nrdvk", "nordwiks", "quit", "12345678"])
def test_the_word_itself_and_short_and_distant_ones_mean_nothing_else(written: str) -> None:
    assert SlipIndex(NAMES).find(written) == ()


def test_a_forgotten_blank_gives_the_whole_name() -> None:
    assert SlipIndex(NAMES).find("selmacastorberg") == (("selma", "castorberg"),)


def test_an_answer_is_the_same_when_asked_again() -> None:
    index = SlipIndex(NAMES)
    assert index.find("castrberg") == index.find("castrberg") == (("castorberg",),)


def test_without_names_nothing_is_found() -> None:
    assert SlipIndex(()).find("nordvik") == ()
