"""Takes outbox rows to their channels: one at a time on each, all channels side by side."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from monitor.delivery.addresses import CONSOLE, UnusableAddress
from monitor.delivery.answer import Answer
from monitor.delivery.exits import send
from monitor.delivery.heartbeat import beat
from monitor.delivery.retries import parse_retry_after
from monitor.delivery.settings import Settings
from monitor.model import Channel, Delivery, Message, Receipt
from monitor.secret import Secret

log = logging.getLogger(__name__)


# Messages of a channel that some of its recipients have and others do not have yet. What was
# forgotten is sent to all of them again.
_HALF_SERVED = 100


@dataclass(slots=True)
class Lane:
    """A channel's turn: who may speak, since when, and an attempt that was left to itself.

    ``served`` holds, for each message that not all recipients took, those who did.
    """

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    stray: asyncio.Future[Answer] | None = None
    served: dict[str, set[str]] = field(default_factory=dict)


class Courier:
    """Delivers messages and says what became of each; it remembers nothing between runs.

    Within one, a letter that some recipients took is sent again only to the others.

    ``channels`` by name; ``console`` prints a message whose channel has the address ``console://``;
    ``clock`` gives the time for receipts (aware, UTC).
    """

    def __init__(
        self,
        channels: Mapping[str, Channel],
        settings: Settings,
        *,
        console: Callable[[Message], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._channels = channels
        self._settings = settings
        self._console = console
        self._clock = clock
        self._lanes: defaultdict[str, Lane] = defaultdict(Lane)

    async def deliver(self, delivery: Delivery) -> Receipt:
        """One attempt at one row. A channel's fault is told in the receipt, never raised.

        Deliveries to the same channel wait for each other, those to different ones do not. An
        attempt ends after ``settings.attempt_within`` at the latest, counted from its turn.
        """
        try:
            answer = await self._attempt(delivery)
        except UnusableAddress as fault:
            # Not permanent: once the file is mended the message still finds its way.
            answer = Answer(ok=False, detail=f"the channel's address {fault}")
        except Exception as fault:  # noqa: BLE001  one delivery must not end the others
            answer = Answer(ok=False, detail=f"failed unexpectedly ({type(fault).__name__})")
        if not answer.ok:
            log.warning(
                "failed delivery=%s channel=%s permanent=%s error=%s",
                *(delivery.id, delivery.channel, answer.permanent, answer.detail),
            )
        at = self._clock()
        return Receipt(
            delivery=delivery.id,
            at=at,
            ok=answer.ok,
            permanent=answer.permanent,
            detail=answer.detail,
            retry_after=parse_retry_after(answer.wait, at),
        )

    async def beat(self, url: Secret) -> str:
        """Give a sign of life; why it did not arrive, or nothing."""
        answer = await in_background(partial(beat, url.reveal(), self._settings))
        return "" if answer.ok else answer.detail

    async def _attempt(self, delivery: Delivery) -> Answer:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            said = f'channel "{delivery.channel}" is no longer in the configuration'
            return Answer(ok=False, detail=said)
        url = channel.url.reveal()
        if url == CONSOLE:
            self._console(delivery.message)
            return Answer(ok=True)
        lane = self._lanes[delivery.channel]
        async with lane.turn:
            await self._keep_pace(lane)
            return await self._send(lane, url, delivery.message)

    async def _keep_pace(self, lane: Lane) -> None:
        wait = lane.free_at - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    async def _send(self, lane: Lane, url: str, message: Message) -> Answer:
        if lane.stray and not lane.stray.done():
            return Answer(ok=False, detail="an earlier attempt still hangs on this channel")
        settings = self._settings
        served = lane.served.pop(message.key, set())
        lane.stray = in_background(partial(send, url, message, settings, self._clock(), served))
        done, _ = await asyncio.wait({lane.stray}, timeout=settings.attempt_within.total_seconds())
        loop = asyncio.get_running_loop()
        lane.free_at = loop.time() + settings.pace.total_seconds()
        answer = lane.stray.result() if done else Answer(ok=False, detail="no answer in time")
        if not answer.ok:
            lane.served[message.key] = served
            if len(lane.served) > _HALF_SERVED:
                del lane.served[next(iter(lane.served))]
        return answer


def in_background(work: Callable[[], Answer]) -> asyncio.Future[Answer]:
    """Run ``work`` in a daemon thread of its own.

    No pool: there is at most one thread per channel, so one that hangs holds up no other, and the
    process may end without waiting for it, as pools would.
    """
    outcome: Future[Answer] = Future()

    def run() -> None:
        outcome.set_running_or_notify_cancel()
        try:
            outcome.set_result(work())
        except BaseException as fault:  # noqa: BLE001  handed on whole to whoever waits
            outcome.set_exception(fault)

    threading.Thread(target=run, name="delivery", daemon=True).start()
    waiting = asyncio.wrap_future(outcome)
    waiting.add_done_callback(_take_note)
    return waiting


def _take_note(outcome: asyncio.Future[Answer]) -> None:
    """Look at the fault of an attempt that nobody waits for any more, or asyncio would print it."""
    if not outcome.cancelled():
        outcome.exception()
