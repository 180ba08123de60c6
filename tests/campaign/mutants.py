"""Each protection switched off, in one process and for one experiment, which must then go red.

A patch here replaces a function of the product by one that does not protect. What catches it is
named beside it, and the promise that it breaks; a mutant that no experiment catches means that the
promise is not tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from tests.campaign import cares, doors, gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A fault of ours, the experiment that finds it, and the promise which is then broken.

    The ``chief`` ones are part of the quick form. ``point`` is where a kill shows the fault.
    """

    what: str
    caught_by: str
    promise: str
    patch: Callable[[], None]
    chief: bool = True
    point: str = ""


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


def _table() -> Iterator[tuple[str, Mutant]]:
    for experiment, rows in _CAUGHT.items():
        for patch, promise, *more in rows:
            mutant = Mutant(
                what=str(patch.__doc__),
                caught_by=experiment,
                promise=promise,
                patch=patch,
                chief=_LATER not in more,
                point=next((one for one in more if one != _LATER), ""),
            )
            yield patch.__name__.strip("_").replace("_", "-"), mutant


_LATER = "in the full form only"
_LOST = "nothing published is lost"
_CANARY = "the canary is not asked"
# By experiment: the patch, the promise that it breaks, and where a kill shows it.
_CAUGHT: dict[str, list[tuple[Any, ...]]] = {
    "named-kills": [
        (cares.split_commit, _LOST, "apply.after"),
        (_sent_before_sending, _LOST, "send.before"),
        (_late_receipts, "a kill at rest repeats nothing", "rest"),
        (_keep_leases, "what a former life held is taken up at once", "lease-feeds.after"),
        (gates.forget_validators, "one unconditional request per feed in its lifetime", "rest"),
    ],
    "faults": [
        (gates.open_gate, _CANARY),
        (gates.names_for_bytes, _CANARY),
        (gates.trust_wrappers, "to-6to4 ends as the menu says"),
        (gates.keep_forbidden, "no forbidden address is stored"),
        (gates.tell_strangers, "credentials go to their origin only"),
        (gates.no_caps, "endless ends as the menu says"),
        (gates.unwrap_all, "nested ends as the menu says", _LATER),
        (gates.keep_half_items, "breaks-off ends as the menu says"),
        (gates.impatient, "none before the time it asked for"),
        (gates.guid_alone, "guid-rotates ends as the menu says"),
        (gates.see_no_gap, "a feed that rolled over has a gap", _LATER),
    ],
    "channels": [
        (_open_exits, _CANARY),
        (_follow_hooks, "a redirect, a refusal and a fault later it is told"),
        (_password_kills, "a redirect, a refusal and a fault later it is told"),
        (cares.new_keys, "each attempt at a message has the same key"),
        (cares.rush, "a message a second on a channel"),
    ],
    "hook-down": [
        (_no_backoff, "<= 30 attempts a message"),
        (_overtake, "order is kept"),
        (_give_up_early, "none is dropped silently"),
    ],
    "herd": [
        (_all_at_once, "no herd"),
        (_wait_out_backoff, "all are back within 2 h"),
        (_many_notices, "one notice, and one when it is over"),
    ],
    "nights": [(cares.forget_the_fold, "at its time, or an hour later where the clock skips that")],
    "old-items": [(cares.prune_in_one_go, "a step takes few items")],
    "alive": [
        (cares.bark_blindly, "no word to the watchdog while a send hangs"),
        (cares.all_is_well, "status --check tells that a message waits"),
    ],
    "deleted-file": [
        (cares.never_heal, "the ledger is still there"),
        (cares.cling_to_the_old, "a database put in its place is used from then on", _LATER),
    ],
    "full-disk": [
        (cares.write_nothing_down, "nothing is told that is not written"),
        (cares.die_of_a_fault, "it lives on", _LATER),
    ],
    "endings": [
        (doors.keep_old_pollers, "a reload leaves no workers behind"),
        (doors.wait_for_visits, "SIGTERM ends it with exit 0 within 10 s"),
        (doors.orphans, "no worker outlives a kill by 2 s"),
    ],
    "exits": [
        (doors.paint, "no exit paints the terminal"),
        (doors.trust_markup, "no words are markup of the page"),
        (doors.share_surroundings, "no secret in log, database, process list or output", _LATER),
        (doors.show_secrets, "no secret in log, database, process list or output"),
    ],
    "clock-set": [(cares.ignore_the_clock, "no gap over one interval")],
    "copies": [
        (cares.split_slowly, "no copy holds an alert without its message"),
        (cares.copy_the_file, "an online backup holds all that was there", _LATER),
    ],
    "beside": [(cares.wait_for_nobody, 'nobody hears "locked"', _LATER)],
    "soak": [(gates.hoard, "memory slope < 1 MB per 1,000 polls", _LATER)],
}
MUTANTS = dict(_table())
