"""The corridor: what one poll brings goes through every room, in order, and becomes Outcomes.

    identify -> match -> assign -> judge -> decide

It runs in one serial decider that has seen all that was decided before, so two feeds with the same
news never alert twice. Nothing is written here: the caller applies the Outcome, and on failure
throws the memory away, because the memory has already taken it in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import Any

from monitor import alerts, developments, feeds, stories
from monitor.desk import Desk
from monitor.hearing import heard_by, pending, taken_back
from monitor.model import (
    Arrival,
    Assignment,
    Delivery,
    Development,
    FeedState,
    Item,
    Judgement,
    Match,
    Outcome,
    Poll,
    Sighting,
    Story,
)
from monitor.scales import Freshness, Reason, Standing
from monitor.store import Memory

# A new seed is held against what came in for so long, so many items in one transaction.
BASELINE_FOR = timedelta(days=7)
_BASELINE_BATCH = 500

Known = Callable[[Collection[str]], Mapping[str, Item]]
# Items decided before whoever else waits has a turn: some 0.1 s.
_AT_ONCE = 250


def decide_poll(
    poll: Poll, state: FeedState, desk: Desk, known: Known, jitter: float
) -> Iterator[Outcome]:
    """All that one visit to a feed changes: its items, what they mean, and when to come back.

    It comes in parts, in the order of the items' time, so that thousands of items hold up nobody:
    each is to be applied before any that was decided later. Only the last has a ``feed``; without
    it the feed is visited again as it was before, and the rest of its items is still new.
    ``known`` finds items by their identity keys, those decided and not yet applied among them;
    ``jitter`` lies in 0..1. What stands in a feed at its first good poll is its baseline: told in a
    digest, never as an interruption.
    """
    if not poll.items:  # nearly all polls: the feed's own state is all that moves
        yield Outcome(at=poll.at, feed=feeds.pace(state, poll, desk.settings.polling, jitter))
        return
    arrivals = feeds.identify(poll, known, lambda: desk.memory.new_id("i"))
    fresh = [arrival for arrival in arrivals if arrival.freshness is not Freshness.SEEN]
    new = sum(arrival.freshness is Freshness.NEW for arrival in fresh)
    came = Coming(
        baseline=frozenset() if state.last_ok_at else frozenset(desk.profiles),
        edited=frozenset(one.item.id for one in fresh if one.freshness is Freshness.EDITED),
    )
    fresh.sort(key=lambda arrival: arrival.item.effective_at)
    while len(fresh) > _AT_ONCE:
        part, fresh = fresh[:_AT_ONCE], fresh[_AT_ONCE:]
        outcome = decide_items([arrival.item for arrival in part], desk, poll.at, came)
        yield replace(outcome, sightings=_sightings(part, poll))
    outcome = decide_items([arrival.item for arrival in fresh], desk, poll.at, came)
    seen = [arrival for arrival in arrivals if arrival.freshness is Freshness.SEEN]
    yield replace(
        outcome,
        feed=feeds.pace(state, poll, desk.settings.polling, jitter, fresh=new),
        sightings=_sightings([*fresh, *seen], poll),
    )


def _sightings(arrivals: Sequence[Arrival], poll: Poll) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(item=arrival.item.id, feed=poll.feed.url, keys=arrival.keys, at=poll.at)
        for arrival in arrivals
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How items came: for which seeds they are the baseline, and which were known before.

    What is a baseline stands in a digest and interrupts nobody; ``edited`` holds ids of items.
    Seeds that are ``unwatched`` decide nothing on them.
    """

    baseline: frozenset[str] = frozenset()
    edited: frozenset[str] = frozenset()
    unwatched: frozenset[str] = frozenset()


_NEWS = Coming()
# What parts of an Outcome are put together of.
_PARTS = tuple(part.name for part in fields(Outcome) if part.name not in {"at", "feed"})


def decide_items(items: Sequence[Item], desk: Desk, now: datetime, came: Coming = _NEWS) -> Outcome:
    """What new (or edited) items mean, in the order of their time; each sees the ones before."""
    parts = [
        _decide_item(item, desk, now, came)
        for item in sorted(items, key=lambda item: item.effective_at)
    ]
    return _joined(now, parts)


def decide_stored(
    stored: Sequence[Item], desk: Desk, now: datetime, seeds: Collection[str]
) -> Iterator[Outcome]:
    """What items that are there already mean to seeds that are new, as a silent baseline.

    ``stored`` are those of the time `BASELINE_FOR` before ``now``; some of them for each Outcome.
    """
    there = Coming(baseline=frozenset(seeds), unwatched=frozenset(desk.profiles) - {*seeds})
    for start in range(0, len(stored), _BASELINE_BATCH):
        yield decide_items(stored[start : start + _BASELINE_BATCH], desk, now, there)


def _decide_item(item: Item, desk: Desk, now: datetime, came: Coming) -> Outcome:
    """What one item means to every seed that it shows something of; near misses are kept too."""
    parts = [Outcome(at=now, items=(item,))]
    for match in desk.matcher.match(item, now):
        if match.seed in came.unwatched:
            continue
        if match.verdict:
            parts.append(_decide_match(item, _numbered(match, desk), desk, came))
        elif match.score >= desk.settings.matching.near * match.threshold:
            parts.append(Outcome(at=now, matches=(_numbered(match, desk),)))
    outcome = _joined(now, parts)
    new = [one for one in outcome.matches if not desk.memory.story_of(one.seed, item.id)]
    desk.matcher.learn((item, match) for match in new)
    desk.memory.fold(outcome)
    desk.shelve(outcome.stories, item)
    return outcome


