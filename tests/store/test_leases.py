"""Work is claimed once, and is free again when its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import Busy, NothingFound
from monitor.model import Delivery, Feed, Outcome, Receipt
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


def test_a_feed_can_be_made_due_now_whatever_put_it_off(store: Store) -> None:
    store.feeds.configure(FEEDS[:2], NOW)
    for url in URLS[:2]:
        due = replace(invented.a_poll(url=url), next_poll_at=NOW + 90 * MINUTE)
        store.apply([Outcome(at=NOW, feed=due)])
    store.feeds.make_due(URLS[1:], NOW)
    assert leased(store) == [URLS[1]]


def test_the_soonest_due_comes_first(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    for url, minutes in zip(URLS, (3, 1, 2), strict=True):
        due = replace(invented.a_poll(url=url), next_poll_at=NOW + minutes * MINUTE)
        store.apply([Outcome(at=NOW, feed=due)])
    assert store.feeds.next_due(NOW) == NOW + MINUTE
    assert store.feeds.next_due(NOW + MINUTE) == NOW + 2 * MINUTE
    assert store.feeds.next_due(NOW + 3 * MINUTE) is None
    assert leased(store, minutes=2) == [URLS[1], URLS[2]]


def test_a_feed_that_left_the_configuration_keeps_its_history(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    store.apply([Outcome(at=NOW, feed=invented.a_poll(url=URLS[0]))])
    store.feeds.configure(FEEDS[1:], NOW)
    assert leased(store, minutes=60) == URLS[1:]
    assert [state.url for state in store.feeds.states()] == URLS[1:]
    store.feeds.configure(FEEDS, NOW)
    assert store.feeds.states()[0] == invented.a_poll(url=URLS[0])


def test_feeds_stand_in_the_order_of_the_last_configuration(store: Store) -> None:
    for feeds in (FEEDS, FEEDS, FEEDS[::-1], FEEDS[1:], FEEDS[1:], FEEDS, []):
        store.feeds.configure(feeds, NOW)
        assert [state.url for state in store.feeds.states()] == [feed.url for feed in feeds]


def test_an_unchanged_configuration_writes_nothing(store: Store, path: Path) -> None:
    store.feeds.configure(FEEDS, NOW)
    with Store.open(path) as other:
        before = other.changes()
        store.feeds.configure(FEEDS, NOW + MINUTE)
        assert other.changes() == before
        store.feeds.configure(FEEDS[::-1], NOW + MINUTE)
        assert other.changes() != before


def test_the_feeds_whose_last_visit_failed_are_told_in_order(store: Store) -> None:
    store.feeds.configure(FEEDS, NOW)
    for url, failures in zip(URLS, (2, 0, 1), strict=True):
        polled = replace(invented.a_poll(url=url), failures=failures)
        store.apply([Outcome(at=NOW, feed=polled)])
    assert store.feeds.with_failures() == (URLS[0], URLS[2])
    store.feeds.configure(FEEDS[1:], NOW)
    assert store.feeds.with_failures() == (URLS[2],)


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


def sending(store: Store, minutes: int = 0) -> list[str]:
    at = NOW + minutes * MINUTE
    rows = store.outbox.lease(at, owner="us", until=at + MINUTE)
    assert {row.state for row in rows} <= {DeliveryState.LEASED}
    return [row.id for row in rows]


def sent(store: Store, *ids: str) -> None:
    """What is claimed is taken by its channel, one after the other."""
    for expected in ids:
        assert sending(store) == [expected]
        store.outbox.record(
            replace(row_of(store, expected), state=DeliveryState.SENT, sent_at=NOW),
            Receipt(delivery=expected, at=NOW, ok=True),
        )


def failed(store: Store, id_: str, *, wait: int = 1, asked: int = 0) -> None:
    row = row_of(store, id_)
    later = replace(
        row,
        state=DeliveryState.PENDING,
        attempts=row.attempts + 1,
        next_attempt_at=NOW + wait * MINUTE,
    )
    retry_after = asked * MINUTE if asked else None
    store.outbox.record(later, Receipt(delivery=id_, at=NOW, ok=False, retry_after=retry_after))


def row_of(store: Store, id_: str) -> Delivery:
    row = store.read.find(id_)
    assert isinstance(row, Delivery)
    return row


@pytest.fixture
def outbox(store: Store) -> Store:
    rows = (
        invented.a_delivery(1, NOW),
        invented.a_delivery(2, NOW - MINUTE),
        replace(invented.a_delivery(3, NOW), next_attempt_at=NOW + 5 * MINUTE),
    )
    store.apply([Outcome(at=NOW, deliveries=rows)])
    return store


@pytest.fixture
def line(store: Store) -> Store:
    """Four messages of one channel, and one of another."""
    rows = [invented.a_delivery(n, NOW - (9 - n) * MINUTE) for n in (1, 2, 3, 4)]
    other = replace(invented.a_delivery(5, NOW), channel="other")
    store.apply([Outcome(at=NOW, deliveries=(*rows, other))])
    return store


def test_a_message_is_claimed_once(outbox: Store, path: Path) -> None:
    with Store.open(path) as other:
        assert sending(outbox) == ["o1"]
        assert sending(other) == []
        assert sending(other, minutes=1) == ["o1"]


def test_messages_go_in_the_order_of_decisions_whatever_their_polls_took(outbox: Store) -> None:
    assert row_of(outbox, "o2").created_at < row_of(outbox, "o1").created_at
    sent(outbox, "o1", "o2")


def test_each_channel_has_one_message_under_way(line: Store) -> None:
    assert sending(line) == ["o1", "o5"]
    assert sending(line) == []


def test_a_lease_that_is_renewed_does_not_end(outbox: Store) -> None:
    sending(outbox)
    outbox.outbox.renew(["o1"], owner="us", until=NOW + 3 * MINUTE)
    outbox.outbox.renew(["o1"], owner="them", until=NOW)
    assert sending(outbox, minutes=2) == []
    assert sending(outbox, minutes=3) == ["o1"]


def test_a_message_whose_hour_has_not_come_waits_unless_drained(outbox: Store) -> None:
    sent(outbox, "o1", "o2")
    assert sending(outbox) == []
    assert [row.id for row in outbox.outbox.lease(NOW, owner="us", until=NOW, tried=[])] == ["o3"]


def test_draining_takes_each_message_once(line: Store) -> None:
    tried: list[str] = []
    until = NOW + MINUTE
    while rows := line.outbox.lease(NOW, owner="us", until=until, tried=tried):
        tried += [row.id for row in rows]
        for row in rows:
            failed(line, row.id)
    assert tried == ["o1", "o5", "o2"]


def test_one_message_that_waits_may_be_overtaken_and_two_may_not(line: Store) -> None:
    assert sending(line) == ["o1", "o5"]
    failed(line, "o1", wait=5)
    assert sending(line) == ["o2"]
    failed(line, "o2", wait=3)
    assert sending(line) == []
    line.outbox.release("us")
    assert sending(line, minutes=3) == ["o2", "o5"]
    failed(line, "o2", wait=5)
    assert sending(line, minutes=4) == ["o5"]


def test_a_server_that_asks_for_patience_gets_it_for_all_messages(line: Store) -> None:
    assert sending(line) == ["o1", "o5"]
    failed(line, "o1", wait=5, asked=5)
    assert sending(line) == []
    line.outbox.release("us")
    assert sending(line, minutes=5) == ["o1", "o5"]


def test_an_attempt_and_its_receipt_are_written_together(outbox: Store) -> None:
    sent(outbox, "o1")
    sending(outbox)
    told = replace(invented.a_delivery(2), state=DeliveryState.SENT, attempts=1, sent_at=NOW)
    receipt = Receipt(delivery="o2", at=NOW, ok=True, detail="200", retry_after=MINUTE)
    outbox.outbox.record(told, receipt)
    assert outbox.read.find("o2") == told
    assert outbox.read.receipts_of("o2") == (receipt,)
    assert sending(outbox, minutes=1) == []


def test_a_retry_comes_back_at_its_time(outbox: Store) -> None:
    assert sending(outbox) == ["o1"]
    failed(outbox, "o1", wait=2)
    sent(outbox, "o2")
    assert sending(outbox, minutes=1) == []
    assert sending(outbox, minutes=2) == ["o1"]


def test_a_dead_message_can_be_sent_again(outbox: Store) -> None:
    dead = replace(
        invented.a_delivery(1),
        state=DeliveryState.DEAD,
        attempts=9,
        error="gone",
        next_attempt_at=NOW + 60 * MINUTE,
    )
    outbox.outbox.record(dead, Receipt(delivery="o1", at=NOW, ok=False, permanent=True))
    sent(outbox, "o2")
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
