"""When a message is tried again, and when it is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.delivery import Settings, settle
from monitor.delivery.retries import parse_retry_after
from monitor.model import Delivery, Message, Receipt
from monitor.scales import DeliveryState

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(key="a1", title="Title", text="Text", html="<p>Text</p>")
ROW = Delivery(
    id="o1",
    channel="desk",
    alerts=("a1",),
    message=MESSAGE,
    state=DeliveryState.LEASED,
    created_at=NOW,
    next_attempt_at=NOW,
)
SETTINGS = Settings()
FAILED = Receipt(delivery="o1", at=NOW, ok=False, detail="no answer")


def waits(attempts: int) -> timedelta:
    settled = settle(replace(ROW, attempts=attempts - 1), FAILED, SETTINGS)
    return settled.next_attempt_at - NOW


def test_a_taken_message_is_sent_and_its_old_error_gone() -> None:
    row = replace(ROW, attempts=2, error="no answer")
    settled = settle(row, Receipt(delivery="o1", at=NOW, ok=True), SETTINGS)
    assert settled == replace(row, state=DeliveryState.SENT, attempts=3, sent_at=NOW, error="")


def test_a_passing_fault_waits_twice_as_long_each_time_up_to_the_longest() -> None:
    assert [waits(attempts).total_seconds() for attempts in range(1, 11)] == [
        *(30, 60, 120, 240, 480, 960, 1920, 3840),
        *(4500, 4500),
    ]
    assert waits(10_000) == SETTINGS.longest_wait


def test_a_passing_fault_leaves_the_row_pending_with_its_error() -> None:
    settled = settle(ROW, FAILED, SETTINGS)
    assert (settled.state, settled.attempts, settled.error) == (
        DeliveryState.PENDING,
        1,
        "no answer",
    )


def test_a_refusal_for_good_ends_it_at_once() -> None:
    settled = settle(ROW, replace(FAILED, permanent=True, detail="HTTP 404"), SETTINGS)
    assert (settled.state, settled.error) == (DeliveryState.DEAD, "HTTP 404")


def test_a_server_may_ask_for_more_patience_but_not_for_less() -> None:
    slow = settle(ROW, replace(FAILED, retry_after=timedelta(minutes=7)), SETTINGS)
    hasty = settle(ROW, replace(FAILED, retry_after=timedelta(0)), SETTINGS)
    assert slow.next_attempt_at - NOW == timedelta(minutes=7)
    assert hasty.next_attempt_at - NOW == SETTINGS.first_wait


def test_a_server_cannot_put_a_message_off_beyond_its_life() -> None:
    settled = settle(ROW, replace(FAILED, retry_after=timedelta(days=30)), SETTINGS)
    assert settled.next_attempt_at == NOW + SETTINGS.give_up_after


def test_an_old_message_that_was_tried_often_is_given_up() -> None:
    late = replace(FAILED, at=NOW + SETTINGS.give_up_after)
    settled = settle(replace(ROW, attempts=4), late, SETTINGS)
    assert (settled.state, settled.error) == (DeliveryState.DEAD, "no answer")


def test_an_old_message_gets_its_fair_number_of_tries_first() -> None:
    """The machine was off for two days; its network comes back a minute after it."""
    late = replace(FAILED, at=NOW + timedelta(days=2))
    settled = settle(ROW, late, SETTINGS)
    assert settled.state is DeliveryState.PENDING
    assert settled.next_attempt_at == late.at + SETTINGS.first_wait


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Mon, 05 Jan 2026 12:01:00 GMT", 60),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0),
        ("Mon, 05 Jan 2026 12:01:00 -0000", 60),
        ("9" * 5000, 864_000),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str, seconds: int) -> None:
    assert parse_retry_after(text, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "٣", "Mon, 99 Jan 99999 12:01:00 GMT"])
def test_anything_else_in_retry_after_says_nothing(text: str) -> None:
    assert parse_retry_after(text, NOW) is None


def test_a_channel_that_is_down_for_a_day_is_tried_at_most_thirty_times() -> None:
    row, at = ROW, NOW
    while row.state is not DeliveryState.DEAD:
        row = settle(row, replace(FAILED, at=at), SETTINGS)
        at = row.next_attempt_at
    assert row.attempts == 27
