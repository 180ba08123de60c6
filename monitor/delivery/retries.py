"""When a failed message is tried again, and when it is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.delivery.settings import Settings
from monitor.model import Delivery, Receipt
from monitor.scales import DeliveryState


def settle(delivery: Delivery, receipt: Receipt, settings: Settings) -> Delivery:
    """The outbox row after an attempt: sent, pending again at a later time, or dead.

    A server's own Retry-After wins over a shorter wait of ours, but never reaches beyond the age at
    which the message is given up: that last try is always made.
    """
    tried = replace(delivery, attempts=delivery.attempts + 1)
    if receipt.ok:
        return replace(tried, state=DeliveryState.SENT, sent_at=receipt.at, error="")
    if receipt.permanent or _is_spent(tried, receipt.at, settings):
        return replace(tried, state=DeliveryState.DEAD, error=receipt.detail)
    wait = backoff(tried.attempts, settings)
    if receipt.retry_after is not None:
        rest = delivery.created_at + settings.give_up_after - receipt.at
        wait = max(wait, min(receipt.retry_after, rest))
    return replace(
        tried,
        state=DeliveryState.PENDING,
        next_attempt_at=receipt.at + wait,
        error=receipt.detail,
    )


def backoff(attempts: int, settings: Settings) -> timedelta:
    """The wait after so many failed attempts (1 or more): doubled each time, up to the longest."""
    doublings = min(attempts - 1, 30)  # beyond that the longest wait has long been reached
    return min(settings.first_wait * (1 << doublings), settings.longest_wait)


def parse_retry_after(text: str, now: datetime) -> timedelta | None:
    """Seconds or an HTTP date (RFC 9110 section 10.2.3) as a span; None when it is neither."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:10]), 10 * 86400))
    from email.utils import (
        parsedate_to_datetime,
    )  # here: settings are read without the mail library

    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(aware - now, timedelta())


def _is_spent(tried: Delivery, at: datetime, settings: Settings) -> bool:
    old = at - tried.created_at >= settings.give_up_after
    return old and tried.attempts >= settings.fewest_attempts
