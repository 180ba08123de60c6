"""Invented nouns for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model import (
    Alert,
    Assignment,
    Delivery,
    Development,
    Evidence,
    Fact,
    FeedState,
    Item,
    Judgement,
    Match,
    Message,
    Outcome,
    Sighting,
    Story,
    Telling,
)
from monitor.scales import (
    FeedCondition,
    Kind,
    Novelty,
    Priority,
    Reason,
    Relevance,
    Significance,
    Standing,
)

NOW = datetime(2025, 11, 20, 12, 0, 0, 250, tzinfo=UTC)
FEED = "https://news.example/rss"
DAY = timedelta(days=1)


def an_item(number: int, at: datetime = NOW, **words: str) -> Item:
    return Item(
        id=f"i{number}",
        title=words.get("title", f"Title {number}"),
        summary=words.get("summary", f"Summary {number}"),
        url=words.get("url", f"https://news.example/{number}"),
        source=words.get("source", "Example Times"),
        first_seen_at=at,
        effective_at=at,
        published=at - timedelta(minutes=5),
        feeds=(FEED,),
    )


def a_sighting(number: int, at: datetime = NOW, feed: str = FEED) -> Sighting:
    return Sighting(item=f"i{number}", feed=feed, keys=(f"guid:{number}", f"url:{number}"), at=at)


def a_match(number: int, *, verdict: bool = True, seed: str = "talks") -> Match:
    return Match(
        id=f"m{number}",
        item=f"i{number}",
        seed=seed,
        score=0.7,
        threshold=0.5,
        verdict=verdict,
        reason=Reason.MATCHED if verdict else Reason.BELOW_THRESHOLD,
        storylines=("peace-talks",),
        evidence=(
            Evidence(kind="entity", name="José Ñandú", text="Ñandú", field="title", gain=0.31),
        ),
        at=NOW,
    )


def a_story(number: int, at: datetime = NOW, items: tuple[str, ...] = ()) -> Story:
    return Story(
        id=f"s{number}",
        seed="talks",
        title=f"Story {number}",
        storylines=("peace-talks",),
        items=items or (f"i{number}",),
        sources=("Example Times",),
        first_at=at,
        last_at=at,
    )


def a_fact(number: int) -> Fact:
    return Fact(
        seed="talks",
        storyline="peace-talks",
        subject="killed",
        value="87",
        amount=87.0,
        item=f"i{number}",
        source="Example Times",
        at=NOW,
    )


def a_judgement(number: int) -> Judgement:
    return Judgement(
        item=f"i{number}",
        seed="talks",
        storyline="peace-talks",
        story=f"s{number}",
        relevance=Relevance.R4,
        novelty=Novelty.N2,
        significance=Significance.S2,
        kind=Kind.ADVANCE,
        delta="killed 80+ -> 87",
        proof="87 people were killed.",
        facts=(a_fact(number),),
        reason=Reason.FIGURE_MOVED,
        at=NOW,
    )


def a_development(number: int) -> Development:
    return Development(
        id=f"d{number}",
        seed="talks",
        storyline="peace-talks",
        story=f"s{number}",
        item=f"i{number}",
        kind=Kind.ADVANCE,
        delta="killed 80+ -> 87",
        proof="87 people were killed.",
        relevance=Relevance.R4,
        novelty=Novelty.N2,
        significance=Significance.S2,
        source="Example Times",
        at=NOW,
    )


def an_alert(
    number: int, priority: Priority = Priority.URGENT, reason: Reason = Reason.INTERRUPTS
) -> Alert:
    return Alert(
        id=f"a{number}",
        seed="talks",
        storyline="peace-talks",
        priority=priority,
        title="Talks",
        delta="killed 80+ -> 87",
        proof="87 people were killed.",
        why="a watched number moved",
        story=f"s{number}",
        development=f"d{number}",
        items=(f"i{number}",),
        channels=("desk",),
        reason=reason,
        source="Example Times",
        url="https://news.example/1",
        at=NOW,
    )


def a_telling(
    number: int, standing: Standing = Standing.TOLD, at: datetime = NOW, channel: str = "desk"
) -> Telling:
    return Telling(
        channel=channel,
        alert=f"a{number}",
        seed="talks",
        storyline="peace-talks",
        story=f"s{number}",
        priority=Priority.URGENT,
        standing=standing,
        reason=Reason.INTERRUPTS,
        at=at,
    )


def a_delivery(number: int, at: datetime = NOW, alerts: tuple[str, ...] = ()) -> Delivery:
    return Delivery(
        id=f"o{number}",
        channel="desk",
        alerts=alerts,
        message=Message(key=f"key{number}", title="T", text='Words "quoted"', html="<p>Words</p>"),
        created_at=at,
        next_attempt_at=at,
    )


def a_poll(at: datetime = NOW, url: str = FEED) -> FeedState:
    return FeedState(
        url=url,
        state=FeedCondition.OK,
        etag='W/"x"',
        every=timedelta(minutes=7, seconds=30),
        last_polled_at=at,
        last_ok_at=at,
        next_poll_at=at + timedelta(minutes=10),
    )


def an_outcome(number: int) -> Outcome:
    """One poll that found an item which matched, made a development and an alert."""
    return Outcome(
        at=NOW,
        feed=a_poll(),
        items=(an_item(number),),
        sightings=(a_sighting(number),),
        matches=(a_match(number),),
        assignments=(
            Assignment(
                item=f"i{number}",
                seed="talks",
                story=f"s{number}",
                opened=True,
                similarity=0.0,
                reason=Reason.NEW_STORY,
                at=NOW,
            ),
        ),
        stories=(a_story(number),),
        judgements=(a_judgement(number),),
        facts=(a_fact(number),),
        developments=(a_development(number),),
        alerts=(an_alert(number),),
        tellings=(a_telling(number),),
        deliveries=(a_delivery(number, alerts=(f"a{number}",)),),
    )
