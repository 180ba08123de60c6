"""One development in, an alert with its messages out: how loud, to whom, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerts.case import Case
from monitor.alerts.matrix import priority_of
from monitor.alerts.render import render_alerts
from monitor.alerts.routing import Verdict, judge, routes_to
from monitor.alerts.settings import Settings
from monitor.model import Alert, Channel, Delivery, Heard, Match, Pending, Telling
from monitor.scales import (
    AT_ONCE,
    INTERRUPTING,
    Novelty,
    Priority,
    Reason,
    Significance,
    Standing,
)

_WHY_SIGNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An alert, what each channel now has of it, and the messages that go out for it."""

    alert: Alert
    tellings: tuple[Telling, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def decide(
    case: Case,
    channels: Mapping[Channel, Heard],
    new_id: Callable[[str], str],
    settings: Settings,
    now: datetime,
) -> Decision | None:
    """Whom a development interrupts, who finds it in the digest; None when it is not told at all.

    ``channels`` gives what each channel heard; ``new_id`` gives ids by kind. A FLASH goes at once
    and takes along what waits in its storyline; everything else that interrupts waits for others.
    """
    alert = _compose(case, new_id)
    if alert is None:
        return None
    verdicts = {
        channel: judge(case, alert, channel, heard, now)
        for channel, heard in channels.items()
        if routes_to(channel, alert.seed, alert.storyline) or (case.takes_back and heard.misled)
    }
    alert = replace(
        alert,
        channels=tuple(channel.name for channel in verdicts),
        reason=_overall([verdict.reason for verdict in verdicts.values()]),
    )
    tellings: list[Telling] = []
    deliveries: list[Delivery] = []
    for channel, verdict in verdicts.items():
        telling = _telling(alert, channel, verdict, now)
        if telling.standing is Standing.WAITING and _goes_at_once(verdict, settings):
            news = (_pending(case, alert, telling), *channels[channel].waiting)
            deliveries.append(write(channel, news, new_id, now))
            tellings += [replace(one.telling, standing=Standing.TOLD) for one in news]
        else:
            tellings.append(telling)
    return Decision(alert=alert, tellings=tuple(tellings), deliveries=tuple(deliveries))


def write(
    channel: Channel, news: Sequence[Pending], new_id: Callable[[str], str], now: datetime
) -> Delivery:
    """The one message that tells all of ``news`` to a channel, due at once."""
    number = new_id("o")
    return Delivery(
        id=number,
        channel=channel.name,
        alerts=tuple(one.alert.id for one in news),
        message=render_alerts(news, key=f"{number}-{channel.name}"),
        created_at=now,
        next_attempt_at=now,
    )


def _goes_at_once(verdict: Verdict, settings: Settings) -> bool:
    return verdict.priority is Priority.FLASH or not settings.batch_wait


def _pending(case: Case, alert: Alert, telling: Telling) -> Pending:
    return Pending(
        telling=telling,
        alert=alert,
        titles=case.titles,
    )


def _compose(case: Case, new_id: Callable[[str], str]) -> Alert | None:
    development, item = case.development, case.item
    priority = _priority(case)
    if priority is None:
        return None
    return Alert(
        id=new_id("a"),
        seed=development.seed,
        storyline=development.storyline,
        priority=priority,
        title=item.title,
        delta=_delta(case),
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


def _priority(case: Case) -> Priority | None:
    """The matrix, with the one escalation of a story: another voice for what is critical.

    One source alone is capped at S3; once a second lifts that cap, the story is as loud as it would
    have been from the start, although what the second one says is not new in itself.
    """
    development = case.development
    novelty = development.novelty
    if case.confirms and development.significance is Significance.S4:
        novelty = max(novelty, Novelty.N3)
    return priority_of(development.relevance, novelty, development.significance)


def _delta(case: Case) -> str:
    """What is new; of a confirmation also how many sources stand behind it by now."""
    delta, sources = case.development.delta, case.sources
    if not case.confirms or sources < len(("one", "other")):
        return delta
    confirmed = f"now confirmed by {sources} sources"
    return f"{delta} ({confirmed})" if delta else confirmed


def _why(match: Match) -> str:
    """The strongest signs of the match, in words: who is named, which terms speak."""
    named = [sign.name for sign in match.evidence if sign.kind == "entity"]
    terms = [sign.text for sign in match.evidence if sign.kind == "term"]
    signs = [*named[:_WHY_SIGNS], *(f'"{term}"' for term in terms[: _WHY_SIGNS - 1])]
    return ", ".join(dict.fromkeys(signs)) or "shared words with the seed"


def _overall(reasons: Sequence[Reason]) -> Reason:
    """One reason for the alert as a whole: it interrupts when any channel is interrupted."""
    told = [reason for reason in reasons if reason in INTERRUPTING]
    joined = [reason for reason in reasons if reason in AT_ONCE]
    return next(iter([*told, *joined, *reasons]), Reason.NO_ROUTE)


def _telling(alert: Alert, channel: Channel, verdict: Verdict, now: datetime) -> Telling:
    return Telling(
        channel=channel.name,
        alert=alert.id,
        seed=alert.seed,
        storyline=alert.storyline,
        story=alert.story,
        priority=verdict.priority,
        standing=_standing(verdict.reason, channel),
        reason=verdict.reason,
        at=now,
    )


def _standing(reason: Reason, channel: Channel) -> Standing:
    """Where an alert stands with a channel: what is held is owed, if ever it can be paid.

    Without a digest only the summary at the end of the quiet hours is left.
    """
    if reason in AT_ONCE:
        return Standing.WAITING
    if reason is Reason.STORY_TOLD:
        return Standing.UNTOLD
    payable = channel.digest or reason is Reason.QUIET_HOURS
    return Standing.OWED if payable else Standing.UNTOLD
