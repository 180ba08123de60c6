"""The stories at hand are found without asking them all, and let go of in time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Item, Story
from monitor.stories import Settings, Shelf, assign, extend
from monitor.stories import shelf as laid_out
from monitor.stories.view import view
from tests.stories.rewrites import NOW, Desk, a_match, an_item, rewrites

_SYLLABLES = ("ba", "do", "fel", "gri", "mon", "pas", "ri", "sto", "tu", "ver", "lin", "kar")
_USUAL = (
    """port harbour island council minister mayor strike ferry flight budget school storm bridge
    market police court charges inquiry doctors hospital water price workers union company bank farm
    rescue search crew captain owner safety rules vote party leader talks deal"""
).split()
HOUR = timedelta(hours=1)
_MOST = laid_out._CANDIDATES


def invented(count: int) -> list[Item]:
    """Items of as many stories: each has a few rare words, and more that many of them share."""
    chance = random.Random(4)  # noqa: S311 (an invented stream, the same at every run)
    return [
        replace(
            an_item(number, " ".join(_words(chance)), " ".join(_words(chance))),
            effective_at=NOW,
        )
        for number in range(count)
    ]


def _words(chance: random.Random) -> list[str]:
    return ["Lampara", *chance.choices(_USUAL, k=4), *(_word(chance, 3) for _ in range(4))]


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=length))


def retold(item: Item, chance: random.Random) -> Item:
    """The item with two words in five replaced, in another order."""
    words = [word if chance.random() < 0.6 else _word(chance, 3) for word in item.title.split()]
    below = [word if chance.random() < 0.6 else _word(chance, 3) for word in item.summary.split()]
    chance.shuffle(words)
    return replace(item, id=f"r{item.id}", title=" ".join(words), summary=" ".join(below))


def stocked(items: Sequence[Item]) -> Shelf:
    shelf = Shelf(Settings())
    for item in items:
        match = a_match(item)
        given = replace(assign(item, match, Shelf(Settings()), str), story=f"s{item.id}")
        shelf.put(extend(None, item, match, given, item.effective_at), [item])
    return shelf


def found(items: Sequence[Item], shelf: Shelf) -> list[str]:
    return [assign(item, a_match(item), shelf, lambda: "new").story for item in items]


def test_nearly_all_is_found_that_asking_every_story_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items, chance = invented(1500), random.Random(5)  # noqa: S311 (an invented stream, as above)
    shelf = stocked(items)
    asked = [retold(item, chance) for item in items[::15]]
    quick = found(asked, shelf)
    monkeypatch.setattr(laid_out, "_BUDGET", 10**9)
    monkeypatch.setattr(laid_out, "_CANDIDATES", 10**9)
    whole = found(asked, shelf)
    right = [f"s{item.id}" for item in items[::15]]
    finds = [
        one == true for one, other, true in zip(quick, whole, right, strict=True) if other == true
    ]
    assert len(finds) > 80
    assert sum(finds) >= 0.99 * len(finds)


def test_an_item_costs_no_more_texts_among_more_stories() -> None:
    items = invented(1500)
    for shelf in (stocked(items[:300]), stocked(items)):
        assert 0 < max(len(shelf.like(view(item), NOW)) for item in items[:20]) <= _MOST


def test_a_long_story_is_stood_for_by_its_first_and_latest_texts() -> None:
    desk = Desk()
    for item in rewrites(300):
        desk.take(item)
    (shown,) = desk.shelf._shown.values()
    assert len(shown.texts) == 2 * Settings().compared
    assert len(desk.stories["s1"].items) == 300


def test_what_ended_is_let_go_of() -> None:
    early, late = an_item(1, "Ferry fire off Paros"), an_item(2, "Port reform passed at night")
    late = replace(late, effective_at=NOW + 50 * HOUR)
    shelf = stocked([early, late])
    shelf.forget(NOW + 40 * HOUR)
    soon = NOW + 51 * HOUR
    copies = [replace(item, id="c", effective_at=soon) for item in (early, late)]
    assert found(copies, shelf) == ["new", "si2"]
    assert found([replace(an_item(3, ""), effective_at=soon)], shelf) == ["new"]


def test_an_index_laid_out_anew_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_out, "_GONE", 5)
    items = invented(60)
    shelf = stocked(items)
    over = Story(id="x", seed="coast", title="", first_at=NOW - 100 * HOUR, last_at=NOW - 99 * HOUR)
    for number in range(70):
        shelf.put(
            replace(over, id=f"x{number}"), [an_item(900 + number, f"Old tale {number} told")]
        )
    shelf.forget(NOW - HOUR)
    assert len(shelf._texts) < 100
    assert found([replace(items[7], id="c")], shelf) == ["si7"]
    assert len(shelf.like(view(items[7]), NOW)) > 0
