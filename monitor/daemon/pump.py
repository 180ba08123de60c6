"""The outbox pump: one message under way on each channel, each attempt written down before the next.

A receipt that cannot be written (the disk is full) is kept here and written first of all once it
can be; until then nothing else is sent, for it could not be written down either. So a disk that
fails repeats no message, and a kill repeats at most the one that was under way on each channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from monitor.app import Clock, Parts
from monitor.delivery import settle
from monitor.errors import StoreError
from monitor.model import Delivery, Outcome, Receipt
from monitor.pipeline import decide_undelivered
from monitor.scales import DeliveryState

_log = logging.getLogger(__name__)
# An attempt ends after 30 s, its turn comes within a second; twice that says that it hangs.
_LEASE = timedelta(minutes=2)
_HANGS_AFTER = 90.0


class Pump:
    """Sends what is due; ``parts`` gives the parts in force, ``owner`` holds the leases."""

    def __init__(self, parts: Callable[[], Parts], clock: Clock, owner: str) -> None:
        self._parts = parts
        self._clock = clock
        self._owner = owner
        # By task and not by message: a row that somebody else deleted may come back under its id.
        self._under_way: dict[asyncio.Task[None], tuple[str, float]] = {}
        self._unwritten: list[tuple[Delivery, Receipt]] = []
        self._tried: set[str] | None = None
        self._stopping = False

    def start(self) -> int:
        """Send the next message of each channel; how many were started."""
        if self._stopping or not self._write():
            return 0
        now = self._clock()
        claimed = self._parts().store.outbox.lease(
            now, owner=self._owner, until=now + _LEASE, tried=self._tried
        )
        for delivery in claimed:
            self._start_one(delivery)
        return len(claimed)

    async def drain(self) -> None:
        """Try everything in the outbox once, whatever it was waiting for; then return."""
        self._tried = set()
        while self.start() or self._under_way:
            await self._any_ended()
        self._tried = None

    async def finish(self) -> None:
        """Start nothing more, and wait until every send under way has its receipt."""
        self._stopping = True
        while self._under_way:
            await self._any_ended()
        self._write()

    def renew(self) -> None:
        """Hold on to what is under way or not written down yet."""
        held = {message for message, _ in self._under_way.values()}
        held |= {delivery.id for delivery, _ in self._unwritten}
        if held:
            until = self._clock() + _LEASE
            self._parts().store.outbox.renew(held, owner=self._owner, until=until)

    def is_moving(self) -> bool:
        """Whether no send hangs."""
        now = asyncio.get_running_loop().time()
        return all(now - began < _HANGS_AFTER for _, began in self._under_way.values())

    def _start_one(self, delivery: Delivery) -> None:
        if self._tried is not None:
            self._tried.add(delivery.id)
        task = asyncio.create_task(self._send(delivery))
        self._under_way[task] = (delivery.id, asyncio.get_running_loop().time())
        task.add_done_callback(self._ended)

    async def _send(self, delivery: Delivery) -> None:
        receipt = await self._parts().courier.deliver(delivery)
        self._unwritten.append((settle(delivery, receipt, self._parts().config.delivery), receipt))
        self._write()

    def _ended(self, task: asyncio.Task[None]) -> None:
        delivery, _ = self._under_way.pop(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault:
            _log.error("send_failed delivery=%s error=%s", delivery, fault)
        elif not self._unwritten and not self._stopping:
            self._next()

    def _next(self) -> None:
        """The channel is free: its next message need not wait for a tick."""
        try:
            self.start()
        except StoreError as error:
            _log.error("outbox_unreadable error=%s", error)

    async def _any_ended(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way.keys(), return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)  # lets the ends be noted

    def _write(self) -> bool:
        """Write down what was not yet; whether all of it is."""
        while self._unwritten:
            settled, receipt = self._unwritten[0]
            try:
                self._parts().store.outbox.record(settled, receipt, self._owed(settled))
            except StoreError as error:
                _log.error("receipt_not_stored delivery=%s error=%s", settled.id, error)
                return False
            self._unwritten.pop(0)
            _log.info(
                "delivery=%s channel=%s state=%s attempts=%d",
                *(settled.id, settled.channel, settled.state, settled.attempts),
            )
        return True

    def _owed(self, settled: Delivery) -> tuple[Outcome, ...]:
        """What a message that was given up told is owed again, in the same transaction."""
        if settled.state is not DeliveryState.DEAD:
            return ()
        return (decide_undelivered(settled, self._parts().desk, self._clock()),)
