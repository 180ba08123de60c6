from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feeds import identify
from monitor.model import Arrival, Feed, Item, ParsedItem, Poll
from monitor.scales import Freshness, PollResult

NOW = datetime(2025, 11, 21, 12, 0, tzinfo=UTC)
FEED = Feed(url="https://news.example/rss", source="News")
OTHER = Feed(url="https://news.example/world/rss", source="News")
STORY = ParsedItem(
    title="Maduro willing to talk with Washington",
    url="https://news.example/a/1",
    guid="urn:1",
    summary="The president said that he was ready.",
    published=NOW - timedelta(hours=1),
)


@dataclass
class Desk:
    """Remembers what `identify` names, as the store does."""

    items: dict[str, Item] = field(default_factory=dict)
    count: int = 0

    def take(
        self, *items: ParsedItem, feed: Feed = FEED, at: datetime = NOW
    ) -> tuple[Arrival, ...]:
        poll = Poll(feed=feed, at=at, result=PollResult.ITEMS, items=items)
        arrivals = identify(poll, self.known, self.new_id)
        for arrival in arrivals:
            self.items.update(dict.fromkeys(arrival.keys, arrival.item))
        return arrivals

    def known(self, keys: Collection[str]) -> Mapping[str, Item]:
        return {key: self.items[key] for key in keys if key in self.items}

    def new_id(self) -> str:
        self.count += 1
        return f"i{self.count}"

    def again(self, item: ParsedItem, feed: Feed = FEED) -> tuple[str, Freshness]:
        (arrival,) = self.take(item, feed=feed, at=NOW + timedelta(hours=1))
        return arrival.item.id, arrival.freshness


@pytest.fixture
def desk() -> Desk:
    found = Desk()
    found.take(STORY)
    return found


def test_a_new_item_is_filled_from_the_poll() -> None:
    (arrival,) = Desk().take(STORY)
    assert arrival.freshness is Freshness.NEW
    assert arrival.item == Item(
        id="i1",
        title=STORY.title,
        url=STORY.url,
        guid="urn:1",
        summary=STORY.summary,
        published=STORY.published,
        first_seen_at=NOW,
        effective_at=NOW - timedelta(hours=1),
        source="News",
        feeds=(FEED.url,),
    )
    assert [key[0] for key in arrival.keys] == ["g", "l", "c"]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"guid": "urn:rotated"},
        {"url": "https://news.example/moved/1"},
        {"url": "http://www.news.example/a/1/?utm_source=rss#top", "guid": ""},
        {"guid": "urn:v2", "url": "https://v2.example/1"},
        {"published": NOW - timedelta(days=40)},
        {"title": "MADURO willing to talk — with Washington!"},
    ],
)
def test_an_item_is_known_again_by_any_of_its_names(desk: Desk, change: dict[str, str]) -> None:
    assert desk.again(replace(STORY, **change)) == ("i1", Freshness.SEEN)  # type: ignore[arg-type]  # varied fields


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Maduro willing to talk with Washington, 87 killed"},
        {"summary": "Now 87 are dead."},
        {"title": "Entirely other words under one guid", "summary": "And here too."},
        {"title": "Maduro ready to talk with Washington", "guid": "urn:rotated"},
        {"title": "Maduro ready to talk with Washington", "url": "https://news.example/b"},
    ],
)
def test_other_words_under_the_same_name_are_an_edit(desk: Desk, change: dict[str, str]) -> None:
    assert desk.again(replace(STORY, **change)) == ("i1", Freshness.EDITED)  # type: ignore[arg-type]  # varied fields


def test_an_edit_keeps_id_and_first_seen_and_takes_the_new_words(desk: Desk) -> None:
    (arrival,) = desk.take(replace(STORY, title="87 killed"), at=NOW + timedelta(hours=3))
    assert (arrival.item.title, arrival.item.first_seen_at) == ("87 killed", NOW)


def test_a_title_that_goes_back_and_forth_is_an_edit_once(desk: Desk) -> None:
    edited = replace(STORY, title="Maduro willing to talk, 87 killed")
    answers = [desk.again(item)[1] for item in (edited, STORY, edited)]
    assert answers == [Freshness.EDITED, Freshness.SEEN, Freshness.SEEN]


def test_a_link_or_guid_used_again_for_something_else_is_a_new_item(desk: Desk) -> None:
    other = replace(STORY, title="Floods close the coastal road", summary="Rain fell all night.")
    assert desk.again(replace(other, guid="urn:2")) == ("i2", Freshness.NEW)
    assert desk.again(replace(other, url="https://news.example/road", title="Storm")) == (
        "i3",
        Freshness.NEW,
    )


