"""`explain` for what was decided later: stories, developments, and alerts, sent or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.cli.call import Call
from monitor.cli.encode import plain, print_one
from monitor.cli.pager import paged
from monitor.cli.paper import colour_of, count, exact, inert, say, show_fields
from monitor.errors import WrongContent
from monitor.model import (
    Alert,
    Assignment,
    Channel,
    Development,
    Judgement,
    Story,
    Telling,
)
from monitor.scales import AT_ONCE, Novelty, Reason, Relevance, Significance
from monitor.store import Store

# DESIGN, section 5, in a few words each.
_MEANS: Mapping[str, str] = {
    Relevance.R0: "off topic",
    Relevance.R1: "named in passing",
    Relevance.R2: "background",
    Relevance.R3: "directly related",
    Relevance.R4: "advances the storyline",
    Novelty.N0: "a copy",
    Novelty.N1: "reworded",
    Novelty.N2: "new detail or confirmation",
    Novelty.N3: "a new event",
    Novelty.N4: "a reversal, a correction or a new thread",
    Significance.S1: "routine",
    Significance.S2: "notable",
    Significance.S3: "major",
    Significance.S4: "critical and irreversible",
}

Told = Story | Development | Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One development with the alert that it became, if any, and what each channel has of it.

    Without ids where it was only tried.
    """

    development: Development
    alert: Alert | None
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """All that was decided of a story, development or alert."""

    cases: tuple[Case, ...]
    assignments: tuple[Assignment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    titles: Mapping[str, str]


def explain_told(call: Call, noun: Told, store: Store) -> None:
    """Print why a story, development or alert was told as it was, or not; and what would flip it."""
    past = _past(noun, store)
    channels = {channel.name: channel for channel in _channels(call)}
    if call.json:
        print_one(noun, decided=[_as_json(case, channels) for case in past.cases])
        return
    with paged():
        say(_title(noun, past), bold=True)
        say(f"{noun.id} · {noun.seed}", dim=True)
        if isinstance(noun, Story):
            _print_items(past)
        for case in past.cases:
            print_case(case, channels)
        if not past.cases:
            say()
            say("Nothing in it was new, so nothing was told.", colour="yellow")


def _past(noun: Told, store: Store) -> _Past:
    read = store.read
    if isinstance(noun, Story):
        developments = read.developments_of(noun.id)
        assignments, judgements = read.assignments_of(noun.id), read.judgements_of(noun.id)
    else:
        id_ = noun.development if isinstance(noun, Alert) else noun.id
        found = read.find(id_)
        developments = (found,) if isinstance(found, Development) else ()
        assignments, judgements = (), ()
    items = {one.item for one in assignments} | {one.item for one in developments}
    return _Past(
        cases=tuple(_case(one, store) for one in developments),
        assignments=assignments[::-1],
        judgements=judgements,
        titles={item.id: item.title for item in read.items_by_ids(sorted(items))},
    )


def _case(development: Development, store: Store) -> Case:
    alerts = store.read.alerts_of(development.id)
    alert = alerts[0] if alerts else None
    tellings = store.read.tellings_of(alert.id) if alert else ()
    return Case(development=development, alert=alert, tellings=tellings)


def _channels(call: Call) -> Sequence[Channel]:
    """The channels as they are now; none when the configuration cannot be read."""
    try:
        return call.load().channels
    except WrongContent:
        return ()


def _as_json(case: Case, channels: Mapping[str, Channel]) -> dict[str, Any]:
    steps = [
        {**plain(one), "flip": what_flips(one, channels.get(one.channel))} for one in case.tellings
    ]
    return {"development": case.development, "alert": case.alert, "channels": steps}


def _title(noun: Told, past: _Past) -> str:
    if isinstance(noun, Development):
        return inert(noun.delta or past.titles.get(noun.item, ""))
    return inert(noun.delta or noun.title if isinstance(noun, Alert) else noun.title)


def _print_items(past: _Past) -> None:
    judged = {one.item: one for one in reversed(past.judgements)}
    say()
    say(f"{count(len(past.assignments), 'item')}, oldest first", bold=True)
    for one in past.assignments:
        came = "opened the story" if one.opened else f"joined it (likeness {one.similarity:.2f})"
        say(f"  {one.item} {inert(past.titles.get(one.item, ''))}")
        say(f"    {came}: {one.reason}", dim=True)
        judgement = judged.get(one.item)
        if judgement:
            new = f"{judgement.kind}: {inert(judgement.delta)}; " if judgement.kind else ""
            scales = f"{judgement.relevance} {judgement.novelty} {judgement.significance}"
            say(f"    {scales}, {new}{judgement.reason}", dim=True)


def print_case(case: Case, channels: Mapping[str, Channel]) -> None:
    """Print what was new, how loud it is, and what becomes of it on each channel that takes it."""
    one, alert = case.development, case.alert
    say()
    say(f"{one.id} {one.kind} in {one.storyline}, {exact(one.at)}".lstrip(), bold=True)
    show_fields(
        (
            ("what was new", one.delta),
            *((str(word), _MEANS[word]) for word in (one.relevance, one.novelty, one.significance)),
        )
    )
    if alert is None:
        say("no alert: such a development is logged, not told", colour="yellow")
        return
    sent = alert.reason in AT_ONCE
    said = "told at once" if sent else f"not told at once: {alert.reason}"
    say(f"{alert.id} {alert.priority}: {said}".lstrip(), colour=colour_of(alert.priority))
    for telling in case.tellings:
        channel = channels.get(telling.channel)
        say(f"  {telling.channel}: {telling.standing}, {telling.reason}")
        flip = what_flips(telling, channel)
        if flip:
            say(f"    what would flip it: {flip}", dim=True)
    if not case.tellings:
        say(f"    what would flip it: a channel with seeds that take {alert.seed}", dim=True)


def what_flips(telling: Telling, channel: Channel | None) -> str:
    """The smallest change of the configuration that would have told it at once; else empty."""
    name = telling.channel
    if channel is None and telling.reason is not Reason.BASELINE:
        return "" if telling.reason in AT_ONCE else f"{name} is no longer configured"
    flips = {
        Reason.TO_DIGEST: f'min_priority = "{telling.priority}" for {name}',
        Reason.QUIET_HOURS: f"a time outside the quiet hours of {name}, or FLASH",
        Reason.OVER_BUDGET: f"a larger budget_per_day for {name}, or FLASH",
        Reason.BASELINE: "nothing: it was there before the feed or the seed was first looked at",
        Reason.SILENCED: "the end of the silence: monitor silence list",
        Reason.NO_DIGEST: f'min_priority = "{telling.priority}", or a digest, for {name}',
        Reason.EDITED: "a changed figure that is watched, a changed state or a reversal",
        Reason.STORY_TOLD: "more sources, until the priority rises",
        Reason.UNDELIVERED: f"a {name} that answers: monitor notify test {name}",
    }
    return flips.get(telling.reason, "")
