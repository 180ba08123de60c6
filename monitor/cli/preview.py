"""What a profile would have matched in the stored week, and how loud it would have been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.cli.call import Call, now
from monitor.cli.paper import Column, count, say, show_table
from monitor.cli.progress import watched
from monitor.model import Profile

_WEEK = timedelta(days=7)
_SHOWN = 5
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One alert that would have been: the item, what was new, how loud, and whether at once."""

    item: str
    title: str
    delta: str
    priority: str
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A profile held against the stored week, as if it had been watched then.

    ``days`` is how much of the week is stored; ``near`` items failed by little.
    """

    items: int
    days: float
    matched: int
    near: int
    developments: int
    alerts: int
    digest: int
    told: tuple[Told, ...]

    @property
    def alerts_per_day(self) -> float:
        """Interruptions a day."""
        return round(self.alerts / max(self.days, 1.0), 1)


def preview(call: Call, profile: Profile) -> Preview | None:
    """The preview of a profile; None while nothing is stored."""
    from monitor.app import rehearse
    from monitor.backtest import backtest
    from monitor.matching import Matcher, Settings

    if not call.load().store.path.exists():
        return None
    today = now()
    with call.reading() as store:
        stored = sorted(store.read.stored_since(today - _WEEK), key=lambda one: one.effective_at)
    if not stored:
        return None
    # The clock of a trial follows `published`; the clamped time is what the daemon went by.
    items = [replace(item, published=item.effective_at) for item in stored]
    trial = backtest(items, rehearse((profile,), None))
    rulings = list(watched(trial, len(items), "tried"))
    titles = {item.id: item.title for item in items}
    matcher, share = Matcher((profile,)), Settings().near
    tried = [match for item in items for match in matcher.match(item, today)]
    first = min(item.first_seen_at for item in items)
    return Preview(
        items=len(items),
        days=round(min(today - first, _WEEK) / _A_DAY, 1),
        matched=sum(one.match for one in rulings),
        near=sum(not one.verdict and one.score >= share * one.threshold for one in tried),
        developments=sum(one.development is not None for one in rulings),
        alerts=sum(one.alert for one in rulings),
        digest=sum(one.digest for one in rulings),
        told=tuple(
            Told(
                item=one.id,
                title=titles[one.id],
                delta=one.delta or titles[one.id],
                priority=one.priority,
                at_once=one.alert,
            )
            for one in rulings
            if one.priority and (one.alert or one.digest)
        ),
    )


def show_preview(found: Preview | None) -> None:
    """The preview for people, its newest alerts first."""
    say()
    if found is None:
        say("Nothing is stored yet, so there is nothing to hold it against.", dim=True)
        return
    stored = f"{found.days:g} days" if found.days > 1 else "day"
    say(f"In the last {stored} ({count(found.items, 'item')}) it would have:", bold=True)
    say(f"  matched {found.matched}, and {found.near} nearly")
    say(
        f"  brought {count(found.developments, 'development')}: {count(found.alerts, 'alert')} at once"
        f" ({found.alerts_per_day:g} a day), {found.digest} in digests"
    )
    if found.told:
        show_table(
            (
                *(Column(name="priority"), Column(name="sent", wide=True), Column(name="item")),
                Column(name="what would have been told", grows=True),
            ),
            [
                (one.priority, "at once" if one.at_once else "digest", one.item, one.delta)
                for one in reversed(found.told[-_SHOWN:])
            ],
        )
