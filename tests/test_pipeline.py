"""The corridor as a whole: what a run of items becomes, on an invented story."""

from __future__ import annotations

from dataclasses import replace

from monitor.app import rehearse
from monitor.desk import Desk
from monitor.model import Feed, FeedState, Item, Outcome, ParsedItem, Poll, Silence
from monitor.pipeline import decide_due, decide_items, decide_poll, decide_undelivered
from monitor.scales import Kind, PollResult, Priority, Reason, Standing
from monitor.store import Memory
from tests.invented import HOUR, NOW, PROFILE, a_desk, an_item

FEED = Feed(url="https://coast.example/rss", source="Coast Courier", language="en")


def known(_keys: object) -> dict[str, Item]:
    return {}


def a_poll(*titles: str, feed: Feed = FEED) -> Poll:
    items = tuple(
        ParsedItem(title=title, guid=f"{feed.url}{n}", url=f"{feed.url}/{n}", published=NOW)
        for n, title in enumerate(titles)
    )
    return Poll(feed=feed, at=NOW, result=PollResult.ITEMS, items=items)


def polled_before(feed: Feed = FEED) -> FeedState:
    return FeedState(url=feed.url, last_ok_at=NOW - HOUR, last_polled_at=NOW - HOUR)


def test_an_item_of_the_story_becomes_a_match_a_story_a_development_and_a_message() -> None:
    outcome = decide_items(
        [an_item(1, "Prosecutor opens inquiry into sinking of Halmar Star")], a_desk(), NOW
    )
    assert [match.verdict for match in outcome.matches] == [True]
    assert outcome.stories[0].items == ("x1",)
    assert outcome.developments[0].storyline == "inquiry"
    assert outcome.deliveries[0].alerts == (outcome.alerts[0].id,)


def test_an_item_that_has_nothing_to_do_with_the_seed_is_stored_and_nothing_else() -> None:
    outcome = decide_items([an_item(1, "Bakery wins prize for rye bread")], a_desk(), NOW)
    assert outcome.items
    assert not [match for match in outcome.matches if match.verdict]
    assert not outcome.stories
    assert not outcome.alerts


def test_the_same_news_from_two_feeds_in_one_second_alerts_once() -> None:
    desk = a_desk()
    other = replace(FEED, url="https://harbour.example/rss", source="Harbour Herald")
    title = "Prosecutor opens inquiry into sinking of Halmar Star"
    (first,) = decide_poll(a_poll(title), polled_before(), desk, known, 0.5)
    (second,) = decide_poll(a_poll(title, feed=other), polled_before(other), desk, known, 0.5)
    assert len(first.deliveries) == 1
    assert second.deliveries == ()
    assert second.judgements[0].reason is Reason.COPY


def test_a_poll_of_many_items_comes_in_parts_of_which_the_last_ends_the_visit() -> None:
    items = tuple(
        ParsedItem(title=f"Council of town {number} meets again", guid=f"g{number}")
        for number in range(600)
    )
    poll = replace(a_poll("Bakery wins prize"), items=items)
    parts = list(decide_poll(poll, polled_before(), a_desk(), known, 0.5))
    assert [len(part.items) for part in parts] == [250, 250, 100]
    assert [part.feed is not None for part in parts] == [False, False, True]
    for part in parts:
        assert {item.id for item in part.items} == {seen.item for seen in part.sightings}


def test_what_stands_in_a_feed_at_its_first_poll_interrupts_nobody() -> None:
    desk = a_desk()
    title = "Prosecutor opens inquiry into sinking of Halmar Star"
    (outcome,) = decide_poll(a_poll(title), FeedState(url=FEED.url), desk, known, 0.5)
    assert outcome.deliveries == ()
    assert [telling.reason for telling in outcome.tellings] == [Reason.BASELINE]


