"""Whatever a feed may hold, the text floor answers, and answers fast."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from monitor.text import (
    PhraseIndex,
    content_stems,
    find_figures,
    fold,
    folded_words,
    guess_language,
    split_sentences,
    tokenise,
)

SIZE = 40_000  # four times what is read of an item's summary
HOSTILE = {
    "no space": "x" * SIZE,
    "digits": "1" * SIZE,
    "figures": "1 " * (SIZE // 2),
    "grouped figures": "1,111." * (SIZE // 6),
    "blank groups": "1 000 000" * (SIZE // 9),
    "days and months": "May 1 " * (SIZE // 6),
    "numbers in words": "twenty one hundred million " * (SIZE // 27),
    "percent": "per cent 5 per " * (SIZE // 15),
    "initials": "A. " * (SIZE // 3),
    "dotted": "a.b." * (SIZE // 4),
    "abbreviations": "No. Mr. " * (SIZE // 8),
    "apostrophes": "a'" * (SIZE // 2),
    "full stops": "." * SIZE,
    "quotes after a stop": "." + '"' * SIZE,
    "blanks after a stop": "." + " " * SIZE + "a",
    "line breaks": "\n" * SIZE + "x",
    "line breaks and blanks": "\n " * (SIZE // 2) + "x",
    "accents": "a" + "\u0301" * SIZE,
    "emoji": "🔥" * SIZE,
    "right to left": "مادورو " * (SIZE // 7),
    "bidi": "\u202e\u2066" * (SIZE // 2),
    "nul": "\0" * SIZE,
    "currency": "$" * SIZE + "5",
    "ligatures": "\ufdfa" * (SIZE // 10),
}


@pytest.mark.timeout(60)  # others may use the processors: our own time on them is what is judged
@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_hostile_text_costs_about_four_times_as_much(name: str) -> None:
    _read("5 killed")  # word lists are loaded, patterns compiled
    quarter, whole = _cost(HOSTILE[name][: SIZE // 4]), _cost(HOSTILE[name])
    assert whole < 8 * quarter + 0.1  # 16 times would be the square
    assert whole < 2.0


def _cost(text: str) -> float:
    """Seconds of the processor that a reading of ``text`` takes, others' rubbish left aside."""
    gc.disable()
    try:
        began = process_time()
        _read(text)
        return process_time() - began
    finally:
        gc.enable()


def _read(text: str) -> None:
    index = PhraseIndex[str]()
    index.add("negotiat*", "talks")
    index.add("ground forces", "forces")
    tokens = tokenise(text)
    assert all(token.folded and token.start < token.end for token in tokens)
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
    assert list(index.find(folded_words(text))) == []
    assert all(figure.amount >= 0 for figure in find_figures(text))
    assert isinstance(fold(text), str)
    content_stems(text)
    guess_language(text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb 5\ud800 killed", "\ud83d. \ude00"])
def test_lone_surrogates_do_no_harm(text: str) -> None:
    tokenise(text)
    find_figures(text)
    split_sentences(text)
    fold(text)
