"""Outbox rows in, receipts out; never a decision about what is told, never the outbox itself."""

from monitor.delivery.addresses import check_url
from monitor.delivery.courier import Courier
from monitor.delivery.retries import settle
from monitor.delivery.settings import Settings

__all__ = ["Courier", "Settings", "check_url", "settle"]
