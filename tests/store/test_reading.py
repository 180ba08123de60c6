"""Lists, ids and the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import NothingFound
from monitor.model import Outcome, Query
from monitor.scales import Priority, Reason
from monitor.store import Store, listing
from tests.store import invented
from tests.store.invented import DAY, NOW

LISTS: list[Callable[[Store], Callable[[Query], tuple[object, ...]]]] = [
    lambda store: store.read.items,
    lambda store: store.read.matches,
    lambda store: store.read.stories,
    lambda store: store.read.developments,
    lambda store: store.read.alerts,
    lambda store: store.read.deliveries,
]


@pytest.mark.parametrize("which", LISTS)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), 1),
        (Query(since=NOW), 1),
        (Query(since=NOW + timedelta(microseconds=1)), 0),
        (Query(until=NOW), 0),
        (Query(until=NOW + DAY), 1),
        (Query(seed="talks", storyline="peace-talks", source="example times"), 1),
        (Query(seed="other"), 0),
        (Query(storyline="other"), 0),
        (Query(source="Other Times"), 0),
        (Query(min_priority=Priority.ROUTINE), 1),
        (Query(min_priority=Priority.URGENT), 1),
        (Query(min_priority=Priority.FLASH), 0),
        (Query(seed="x' OR '1'='1"), 0),
    ],
)
def test_every_list_is_narrowed_alike(
    store: Store,
    which: Callable[[Store], Callable[[Query], tuple[object, ...]]],
    query: Query,
    found: int,
) -> None:
    store.apply([invented.an_outcome(1)])
    assert len(which(store)(query)) == found


def test_lists_are_newest_first_and_cut_at_the_limit(store: Store) -> None:
    items = tuple(invented.an_item(number, NOW + number * DAY) for number in range(1, 61))
    store.apply([Outcome(at=NOW, items=items)])
    newest = [item.id for item in store.read.items(Query(limit=3))]
    assert newest == ["i60", "i59", "i58"]
    assert len(store.read.items()) == 50
    assert len(store.read.items(Query(limit=0))) == 60


@pytest.mark.parametrize("which", LISTS[:2])
@pytest.mark.parametrize(
    "query",
    [
        Query(seed="talks", limit=5),
        Query(seed="talks", since=NOW + 4 * DAY, until=NOW + 20 * DAY),
        Query(source="example TIMES", seed="talks", limit=3),
        Query(source="Rare Times"),
        Query(source="Rare Times", seed="talks"),
    ],
)
def test_a_list_that_begins_with_the_few_items_left_is_the_same_list(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    which: Callable[[Store], Callable[[Query], tuple[object, ...]]],
    query: Query,
) -> None:
    items = tuple(
        invented.an_item(number, NOW + number % 7 * DAY, source=source)
        for number, source in enumerate(["Example Times"] * 28 + ["Rare Times"] * 2, 1)
    )
    matches = tuple(
        replace(invented.a_match(number), at=NOW + number % 7 * DAY) for number in range(2, 31, 2)
    )
    store.apply([Outcome(at=NOW, items=items, matches=matches)])
    few = which(store)(query)
    monkeypatch.setattr(listing, "_FEW", 0)  # none are few
    assert few
    assert few == which(store)(query)


def test_a_story_is_found_by_a_source_with_any_letters_in_its_name(store: Store) -> None:
    odd = (
        'The "Daily" Ñandú',
        "A, B",
        "Back\\slash",
        "100 % Wahr",
        "snake_case",
        "Us|Them",
        "x" * 2_000,
    )
    story = replace(invented.a_story(1), sources=odd)
    store.apply([replace(invented.an_outcome(1), stories=(story,))])
    for name in ('the "daily" Ñandú', "a, b", "back\\SLASH", *odd[3:]):
        assert [found.id for found in store.read.stories(Query(source=name))] == ["s1"]
    for name in ("Daily", ",", '","', "a", "%", "100 %", "snake-case", "Us_Them", "x" * 60_000):
        assert not store.read.stories(Query(source=name))


def test_near_misses_are_a_list_of_their_own(store: Store) -> None:
    near = invented.a_match(2, verdict=False)
    store.apply([invented.an_outcome(1)])
    store.apply([Outcome(at=NOW, items=(invented.an_item(2),), matches=(near,))])
    assert [match.id for match in store.read.matches()] == ["m1"]
    assert store.read.matches(near=True) == (near,)
    assert store.read.matches_of("i2") == (near,)
    assert [item.id for item in store.read.items(Query(seed="talks"))] == ["i1"]


def test_suppressed_alerts_are_a_list_of_their_own(store: Store) -> None:
    quiet = invented.an_alert(2, reason=Reason.QUIET_HOURS)
    store.apply([invented.an_outcome(1), replace(invented.an_outcome(2), alerts=(quiet,))])
    assert [alert.id for alert in store.read.alerts()] == ["a1"]
    assert store.read.alerts(suppressed=True) == (quiet,)


def test_an_id_finds_its_noun(store: Store) -> None:
    outcome = invented.an_outcome(7)
    store.apply([outcome])
    assert store.read.find("i7") == outcome.items[0]
    assert store.read.find("m7") == outcome.matches[0]
    assert store.read.find("s7") == outcome.stories[0]
    assert store.read.find("d7") == outcome.developments[0]
    assert store.read.find("a7") == outcome.alerts[0]
    assert store.read.find("o7") == outcome.deliveries[0]


@pytest.mark.parametrize("wrong", ["", "i", "x1", "12", "i-1", "i1x", "I1", "i\u0661", "i 1"])
def test_what_is_no_id_is_told_so(store: Store, wrong: str) -> None:
    with pytest.raises(NothingFound, match="is no id"):
        store.read.find(wrong)


@pytest.mark.parametrize("unknown", ["s2", "i" + "9" * 40])
def test_an_unknown_id_is_told_by_kind(store: Store, unknown: str) -> None:
    store.apply([invented.an_outcome(1)])
    with pytest.raises(NothingFound, match=r"there is no (story|item)"):
        store.read.find(unknown)


def test_what_hangs_together_is_found_from_each_end(store: Store) -> None:
    outcome = invented.an_outcome(1)
    store.apply([outcome, invented.an_outcome(2)])
    for shown in ("i1", "s1", "d1"):
        assert store.read.alerts_of(shown) == outcome.alerts
    for shown in ("i1", "s1"):
        assert store.read.developments_of(shown) == outcome.developments
        assert store.read.judgements_of(shown) == outcome.judgements
        assert store.read.assignments_of(shown) == outcome.assignments
    assert store.read.deliveries_of("a1") == outcome.deliveries
    assert store.read.receipts_of("o1") == ()
    assert store.read.facts("talks") == (invented.a_fact(1), invented.a_fact(2))
    assert store.read.facts("talks", "peace-talks") == store.read.facts("talks")
    assert store.read.facts("talks", "other") == ()
    with pytest.raises(NothingFound):
        store.read.developments_of("o1")


def test_items_come_in_the_order_asked_for(store: Store) -> None:
    store.apply([Outcome(at=NOW, items=tuple(invented.an_item(n) for n in (1, 2, 3)))])
    assert [item.id for item in store.read.items_by_ids(["i3", "i99", "i1"])] == ["i3", "i1"]


def test_an_item_is_found_by_its_address_or_its_canonical_one(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    assert store.read.item_by_url("https://news.example/1").id == "i1"
    assert store.read.item_by_url("https://news.example/1?utm_source=x", "url:1").id == "i1"
    with pytest.raises(NothingFound, match="no stored item"):
        store.read.item_by_url("https://elsewhere.example/", "url:elsewhere")
    with pytest.raises(NothingFound):
        store.read.item_by_url("")


def test_stored_items_are_walked_oldest_first_over_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.store.reading._PAGE", 2)
    times = {1: NOW - DAY, 2: NOW, 3: NOW, 4: NOW, 5: NOW, 6: NOW - 3 * DAY, 7: NOW - 2 * DAY}
    items = tuple(invented.an_item(number, at) for number, at in times.items())
    store.apply([Outcome(at=NOW, items=items)])
    walked = [item.id for item in store.read.stored_since(NOW - 2 * DAY)]
    assert walked == ["i7", "i1", "i2", "i3", "i4", "i5"]


@pytest.fixture
def library(store: Store) -> Store:
    items = (
        invented.an_item(1, NOW, title="Nicolás Maduro habla en Bogotá", summary="Ein Gespräch"),
        invented.an_item(2, NOW + DAY, title="Boats struck", summary="Land for peace, they say"),
        invented.an_item(3, NOW + 2 * DAY, title="Peace for land", summary="A US-led boat strike"),
    )
    store.apply([Outcome(at=NOW, items=items)])
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nicolas MADURO", ["i1"]),
        ("gesprach bogota", ["i1"]),
        ("peace", ["i3", "i2"]),
        ("boat", ["i3"]),
        ("boat*", ["i3", "i2"]),
        ('"land for peace"', ["i2"]),
        ('"land for pea"*', ["i2"]),
        ("us-led", ["i3"]),
        ("peace boat*", ["i3", "i2"]),
        ("peace nobody", []),
    ],
)
def test_search_finds_words_beginnings_and_phrases(
    library: Store, words: str, found: list[str]
) -> None:
    assert [item.id for item in library.read.search(words)] == found
    assert [item.id for item in library.read.search(words, limit=1)] == found[:1]
    assert [item.id for item in library.read.search(words, limit=0)] == found


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "   ",
        "*",
        '"',
        '"""',
        '""*',
        "'; DROP TABLE items; --",
        "title:boats",
        "NEAR(",
        "AND OR NOT",
        "peace AND",
        "(peace",
        "^peace -land + {title}: x",
        "a\x00b",
        '"unclosed phrase',
        "\N{PILE OF POO}",
        "x" * 10_000,
        "word " * 5_000,
    ],
)
def test_hostile_words_do_no_harm(library: Store, hostile: str) -> None:
    assert isinstance(library.read.search(hostile), tuple)
    assert len(library.read.items()) == 3


def test_operators_are_plain_words(library: Store) -> None:
    assert library.read.search("peace OR maduro") == ()
    assert library.read.search("title:peace") == ()