def _numbered(match: Match, desk: Desk) -> Match:
    return replace(match, id=desk.memory.new_id("m"))


def _decide_match(item: Item, match: Match, desk: Desk, came: Coming) -> Outcome:
    """A matched item finds its story; if it brings a development, the channels hear of it."""
    assignment = _assign(item, match, desk)
    before = None if assignment.opened else desk.memory.story(match.seed, assignment.story)
    story = stories.extend(before, item, match, assignment, match.at)
    judgement = _judge(item, match, assignment, story, desk)
    told = Outcome(
        at=match.at,
        matches=(match,),
        assignments=(assignment,),
        stories=(story,),
        judgements=(judgement,),
        facts=judgement.facts,
    )
    development = _development(judgement, item, desk.memory)
    if development is None:
        return told
    case = alerts.Case(
        development=development,
        item=item,
        match=match,
        grounds=judgement.reason,
        baseline=match.seed in came.baseline,
        edited=item.id in came.edited,
        sources=len(story.sources),
        silences=desk.memory.silences,
        titles=desk.titles(match.seed, development.storyline),
    )
    return _joined(match.at, [told, _alert(case, taken_back(judgement, desk.memory), desk)])


def _judge(item: Item, match: Match, assignment: Assignment, story: Story, desk: Desk) -> Judgement:
    profile = desk.profiles[match.seed]
    storylines = developments.storylines_of(profile, match)
    return developments.judge(
        developments.Case(
            profile=profile,
            storylines=storylines,
            item=item,
            match=match,
            assignment=assignment,
            story=story,
            ledger=desk.memory.ledger(match.seed),
            told_before=desk.memory.has_development(match.seed, storylines[0].slug),
        )
    )


def _assign(item: Item, match: Match, desk: Desk) -> Assignment:
    """The story of an item; an edited one stays where it was, and one put by hand goes there."""
    memory = desk.memory
    home = memory.story_of(match.seed, item.id)
    by_hand, barred = memory.placed_by_hand(match.seed, item.id)
    if not (home or by_hand):
        return stories.assign(
            item, match, desk.shelf(match.seed), lambda: memory.new_id("s"), barred
        )
    return Assignment(
        item=item.id,
        seed=match.seed,
        story=home or by_hand,
        opened=False,
        similarity=1.0,
        reason=Reason.SAME_TELLING if home else Reason.BY_HAND,
        at=match.at,
    )


def _development(judgement: Judgement, item: Item, memory: Memory) -> Development | None:
    if judgement.kind is None:
        return None
    return Development(
        id=memory.new_id("d"),
        seed=judgement.seed,
        storyline=judgement.storyline,
        story=judgement.story,
        item=judgement.item,
        kind=judgement.kind,
        delta=judgement.delta,
        proof=judgement.proof,
        relevance=judgement.relevance,
        novelty=judgement.novelty,
        significance=judgement.significance,
        source=item.source,
        at=judgement.at,
    )


def _alert(case: alerts.Case, stories_back: Collection[str], desk: Desk) -> Outcome:
    now = case.development.at
    told = {one: heard_by(one, case.development, stories_back, desk) for one in desk.channels}
    decision = alerts.decide(case, told, desk.memory.new_id, desk.settings.alerts, now)
    if decision is None:
        return Outcome(at=now, developments=(case.development,))
    return Outcome(
        at=now,
        developments=(case.development,),
        alerts=(decision.alert,),
        tellings=decision.tellings,
        deliveries=decision.deliveries,
    )


def decide_due(desk: Desk, now: datetime) -> Outcome:
    """The batches and digests whose time has come, of every channel."""
    parts = []
    for channel in desk.channels:
        debts = desk.memory.heard.debts(channel.name, lambda telling: pending(telling, desk))
        outcome = alerts.due(channel, debts, desk.memory.new_id, desk.settings.alerts, now)
        if outcome:
            desk.memory.fold(outcome)
            parts.append(outcome)
    return _joined(now, parts)


def decide_undelivered(delivery: Delivery, desk: Desk, now: datetime) -> Outcome:
    """What a message that will never arrive told is owed again, and stands in the next digest."""
    owed = tuple(
        replace(telling, standing=Standing.OWED, reason=Reason.UNDELIVERED, at=now)
        for telling in desk.memory.heard.tellings(delivery.channel, delivery.alerts)
    )
    outcome = Outcome(at=now, tellings=owed)
    desk.memory.fold(outcome)
    return outcome


def _joined(at: datetime, parts: Sequence[Outcome]) -> Outcome:
    """All parts in order as one, without a feed."""
    if len(parts) == 1 and parts[0].at == at and parts[0].feed is None:
        return parts[0]
    whole: dict[str, Any] = {
        name: tuple(chain.from_iterable(map(attrgetter(name), parts))) for name in _PARTS
    }
    return Outcome(at=at, **whole)
