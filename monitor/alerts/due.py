"""What a channel has not been told yet in, the messages that are due now out.

A batch goes when its first alert has waited long enough. A digest goes at the channel's set times,
when its quiet hours end over something that they held, and once when a first poll has settled.
Nothing is due where nothing is new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerts.calendar import in_quiet_hours, passed, quiet_hours_ended
from monitor.alerts.decide import write
from monitor.alerts.reading import in_order
from monitor.alerts.render import render_digest
from monitor.alerts.settings import Settings
from monitor.model import Channel, Debts, Delivery, Outcome, Pending, Telling
from monitor.scales import Reason, Standing

# Developments in one message of a digest: a page of so many is some 90 kB, and Gmail hides what is
# beyond 102 kB.
_LONGEST = 100

Owed = Mapping[Reason, Mapping[str, Telling]]


def due(
    channel: Channel,
    debts: Debts,
    new_id: Callable[[str], str],
    settings: Settings,
    now: datetime,
) -> Outcome | None:
    """The batches and the digest that are due now, as one Outcome; None when there are none."""
    told: list[Telling] = []
    deliveries: list[Delivery] = []
    for batch in _batches(debts, settings, now):
        news = sorted(map(debts.find, reversed(batch)), key=lambda one: -one.telling.priority.level)
        deliveries.append(write(channel, news, new_id, now))
        told += batch
    listed = _listed(channel, debts.owed, settings, now)
    if listed:
        news = in_order([debts.find(telling) for telling in listed])
        deliveries += _digest(channel, news, new_id, now)
        told += listed
    if not told:
        return None
    paid = tuple(replace(telling, standing=Standing.TOLD) for telling in told)
    return Outcome(at=now, tellings=paid, deliveries=tuple(deliveries))


def _batches(debts: Debts, settings: Settings, now: datetime) -> Iterator[list[Telling]]:
    """What waits, where the wait of its oldest is over.

    A batch is a storyline, and with it every other one that tells one of its items: two seeds that
    share an item interrupt once. Each batch is in the order of time.
    """
    if not any(_waited(telling, settings, now) for telling in debts.waiting.values()):
        return  # as at most ticks: then nothing is looked up
    batches: list[tuple[set[Hashable], list[Telling]]] = []
    for telling in debts.waiting.values():
        signs: set[Hashable] = {(telling.seed, telling.storyline)}
        signs.update(debts.find(telling).alert.items)
        batch = [telling]
        apart = []
        for known, company in batches:
            if known.isdisjoint(signs):
                apart.append((known, company))
            else:
                signs, batch = signs | known, [*company, *batch]
        batches = [*apart, (signs, batch)]
    for _, batch in batches:
        batch.sort(key=lambda telling: telling.at)
        if _waited(batch[0], settings, now):
            yield batch


def _waited(telling: Telling, settings: Settings, now: datetime) -> bool:
    """Whether its wait is over; also when the clock says that it has not begun."""
    return not telling.at <= now < telling.at + settings.batch_wait


def _listed(channel: Channel, owed: Owed, settings: Settings, now: datetime) -> list[Telling]:
    """What stands in the digest that is due now."""
    groups = {reason: group for reason, group in owed.items() if group}
    if not groups:
        return []
    held = groups.get(Reason.QUIET_HOURS, {})
    morning = bool(held) and quiet_hours_ended(channel, _first(held).at, now)
    oldest = min(_first(group).at for group in groups.values())
    if channel.digest and (morning or passed(channel, channel.digest, oldest, now)):
        return [telling for group in groups.values() for telling in group.values()]
    if morning:
        return list(held.values())
    there = groups.get(Reason.BASELINE, {})
    if there and channel.digest and not in_quiet_hours(channel, now):
        newest = max(telling.at for telling in there.values())
        return list(there.values()) if now - newest >= settings.baseline_settles else []
    return []


def _first(group: Mapping[str, Telling]) -> Telling:
    return next(iter(group.values()))


def _digest(
    channel: Channel, news: Sequence[Pending], new_id: Callable[[str], str], now: datetime
) -> Iterator[Delivery]:
    """The messages of one digest: one, or as many as it takes to name everything."""
    starts = range(0, len(news), _LONGEST)
    for place, start in enumerate(starts, start=1):
        part = f"{place} of {len(starts)}" if len(starts) > 1 else ""
        listed, number = news[start : start + _LONGEST], new_id("o")
        key = f"digest-{number}-{channel.name}"
        yield Delivery(
            id=number,
            channel=channel.name,
            alerts=tuple(one.alert.id for one in listed),
            message=render_digest(listed, key=key, timezone=channel.timezone, part=part),
            created_at=now,
            next_attempt_at=now,
        )
