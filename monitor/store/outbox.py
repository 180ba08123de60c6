"""Messages to send as rows: claimed, tried, settled, each attempt with its receipt.

A claimed row is ``leased`` until a time; after that it is free again, so a crash repeats at most
the messages that were under way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from operator import itemgetter

from monitor.errors import Busy, NothingFound
from monitor.model import Delivery, Outcome, Receipt
from monitor.store.applying import write
from monitor.store.connection import Connection
from monitor.store.rows import json_text, number, time_text
from monitor.store.shapes import DELIVERY, RECEIPT
from monitor.store.sql import Stored

# One message of each channel, the first decided that is ready, while none of the channel is under way.
# Ids, not times, tell which that is: a poll that took longer than the next one is decided after it. It
# may overtake one older message that waits for another attempt (that one may be at fault itself),
# never two (then the channel is), and none whose server named a time: so a channel that is down for
# a day sees few attempts, and its messages in their order when it is back.
_LEASE = """
WITH line AS (
    SELECT id, channel, attempts, coalesce(lease_until > :now, 0) AS taken,
        CASE WHEN :drain THEN id NOT IN (SELECT value FROM json_each(:tried))
            ELSE next_attempt_at <= :now END AS ready,
        row_number() OVER (PARTITION BY channel ORDER BY id) AS place
    FROM deliveries WHERE state IN ('pending', 'leased')),
waiting AS (SELECT * FROM line WHERE attempts > 0 AND NOT ready),
heads AS (
    SELECT channel, min(place) AS place FROM line WHERE ready GROUP BY channel)
UPDATE deliveries SET state = 'leased', lease_owner = :owner, lease_until = :until WHERE id IN (
    SELECT line.id FROM line JOIN heads USING (channel, place)
    WHERE NOT EXISTS (SELECT 1 FROM line AS o WHERE o.channel = line.channel AND o.taken)
        AND 2 > (SELECT count(*) FROM waiting AS o
            WHERE o.channel = line.channel AND o.place < line.place)
        AND NOT EXISTS (SELECT 1 FROM waiting AS o
            WHERE o.channel = line.channel AND o.place < line.place
            AND (SELECT r.retry_after FROM receipts AS r
                WHERE r.delivery = o.id ORDER BY r.id DESC LIMIT 1) > 0))
RETURNING *
"""
_RENEW = """
UPDATE deliveries SET lease_until = :until WHERE lease_owner = :owner AND state = 'leased'
    AND id IN (SELECT value FROM json_each(:ids))
"""
_RELEASE = """
UPDATE deliveries SET state = 'pending', lease_owner = NULL, lease_until = NULL
WHERE state = 'leased' AND lease_owner = :owner
"""
_SETTLE = DELIVERY.upsert("id", also="lease_owner = NULL, lease_until = NULL")
_RESEND = """
UPDATE deliveries SET state = 'pending', attempts = 0, next_attempt_at = created_at,
    sent_at = NULL, error = '', lease_owner = NULL, lease_until = NULL
WHERE id = :id AND state <> 'leased' RETURNING *
"""


class Outbox:
    """The rows of `deliveries` and their receipts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lease(
        self, now: datetime, *, owner: str, until: datetime, tried: Collection[str] | None = None
    ) -> tuple[Delivery, ...]:
        """Claim the next open delivery of each channel, in the order in which they were decided.

        With ``tried`` (ids, perhaps none) the outbox is drained: whatever is not among them is
        ready, whenever it was to be sent next.
        """
        values: dict[str, Stored] = {
            "now": time_text(now),
            "owner": owner,
            "until": time_text(until),
            "drain": tried is not None,
            "tried": _numbers(tried or ()),
        }
        with self._connection.write():
            rows = self._connection.rows(_LEASE, values)
        rows.sort(key=itemgetter("id"))
        return tuple(DELIVERY.read(row) for row in rows)

    def renew(self, ids: Collection[str], *, owner: str, until: datetime) -> None:
        """Hold on to deliveries that are still under way."""
        values: dict[str, Stored] = {
            "owner": owner,
            "until": time_text(until),
            "ids": _numbers(ids),
        }
        with self._connection.write():
            self._connection.run(_RENEW, values)

    def record(
        self, delivery: Delivery, receipt: Receipt, outcomes: Sequence[Outcome] = ()
    ) -> None:
        """Write the settled delivery, its receipt and what follows from it; frees the lease."""
        with self._connection.write():
            self._connection.run(_SETTLE, DELIVERY.write(delivery))
            self._connection.run(RECEIPT.insert, RECEIPT.write(receipt))
            write(self._connection, outcomes)

    def release(self, owner: str) -> None:
        """Free every delivery that ``owner`` holds: at its start and at its end."""
        with self._connection.write():
            self._connection.run(_RELEASE, {"owner": owner})

    def resend(self, delivery: str) -> Delivery:
        """Put a sent or dead delivery back in line, due at once, its attempts counted anew.

        Raises NothingFound for an unknown id, Busy while it is being sent.
        """
        try:
            values: dict[str, Stored] = {"id": number(delivery, "o")}
        except ValueError:
            raise NothingFound(f"{delivery} is no delivery; their ids begin with o") from None
        known = "SELECT id FROM deliveries WHERE id = :id"
        with self._connection.write():
            if not self._connection.rows(known, values):
                raise NothingFound(f"there is no delivery {delivery}")
            rows = self._connection.rows(_RESEND, values)
        if not rows:
            raise Busy(f"{delivery} is being sent just now; try again in a minute")
        return DELIVERY.read(rows[0])


def _numbers(ids: Collection[str]) -> str:
    return json_text(sorted(number(shown, "o") for shown in ids))
