"""Work is claimed once, and is free again when its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import Busy, NothingFound
from monitor.model import Feed, Outcome, Receipt
from monitor.scales import DeliveryState, FeedCondition
from monitor.store import Store
from tests.store import invented
from tests.store.invented import FEED, NOW

MINUTE = timedelta(minutes=1)
URLS = ["https://c.example/", "https://a.example/", "https://b.example/"]
FEEDS = [Feed(url=url) for url in URLS]


def leased(store: Store, minutes: int = 0, **more: bool | int) -> list[str]:
    at = NOW + minutes * MINUTE
    limit, due_only = int(more.get("limit", 0)), bool(more.get("due_only", True))
    states = store.feeds.lease(at, owner="us", until=at + MINUTE, limit=limit, due_only=due_only)
    return [state.url for state in states]


def test_a_new_feed_is_due_at_once(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    assert leased(store) == URLS
    assert {state.state for state in store.feeds.states()} == {FeedCondition.NEW}


def test_a_feed_is_claimed_once_until_the_lease_ends(store: Store, path: Path) -> None:
    store.feeds.configure(FEEDS, NOW)
    with Store.open(path) as other:
        assert leased(store, limit=2) == URLS[:2]
        assert leased(other) == URLS[2:]
        assert leased(other) == []
        assert leased(other, minutes=1) == URLS


def test_applying_a_poll_frees_the_feed(store: Store) -> None:
    store.feeds.configure(FEEDS[:1], NOW)
    leased(store)
    polled = invented.a_poll(url=URLS[0])
    store.apply([Outcome(at=NOW, feed=polled)])
    assert store.feeds.states() == (polled,)
    assert leased(store) == []
    assert leased(store, due_only=False) == URLS[:1]
    assert leased(store, minutes=10) == URLS[:1]


def test_the_soonest_due_comes_first(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    for url, minutes in zip(URLS, (3, 1, 2), strict=True):
        due = replace(invented.a_poll(url=url), next_poll_at=NOW + minutes * MINUTE)
        store.apply([Outcome(at=NOW, feed=due)])
    assert leased(store, minutes=2) == [URLS[1], URLS[2]]


def test_a_feed_that_left_the_configuration_keeps_its_history(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    store.apply([Outcome(at=NOW, feed=invented.a_poll(url=URLS[0]))])
    store.feeds.configure(FEEDS[1:], NOW)
    assert leased(store, minutes=60) == URLS[1:]
    assert [state.url for state in store.feeds.states()] == URLS[1:]
    store.feeds.configure(FEEDS, NOW)
    assert store.feeds.states()[0] == invented.a_poll(url=URLS[0])


def test_a_poll_of_a_feed_that_is_not_configured_is_not_polled_again(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    assert leased(store, minutes=60, due_only=False) == []
    store.feeds.configure([Feed(url=FEED)], NOW)
    assert leased(store, minutes=60) == [FEED]


def test_an_owner_lets_go_of_its_feeds_only(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    leased(store)
    store.feeds.release("them")
    assert leased(store) == []
    store.feeds.release("us")
    assert leased(store) == URLS


def sending(store: Store, minutes: int = 0, limit: int = 0) -> list[str]:
    at = NOW + minutes * MINUTE
    rows = store.outbox.lease(at, owner="us", until=at + MINUTE, limit=limit)
    assert {row.state for row in rows} <= {DeliveryState.LEASED}
    return [row.id for row in rows]


@pytest.fixture
def outbox(store: Store) -> Store:
    rows = (
        invented.a_delivery(1, NOW),
        invented.a_delivery(2, NOW - MINUTE),
        replace(invented.a_delivery(3, NOW), next_attempt_at=NOW + 5 * MINUTE),
    )
    store.apply([Outcome(at=NOW, deliveries=rows)])
    return store


def test_a_message_is_claimed_once_oldest_first(outbox: Store, path: Path) -> None:
    with Store.open(path) as other:
        assert sending(outbox) == ["o2", "o1"]
        assert sending(other) == []
        assert sending(other, minutes=1) == ["o2", "o1"]


def test_a_message_whose_hour_has_not_come_waits_unless_drained(outbox: Store) -> None:
    assert sending(outbox, minutes=5) == ["o2", "o1", "o3"]
    outbox.outbox.release("us")
    (row, *_) = outbox.outbox.lease(NOW, owner="us", until=NOW + MINUTE, limit=1, due_only=False)
    assert row.id == "o2"


def test_an_attempt_and_its_receipt_are_written_together(outbox: Store) -> None:
    sending(outbox)
    sent = replace(invented.a_delivery(1), state=DeliveryState.SENT, attempts=1, sent_at=NOW)
    receipt = Receipt(delivery="o1", at=NOW, ok=True, detail="200", retry_after=MINUTE)
    outbox.outbox.record(sent, receipt)
    assert outbox.read.find("o1") == sent
    assert outbox.read.receipts_of("o1") == (receipt,)
    assert sending(outbox, minutes=1) == ["o2"]


def test_a_retry_comes_back_at_its_time(outbox: Store) -> None:
    sending(outbox)
    later = replace(
        invented.a_delivery(1), attempts=1, next_attempt_at=NOW + 2 * MINUTE, error="timeout"
    )
    outbox.outbox.record(later, Receipt(delivery="o1", at=NOW, ok=False))
    outbox.outbox.release("us")
    assert sending(outbox, minutes=0) == ["o2"]
    assert sending(outbox, minutes=2) == ["o2", "o1"]


def test_a_dead_message_can_be_sent_again(outbox: Store) -> None:
    dead = replace(
        invented.a_delivery(1),
        state=DeliveryState.DEAD,
        attempts=9,
        error="gone",
        next_attempt_at=NOW + 60 * MINUTE,
    )
    outbox.outbox.record(dead, Receipt(delivery="o1", at=NOW, ok=False, permanent=True))
    assert sending(outbox) == ["o2"]
    assert outbox.outbox.resend("o1") == invented.a_delivery(1)
    assert sending(outbox) == ["o1"]


def test_a_message_under_way_is_not_sent_again(outbox: Store) -> None:
    sending(outbox)
    with pytest.raises(Busy, match="o1 is being sent"):
        outbox.outbox.resend("o1")


@pytest.mark.parametrize("wrong", ["o99", "i1", "nonsense", "", "o"])
def test_only_a_known_message_can_be_sent_again(outbox: Store, wrong: str) -> None:
    with pytest.raises(NothingFound):
        outbox.outbox.resend(wrong)