def test_one_link_in_two_feeds_is_one_item_with_both(desk: Desk) -> None:
    elsewhere = replace(STORY, guid="urn:world:9", title="World: Maduro willing to talk")
    (arrival,) = desk.take(elsewhere, feed=OTHER)
    assert (arrival.item.id, arrival.freshness) == ("i1", Freshness.SEEN)
    assert arrival.item.feeds == (FEED.url, OTHER.url)
    assert desk.again(STORY) == ("i1", Freshness.SEEN)
    assert desk.again(elsewhere, OTHER) == ("i1", Freshness.SEEN)
    assert desk.again(replace(elsewhere, summary="87 dead."), OTHER) == ("i1", Freshness.EDITED)


def test_the_same_words_in_another_publishers_feed_are_another_item(desk: Desk) -> None:
    copy = replace(STORY, url="https://paper.example/x", guid="urn:p")
    assert desk.again(copy, Feed(url="https://paper.example/rss"))[0] == "i2"


def test_a_daily_column_under_one_headline_is_new_each_day(desk: Desk) -> None:
    tomorrow = replace(
        STORY, guid="urn:2", url="https://news.example/a/2", published=NOW + timedelta(days=1)
    )
    assert desk.again(tomorrow) == ("i2", Freshness.NEW)


def test_a_guid_on_several_items_names_none_of_them() -> None:
    desk = Desk()
    five = [
        replace(STORY, guid="same", url=f"https://news.example/{n}", title=f"Story {n} of five")
        for n in range(5)
    ]
    assert len(desk.take(*five)) == 5
    assert {arrival.freshness for arrival in desk.take(*five)} == {Freshness.SEEN}


def test_a_link_on_several_titles_and_a_home_page_name_nothing() -> None:
    for url in ("https://news.example/live", "https://news.example/"):
        three = [ParsedItem(title=f"Separate item, number {n}", url=url) for n in range(3)]
        desk = Desk()
        assert len(desk.take(*three)) == 3
        assert [arrival.item.id for arrival in desk.take(*three)] == ["i1", "i2", "i3"]


def test_guids_that_differ_only_in_case_differ() -> None:
    one, other = (
        replace(STORY, guid=guid, url="", title=f"A quite separate story {guid.encode().hex()}")
        for guid in ("AbC", "aBc")
    )
    assert len(Desk().take(one, other)) == 2


def test_a_guid_address_means_the_same_under_https(desk: Desk) -> None:
    desk.take(ParsedItem(title="a", guid="http://news.example/?p=1"))
    assert desk.again(ParsedItem(title="b", guid="https://news.example/?p=1"))[0] == "i2"


def test_an_item_listed_twice_arrives_once_under_all_its_names() -> None:
    (arrival,) = Desk().take(STORY, replace(STORY, guid="urn:twin"))
    assert sum(key.startswith("g:") for key in arrival.keys) == 2


def test_what_a_feed_lists_as_two_items_stays_two() -> None:
    twin = replace(STORY, guid="urn:twin", url="https://news.example/a/1-1")
    desk = Desk()
    for fresh in (2, 0):
        arrivals = desk.take(twin, STORY)
        assert len(arrivals) == 2
        assert sum(arrival.freshness is Freshness.NEW for arrival in arrivals) == fresh


def test_short_titles_do_not_make_items_one() -> None:
    live = [ParsedItem(title="Live", url=f"https://news.example/{n}") for n in range(3)]
    assert len(Desk().take(*live)) == 3


def test_an_item_without_any_name_is_known_again_by_its_words() -> None:
    desk = Desk()
    bare, blank = ParsedItem(title="Words alone must do for this one"), ParsedItem(title="")
    assert len(desk.take(bare, blank)) == 2
    assert [arrival.freshness for arrival in desk.take(bare, blank)] == [Freshness.SEEN] * 2


@pytest.mark.parametrize(
    ("published", "updated", "effective"),
    [
        (NOW - timedelta(days=400), None, NOW - timedelta(days=400)),
        (None, NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
        (NOW + timedelta(hours=1), None, NOW),
        (datetime(2055, 1, 1, tzinfo=UTC), None, NOW),
        (datetime(1970, 1, 1, tzinfo=UTC), None, NOW),
        (None, None, NOW),
    ],
)
def test_the_effective_time_is_the_stated_one_where_it_can_be(
    published: datetime | None, updated: datetime | None, effective: datetime
) -> None:
    (arrival,) = Desk().take(replace(STORY, published=published, updated=updated))
    assert arrival.item.effective_at == effective
    assert arrival.item.published == published


def test_the_items_language_comes_before_the_feeds() -> None:
    feed = replace(FEED, language="en")
    (arrival,) = Desk().take(replace(STORY, language="es"), feed=feed)
    assert arrival.item.language == "es"
    (arrival,) = Desk().take(STORY, feed=feed)
    assert arrival.item.language == "en"
