"""Each protection switched off, in one process and for one experiment, which must then go red.

A patch here replaces a function of the product by one that does not protect. What catches it is
named beside it; a mutant that no experiment catches means that the promise is not tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from tests.campaign import doors


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A fault of ours, and the experiment that finds it."""

    what: str
    caught_by: str
    patch: Callable[[], None]


def _split_commit() -> None:
    """Items are committed first, the messages about them after that."""
    from monitor.store import Store

    whole = Store.apply

    def apply(self: Store, outcomes: Any) -> None:
        whole(self, [replace(outcome, deliveries=()) for outcome in outcomes])
        late = [
            replace(outcome, **_EMPTY, deliveries=outcome.deliveries)
            for outcome in outcomes
            if outcome.deliveries
        ]
        if late:
            whole(self, late)

    Store.apply = apply  # type: ignore[method-assign]


_EMPTY: dict[str, Any] = {"feed": None} | dict.fromkeys(
    (
        *("items", "sightings", "matches", "assignments", "stories", "judgements"),
        *("facts", "developments", "alerts", "tellings"),
    ),
    (),
)


def _sent_before_sending() -> None:
    """A message is marked as sent when it is claimed."""
    from monitor.scales import DeliveryState
    from monitor.store.outbox import Outbox

    whole = Outbox.lease

    def lease(self: Outbox, *args: Any, **named: Any) -> Any:
        claimed = whole(self, *args, **named)
        with self._connection.write():
            for row in claimed:
                sql = f"UPDATE deliveries SET state = 'sent' WHERE id = {row.id[1:]}"  # noqa: S608 (a number)
                self._connection.run(sql)
        return tuple(replace(row, state=DeliveryState.LEASED) for row in claimed)

    Outbox.lease = lease  # type: ignore[method-assign]


def _late_receipts() -> None:
    """Receipts reach the disk late: a life that ends takes the last ten with it."""
    from monitor.store.outbox import Outbox

    whole = Outbox.release

    def release(self: Outbox, owner: str) -> None:
        whole(self, owner)
        sql = (
            "UPDATE deliveries SET state = 'pending' WHERE id IN"
            " (SELECT id FROM deliveries WHERE state = 'sent' ORDER BY id DESC LIMIT 10)"
        )
        with self._connection.write():
            self._connection.run(sql)

    Outbox.release = release  # type: ignore[method-assign]


def _keep_leases() -> None:
    """What a former life held is not taken up again at a start."""
    from monitor.store.feeds import Feeds
    from monitor.store.outbox import Outbox

    Outbox.release = lambda *_: None  # type: ignore[method-assign]
    Feeds.release = lambda *_: None  # type: ignore[method-assign]


def _open_gate() -> None:
    """Feeds may lead anywhere."""
    from monitor.feeds import addresses, retrieve

    addresses.Guard.permits = lambda *_: True  # type: ignore[method-assign]
    retrieve.Retriever._check = lambda *_: None  # type: ignore[method-assign]


def _open_exits() -> None:
    """Channels may lead anywhere."""
    from monitor.delivery.gate import Gate

    Gate.check = lambda *_: None  # type: ignore[method-assign]


def _follow_hooks() -> None:
    """A web hook's redirect is followed, as requests does by itself."""
    from requests import Session

    from monitor.delivery import wire

    wire._install()
    heard = Session.send

    def send(self: Session, request: Any, **named: Any) -> Any:
        answer = heard(self, request, **named)
        return self.get(answer.headers["Location"]) if answer.is_redirect else answer

    Session.send = send  # type: ignore[method-assign]


