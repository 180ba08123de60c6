"""What the figures of a sentence count: "14 killed on 3 boats" is killed 14, boats 3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.text.figures import Figure, find_figures
from monitor.text.tokens import folded_words
from monitor.text.words import stem

_FAR = 1_000_000
_LEVELS = frozenset({"to", "at", "a", "auf", "bei"})
_LEVEL_REACH = 3  # "to at least 87"


def counted(
    sentence: str, words: Mapping[str, str], reach: int, language: str = ""
) -> dict[str, Figure]:
    """The figure of each subject that the sentence counts.

    ``words`` gives the subject of each counted word (by its stem: `stem` of the folded word);
    ``reach`` says how many words away it may stand. Near pairs are made first, and a figure or a
    subject serves once. Ordinals count runs, not things; spans of time count only the word directly
    behind them. "Three more, five in all" counts five.
    """
    heard = folded_words(sentence)
    subjects = {
        place: words[key] for place, word in enumerate(heard) if (key := stem(word)) in words
    }
    figures = find_figures(sentence, language) if subjects else ()
    totals = tuple(figure for figure in figures if not figure.aside)
    figures = totals or figures
    pairs = sorted(
        (distance, figure.place, place, subjects[place], number)
        for number, figure in enumerate(figures)
        for far in (_reach(heard, figure, reach),)
        for place in range(figure.place - far, figure.after + far)
        if place in subjects and (distance := _distance(figure, place, reach)) <= far
    )
    found: dict[str, Figure] = {}
    taken: set[int] = set()
    for _, _, _, subject, number in pairs:
        if subject not in found and number not in taken:
            found[subject] = figures[number]
            taken.add(number)
    return found


def _reach(words: Sequence[str], figure: Figure, reach: int) -> int:
    """A level that something reached ("the toll ... rises to 87") may stand twice as far away."""
    before = words[max(0, figure.place - _LEVEL_REACH) : figure.place]
    return reach * 2 if _LEVELS.intersection(before) else reach


def _distance(figure: Figure, place: int, reach: int) -> int:
    """Words from a figure to a place, 1 for a neighbour; its own unit ("5 percent") comes last."""
    if figure.unit == "th" or (figure.unit == "time" and place != figure.after):
        return _FAR
    if place >= figure.after:
        return place - figure.after + 1
    return figure.place - place if place < figure.place else reach