def test_a_rising_death_toll_is_told_with_what_was_known_before() -> None:
    outcome = decide_items(
        [an_item(1, "Fourteen dead in Halmar Star sinking, police say")], a_desk(), NOW
    )
    assert outcome.developments[0].kind is Kind.ADVANCE
    assert "killed 12 -> 14 (12 since 2026-03-01)" in outcome.developments[0].delta


def test_a_figure_that_changes_under_the_same_guid_is_news_and_a_comma_is_not() -> None:
    desk = a_desk()
    told = an_item(1, "At least 14 dead in Halmar Star sinking")
    decide_items([told], desk, NOW)
    comma = decide_items(
        [replace(told, title="At least 14 dead, in Halmar Star sinking")], desk, NOW
    )
    figure = decide_items(
        [replace(told, title="At least 16 dead in Halmar Star sinking")], desk, NOW
    )
    assert comma.developments == ()
    assert "-> 16" in figure.developments[0].delta


def test_items_are_decided_in_the_order_of_their_time_whatever_order_they_come_in() -> None:
    items = [
        an_item(2, "Divers find survivors of Halmar Star, 16 dead"),
        an_item(1, "14 dead in Halmar Star sinking"),
    ]
    there = decide_items(items, a_desk(), NOW)
    back = decide_items(items[::-1], a_desk(), NOW)
    assert [one.delta for one in there.developments] == [one.delta for one in back.developments]


def test_a_digest_tells_what_is_owed_once() -> None:
    desk = a_desk()
    outcome = decide_items([an_item(1, "Choir sings for the Halmar Star")], desk, NOW)
    assert [alert.priority for alert in outcome.alerts] == [Priority.ROUTINE]
    tomorrow = NOW + 24 * HOUR
    (digest,) = decide_due(desk, tomorrow).deliveries
    assert "Halmar Star" in digest.message.text
    assert decide_due(desk, tomorrow + 24 * HOUR).deliveries == ()


def test_what_could_not_be_delivered_is_owed_again() -> None:
    desk = a_desk()
    outcome = decide_items(
        [an_item(1, "Prosecutor opens inquiry into sinking of Halmar Star")], desk, NOW
    )
    owed: Outcome = decide_undelivered(outcome.deliveries[0], desk, NOW)
    assert [(one.standing, one.reason) for one in owed.tellings] == [
        (Standing.OWED, Reason.UNDELIVERED)
    ]
    (digest,) = decide_due(desk, NOW + 24 * HOUR).deliveries
    assert digest.alerts == outcome.deliveries[0].alerts


MINUTE = HOUR / 60
INQUIRY = "Prosecutor opens inquiry into sinking of Halmar Star"


def a_waiting_desk(**changes: object) -> Desk:
    """As the daemon has it: what interrupts waits a minute for others of its storyline."""
    desk = a_desk()
    alerts = replace(desk.settings.alerts, batch_wait=MINUTE)
    channel = replace(desk.channels[0], **changes)  # type: ignore[arg-type]  # a test's shorthand
    return replace(
        desk, settings=replace(desk.settings, alerts=alerts), channels=(channel, *desk.channels[1:])
    )


def test_five_sources_within_a_minute_make_one_message_that_names_them_all() -> None:
    desk = a_waiting_desk()
    for number in range(5):
        item = an_item(number, INQUIRY, source=f"Paper {number}")
        decide_items([item], desk, NOW + number * MINUTE / 6)
    assert decide_due(desk, NOW + MINUTE - MINUTE / 60).deliveries == ()
    (delivery,) = decide_due(desk, NOW + MINUTE).deliveries
    assert len(delivery.alerts) == 1
    assert all(f"Paper {number} · https" in delivery.message.text for number in range(5))
    assert decide_due(desk, NOW + HOUR).deliveries == ()


def test_two_developments_of_one_storyline_go_in_one_message() -> None:
    desk = a_waiting_desk()
    tolls = ("14 dead in Halmar Star sinking", "Halmar Star: toll climbs, 16 dead now")
    for number, title in enumerate(tolls):
        decide_items([an_item(number, title)], desk, NOW + number * MINUTE / 2)
    (delivery,) = decide_due(desk, NOW + MINUTE).deliveries
    assert "-> 14" in delivery.message.text
    assert "-> 16" in delivery.message.text