def _password_kills() -> None:
    """A refused login is for good."""
    from monitor.delivery import answer

    answer.FOR_GOOD |= {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def _tell_strangers() -> None:
    """A feed's credentials go wherever it redirects to."""
    from monitor.feeds import retrieve

    whole = retrieve.Retriever._hop

    async def hop(self: Any, url: Any, headers: Any, allowance: Any) -> Any:
        kept = getattr(self, "kept", {})
        self.kept = kept | {k: v for k, v in headers.items() if k == "Authorization"}
        mine = self.kept if url.host == "localhost" else {}
        return await whole(self, url, headers | mine, allowance)

    retrieve.Retriever._hop = hop  # type: ignore[method-assign]


def _no_caps() -> None:
    """A body may be as large as it likes."""
    from monitor.feeds import retrieve

    whole = retrieve.Retriever.__init__

    def init(self: Any, settings: Any) -> None:
        whole(self, replace(settings, wire_bytes=1 << 40, inflated_bytes=1 << 40))

    retrieve.Retriever.__init__ = init  # type: ignore[method-assign]


def _impatient() -> None:
    """What a server asks for is not waited for."""
    import monitor.feeds as door

    whole = door.pace

    def pace(state: Any, poll: Any, *args: Any, **named: Any) -> Any:
        return whole(state, replace(poll, wait_at_least=None), *args, **named)

    door.pace = pace  # the pipeline looks it up at the door


def _forget_validators() -> None:
    """Feeds are asked for everything each time."""
    from monitor.feeds import retrieve

    retrieve._conditions = lambda validators: {}  # noqa: ARG005 (its signature)


def _guid_alone() -> None:
    """An item is known by its guid only."""
    from monitor.feeds import identity

    identity._by_name = lambda candidate, found: found.get(candidate.guid)
    identity._by_text = lambda *_: None


def _no_backoff() -> None:
    """A failed message is tried again after a minute, for ever."""
    from monitor.delivery import retries

    retries.backoff = lambda *_: timedelta(minutes=1)


def _overtake() -> None:
    """A message does not wait for the ones before it."""
    from monitor.store import outbox

    backwards = outbox._LEASE.replace("ORDER BY id) AS place", "ORDER BY id DESC) AS place")
    assert backwards != outbox._LEASE, "the statement is another one now"
    outbox._LEASE = backwards


def _give_up_early() -> None:
    """A message that failed is thrown away after an hour, without a word."""
    from monitor.store.outbox import Outbox

    whole = Outbox.record

    def record(self: Outbox, delivery: Any, receipt: Any, outcomes: Any = ()) -> None:
        whole(self, delivery, receipt, outcomes)
        if not receipt.ok and receipt.at - delivery.created_at > timedelta(hours=1):
            with self._connection.write():
                number = {"id": int(delivery.id[1:])}
                self._connection.run("DELETE FROM receipts WHERE delivery = :id", number)
                self._connection.run("DELETE FROM deliveries WHERE id = :id", number)

    Outbox.record = record  # type: ignore[method-assign]


def _all_at_once() -> None:
    """When feeds answer again all are asked in the same second."""
    from monitor.store.feeds import Feeds

    whole = Feeds.bring_back

    def bring_back(self: Feeds, now: Any, over: Any, limit: int = 0) -> int:
        return whole(self, now, over * 0, limit)

    Feeds.bring_back = bring_back  # type: ignore[method-assign]


def _wait_out_backoff() -> None:
    """When feeds answer again each waits for the end of its own backoff."""
    from monitor.store.feeds import Feeds

    Feeds.bring_back = lambda *_, **__: 0  # type: ignore[method-assign]


def _many_notices() -> None:
    """An outage is told each minute that it lasts."""
    from monitor.daemon.notices import Notices

    whole = Notices.outage

    def outage(self: Notices, lost_at: Any, now: Any) -> Any:
        self._parts().store.note("outage_told_at", "")
        return whole(self, lost_at, now)

    Notices.outage = outage  # type: ignore[method-assign]


def _never_heal() -> None:
    """Nobody looks whether the database is still there."""
    from monitor.store import Store

    Store.heal = lambda self: ""  # type: ignore[method-assign]  # noqa: ARG005 (its signature)


def _ignore_the_clock() -> None:
    """A clock that is set is not noticed."""
    from monitor.daemon.steady import Steady

    Steady.jump = lambda self: timedelta()  # type: ignore[method-assign]  # noqa: ARG005 (its signature)


def _write_nothing_down() -> None:
    """Alerts are sent although their rows could not be written."""
    from monitor.daemon.engine import Engine

    whole = Engine._apply

    def apply(self: Any, outcomes: Any) -> bool:
        import asyncio

        stored = whole(self, outcomes)
        for outcome in () if stored else outcomes:
            for delivery in outcome.deliveries:
                asyncio.ensure_future(self.parts.courier.deliver(delivery))  # noqa: RUF006 (a fault on purpose)
        return stored

    Engine._apply = apply  # type: ignore[method-assign]


MUTANTS = {
    patch.__name__.strip("_").replace("_", "-"): Mutant(
        what=str(patch.__doc__), caught_by=caught_by, patch=patch
    )
    for patch, caught_by in (
        (_split_commit, "named-kills"),
        (_sent_before_sending, "named-kills"),
        (_late_receipts, "named-kills"),
        (_keep_leases, "named-kills"),
        (_forget_validators, "named-kills"),
        (_open_gate, "faults"),
        (_tell_strangers, "faults"),
        (_no_caps, "faults"),
        (_impatient, "faults"),
        (_guid_alone, "faults"),
        (_open_exits, "channels"),
        (_follow_hooks, "channels"),
        (_password_kills, "channels"),
        (_no_backoff, "hook-down"),
        (_overtake, "hook-down"),
        (_give_up_early, "hook-down"),
        (_all_at_once, "herd"),
        (_wait_out_backoff, "herd"),
        (_many_notices, "herd"),
        (_never_heal, "deleted-file"),
        (doors.keep_old_pollers, "endings"),
        (doors.wait_for_visits, "endings"),
        (doors.orphans, "endings"),
        (doors.paint, "exits"),
        (doors.trust_markup, "exits"),
        (doors.share_surroundings, "exits"),
        (doors.show_secrets, "exits"),
        (_ignore_the_clock, "clock-set"),
        (_write_nothing_down, "full-disk"),
    )
}
