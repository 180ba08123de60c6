"""Messages to send as rows: claimed, tried, settled, each attempt with its receipt.

A claimed row is ``leased`` until a time; after that it is free again, so a crash repeats at most
the messages that were under way.
"""

from __future__ import annotations

from datetime import datetime

from monitor.errors import Busy, NothingFound
from monitor.model import Delivery, Receipt
from monitor.store.connection import Connection
from monitor.store.rows import Stored, number, time_text
from monitor.store.shapes import DELIVERY, RECEIPT

_LEASE = """
UPDATE deliveries SET state = 'leased', lease_owner = :owner, lease_until = :until WHERE id IN (
    SELECT id FROM deliveries
    WHERE state IN ('pending', 'leased') AND (lease_until IS NULL OR lease_until <= :now)
        AND (next_attempt_at <= :now OR NOT :due_only)
    ORDER BY created_at, id LIMIT :limit)
RETURNING *
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
        self, now: datetime, *, owner: str, until: datetime, limit: int = 0, due_only: bool = True
    ) -> tuple[Delivery, ...]:
        """Claim open deliveries, oldest first; ``limit`` 0 takes all.

        ``due_only`` False ignores the time of the next attempt, to drain the outbox.
        """
        values: dict[str, Stored] = {
            "now": time_text(now),
            "owner": owner,
            "until": time_text(until),
            "limit": limit or -1,
            "due_only": due_only,
        }
        with self._connection.write():
            rows = self._connection.rows(_LEASE, values)
        rows.sort(key=lambda row: (row["created_at"], row["id"]))
        return tuple(DELIVERY.read(row) for row in rows)

    def record(self, delivery: Delivery, receipt: Receipt) -> None:
        """Write the settled delivery and the receipt of the attempt together; frees the lease."""
        with self._connection.write():
            self._connection.run(_SETTLE, DELIVERY.write(delivery))
            self._connection.run(RECEIPT.insert, RECEIPT.write(receipt))

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