def test_only_those_who_tell_what_is_new_stand_under_it() -> None:
    desk = a_desk()
    first = "Prosecutor opens inquiry into sinking of Halmar Star"
    decide_items([an_item(1, first), an_item(2, first, source="Harbour Herald")], desk, NOW)
    turn = "Prosecutor suspends inquiry into sinking of Halmar Star"
    said = decide_items([an_item(3, turn, source="Fjord Radio")], desk, NOW + 3 * HOUR)
    assert said.developments[0].story == "s1"
    assert "Fjord Radio" in said.deliveries[0].message.text
    assert "Harbour Herald" not in said.deliveries[0].message.text


def test_a_correction_finds_whoever_was_told_the_figure() -> None:
    told, spared = a_desk().channels[0], replace(a_desk().channels[0], name="spared", seeds=())
    desk = replace(a_desk(), channels=(told, spared))
    first = decide_items([an_item(1, "16 dead in Halmar Star sinking")], desk, NOW + HOUR)
    assert [one.channel for one in first.deliveries] == ["all"]
    picky = replace(told, min_priority=Priority.FLASH)
    desk = replace(desk, channels=(picky, spared))
    title = "Correction: 13 dead in Halmar Star sinking, not 16, police say"
    back = decide_items([an_item(2, title)], desk, NOW + 2 * HOUR)
    assert [one.kind for one in back.developments] == [Kind.CORRECTION]
    assert [(one.channel, one.reason) for one in back.tellings] == [("all", Reason.CORRECTS)]


def test_an_edit_that_only_now_matches_stands_in_the_digest() -> None:
    desk = a_desk()
    (before,) = decide_poll(a_poll("Bakery wins prize"), polled_before(), desk, known, 0.5)
    (item,), (seen,) = before.items, before.sightings
    names = dict.fromkeys(seen.keys, item)
    (edited,) = decide_poll(a_poll(INQUIRY), polled_before(), desk, lambda _: names, 0.5)
    assert [one.id for one in edited.items] == [item.id]
    assert edited.deliveries == ()
    assert [one.reason for one in edited.tellings] == [Reason.EDITED]


def test_what_a_silence_held_stands_in_the_next_digest() -> None:
    desk = a_desk()
    silence = Silence(
        id="q1", storyline="inquiry", reason="live desk", starts_at=NOW, ends_at=NOW + 9 * HOUR
    )
    desk = replace(desk, memory=Memory(silences=[silence]))
    outcome = decide_items([an_item(1, INQUIRY)], desk, NOW + HOUR)
    assert outcome.deliveries == ()
    assert [one.reason for one in outcome.tellings] == [Reason.SILENCED]
    (digest,) = decide_due(desk, NOW + 24 * HOUR).deliveries
    assert "held by a silence" in digest.message.text


def test_an_item_of_two_seeds_makes_one_message_that_names_both() -> None:
    owner = replace(PROFILE, seed="nordlys", title="Nordlys Lines")
    desk = rehearse([PROFILE, owner], None)
    waits = replace(desk.settings.alerts, batch_wait=HOUR / 60)
    desk = replace(desk, settings=replace(desk.settings, alerts=waits))
    title = "Prosecutor opens inquiry into sinking of Halmar Star"
    outcome = decide_items([an_item(1, title)], desk, NOW)
    assert [alert.seed for alert in outcome.alerts] == ["ferry", "nordlys"]
    assert outcome.deliveries == ()
    (delivery,) = decide_due(desk, NOW + 2 * HOUR).deliveries
    assert sorted(delivery.alerts) == sorted(alert.id for alert in outcome.alerts)
    assert "ferry / inquiry" in delivery.message.text
    assert "nordlys / inquiry" in delivery.message.text
