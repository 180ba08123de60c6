"""One development in, an alert with its messages out: how loud, to whom, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerts.matrix import priority_of
from monitor.alerts.render import render_alert
from monitor.alerts.routing import routes_to, verdict
from monitor.alerts.settings import Settings
from monitor.model import Alert, Channel, Delivery, Development, Item, Match, Telling
from monitor.scales import Reason, Standing

_WHY_SIGNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is to be decided: a development and the item and match that brought it.

    ``baseline`` says that it stood in its feed before the feed was first polled.
    """

    development: Development
    item: Item
    match: Match
    baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An alert, what each channel now has of it, and the messages that go out for it."""

    alert: Alert
    tellings: tuple[Telling, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def decide(
    case: Case,
    channels: Mapping[Channel, Sequence[Telling]],
    new_id: Callable[[str], str],
    settings: Settings,
    now: datetime,
) -> Decision | None:
    """Whom a development interrupts, who finds it in the digest; None when it is not told at all.

    ``channels`` gives each channel's memory of the last days; ``new_id`` gives ids by kind.
    """
    alert = _compose(case, new_id)
    if alert is None:
        return None
    verdicts = {
        channel: verdict(alert, channel, told, now, baseline=case.baseline)
        for channel, told in channels.items()
        if routes_to(channel, alert.seed, alert.storyline)
    }
    alert = replace(
        alert,
        channels=tuple(channel.name for channel in verdicts),
        reason=_overall(tuple(verdicts.values())),
    )
    interrupted = [channel for channel in verdicts if verdicts[channel] is Reason.INTERRUPTS]
    return Decision(
        alert=alert,
        tellings=tuple(_telling(alert, channel, why, now) for channel, why in verdicts.items()),
        deliveries=tuple(
            Delivery(
                id=new_id("o"),
                channel=channel.name,
                alerts=(alert.id,),
                message=render_alert(alert, key=f"{alert.id}-{channel.name}"),
                created_at=now,
                next_attempt_at=now + settings.batch_wait,
            )
            for channel in interrupted
        ),
    )


def _compose(case: Case, new_id: Callable[[str], str]) -> Alert | None:
    development, item = case.development, case.item
    priority = priority_of(development.relevance, development.novelty, development.significance)
    if priority is None:
        return None
    return Alert(
        id=new_id("a"),
        seed=development.seed,
        storyline=development.storyline,
        priority=priority,
        title=item.title,
        delta=development.delta,
        proof=development.proof,
        why=_why(case.match),
        story=development.story,
        development=development.id,
        items=(development.item,),
        channels=(),
        reason=Reason.NO_ROUTE,
        source=item.source,
        url=item.url,
        at=development.at,
    )


def _why(match: Match) -> str:
    """The strongest signs of the match, in words: who is named, which terms speak."""
    named = [sign.name for sign in match.evidence if sign.kind == "entity"]
    terms = [sign.text for sign in match.evidence if sign.kind == "term"]
    signs = [*named[:_WHY_SIGNS], *(f'"{term}"' for term in terms[: _WHY_SIGNS - 1])]
    return ", ".join(dict.fromkeys(signs)) or "shared words with the seed"


def _overall(reasons: Sequence[Reason]) -> Reason:
    """One reason for the alert as a whole: it interrupts when any channel is interrupted."""
    if not reasons:
        return Reason.NO_ROUTE
    return Reason.INTERRUPTS if Reason.INTERRUPTS in reasons else reasons[0]


def _telling(alert: Alert, channel: Channel, reason: Reason, now: datetime) -> Telling:
    return Telling(
        channel=channel.name,
        alert=alert.id,
        seed=alert.seed,
        storyline=alert.storyline,
        story=alert.story,
        priority=alert.priority,
        standing=Standing.TOLD if reason is Reason.INTERRUPTS else Standing.OWED,
        reason=reason,
        at=now,
    )
