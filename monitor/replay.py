"""The stored stream decided again in, the difference in alerts against what was sent out.

The same pipeline runs in order on a simulated clock, with quiet hours, batches, budgets, silences
and digests, under whatever profiles and channels are tried. Nothing is written and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.backtest import Rehearsal
from monitor.desk import Desk
from monitor.model import Alert, Query
from monitor.pipeline import BASELINE_FOR, Coming, decide_stored
from monitor.scales import AT_ONCE, Priority, Reason
from monitor.store import Store

# Stories take items in for three days; a replay begins so much earlier and finds them again.
WARM_UP = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """How one alert was decided: how loud, whether at once, and why."""

    priority: Priority
    at_once: bool
    reason: Reason
    delta: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item of one seed, as it was told and as it would be; None where it is not told."""

    seed: str
    storyline: str
    item: str
    title: str
    was: Ruled | None
    now: Ruled | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a replay would have told otherwise; ``items`` counts those decided, ``same`` alerts."""

    since: datetime
    items: int
    same: int
    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    changed: tuple[Change, ...]


def replay(store: Store, desk: Desk, since: datetime) -> Difference:
    """Decide all that came in from ``since`` on again; ``desk`` has the past that stood before it.

    Compared are the alerts of the desk's seeds, item by item.
    """
    items, again = 0, list[Alert]()
    for at, came, alerts in _decided(store, desk, since - WARM_UP):
        if at >= since:
            items += came
            again += alerts
    sent = [alert for alert in _sent(store, since) if alert.seed in desk.profiles]
    return _compare(since, items, sent, again)


def _decided(
    store: Store, desk: Desk, start: datetime
) -> Iterator[tuple[datetime, int, Sequence[Alert]]]:
    """Each time at which something was decided, how many items came in, and the alerts."""
    rehearsal = Rehearsal(desk)
    met = {seed: at for seed, at in store.seeds_met().items() if seed in desk.profiles}
    late = sorted({at for at in met.values() if at > start})
    for came in store.arrivals(start):
        while late and late[0] <= came.at:
            at = late.pop(0)
            yield at, 0, _take_in(store, desk, met, at)
        edited = frozenset({came.item.id}) if came.edited else frozenset()
        coming = Coming(
            baseline=frozenset(desk.profiles) if came.first_poll else frozenset(),
            edited=edited,
            unwatched=frozenset(seed for seed, at in met.items() if at > came.at),
        )
        yield came.at, 1, rehearsal.decide([came.item], came.at, coming).alerts
    for at in late:
        yield at, 0, _take_in(store, desk, met, at)


def _take_in(
    store: Store, desk: Desk, met: Mapping[str, datetime], now: datetime
) -> Sequence[Alert]:
    """The alerts of what was stored already when seeds were met."""
    seeds = [seed for seed, at in met.items() if at == now]
    stored = store.read.stored_since(now - BASELINE_FOR)
    there = [item for item in stored if item.first_seen_at < now]
    outcomes = decide_stored(there, desk, now, seeds)
    return [alert for outcome in outcomes for alert in outcome.alerts]


def _sent(store: Store, since: datetime) -> list[Alert]:
    query = Query(since=since, limit=0)
    told, held = store.read.alerts(query), store.read.alerts(query, suppressed=True)
    return sorted((*told, *held), key=lambda alert: (alert.at, alert.id))


def _compare(
    since: datetime, items: int, sent: Iterable[Alert], again: Iterable[Alert]
) -> Difference:
    was, now = _by_item(sent), _by_item(again)
    # Of one moment in the order of their decisions: a dict keeps it, a set would not.
    keys = sorted({**now, **was}, key=lambda key: (now.get(key) or was[key]).at)
    changes = [_change(was.get(key), now.get(key)) for key in keys]
    both = [change for change in changes if change.was and change.now]
    changed = tuple(change for change in both if _differ(change))
    return Difference(
        since=since,
        items=items,
        same=len(both) - len(changed),
        added=tuple(change for change in changes if change.was is None),
        removed=tuple(change for change in changes if change.now is None),
        changed=changed,
    )


def _by_item(alerts: Iterable[Alert]) -> Mapping[tuple[str, str, int], Alert]:
    """Alerts by seed and item; the second of an item that was edited stands beside the first."""
    found: dict[tuple[str, str, int], Alert] = {}
    for alert in alerts:
        number = 0
        while (alert.seed, alert.items[0], number) in found:
            number += 1
        found[alert.seed, alert.items[0], number] = alert
    return found


def _change(before: Alert | None, after: Alert | None) -> Change:
    shown = next(alert for alert in (after, before) if alert)
    return Change(
        seed=shown.seed,
        storyline=shown.storyline,
        item=shown.items[0],
        title=shown.title,
        was=_ruled(before) if before else None,
        now=_ruled(after) if after else None,
    )


def _ruled(alert: Alert) -> Ruled:
    return Ruled(
        priority=alert.priority,
        at_once=alert.reason in AT_ONCE,
        reason=alert.reason,
        delta=alert.delta,
        at=alert.at,
    )


def _differ(change: Change) -> bool:
    """Whether a reader would notice; which of a batch began its message is no difference."""
    was, now = change.was, change.now
    if was is None or now is None:
        return True
    reasons = {was.reason, now.reason}
    same_reason = len(reasons) == 1 or reasons <= AT_ONCE
    return not same_reason or (was.priority, was.delta) != (now.priority, now.delta)
