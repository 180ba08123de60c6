"""Invented facts for pages, friendly and hostile, and a library that hands them out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.errors import NothingFound
from monitor.model import (
    Alert,
    AlertSheet,
    Course,
    Day,
    Delivery,
    Development,
    DevelopmentSheet,
    Evidence,
    Feed,
    FeedHealth,
    FeedState,
    Item,
    ItemSheet,
    Judgement,
    Match,
    Message,
    Profile,
    Revision,
    Sheet,
    SourceCount,
    Span,
    Step,
    Story,
    Storyline,
    StorySheet,
    Telling,
    Vitals,
)
from monitor.pages import Briefing
from monitor.scales import (
    DeliveryState,
    FeedCondition,
    Kind,
    Novelty,
    Priority,
    Reason,
    Relevance,
    Significance,
    Standing,
)

NOW = datetime(2026, 3, 15, 7, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Everything that has ever got out of a title: markup, ends of CDATA and comments, controls, bidi
# overrides, half a surrogate pair, the syntax of sheets and of label values.
HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> ]]> --> {{ 7*7 }} {% raw %} "
    "\x00\x08\x1b[31m\u202egnp.exe\u2066\ufeff\ud800\uffff & &amp; \\ \n# HELP x"
)
SCRIPT_LINK = "javascript:alert(document.domain)//https://news.example/"
SEED, LINE = "ferry", "inquiry"

PROFILE = Profile(
    seed=SEED,
    title="The sinking of the ferry Halmar Star",
    storylines=(
        Storyline(slug=LINE, title="Inquiry"),
        Storyline(slug="casualties", title="Deaths and survivors"),
        Storyline(slug="salvage", title="Salvage of the wreck"),
    ),
)


def an_item(number: int = 1, **changes: object) -> Item:
    at = NOW - number * HOUR
    item = Item(
        id=f"i{number}",
        title="Prosecutor opens inquiry into sinking",
        url=f"https://coast.example/{number}?a=1&b=2",
        summary="The captain was heard for six hours.",
        first_seen_at=at,
        effective_at=at,
        published=at,
        source="Coast Courier",
        language="en",
        feeds=("https://coast.example/rss",),
    )
    return replace(item, **changes)  # type: ignore[arg-type] # a shorthand


def a_development(number: int = 1, **changes: object) -> Development:
    development = Development(
        id=f"d{number}",
        seed=SEED,
        storyline=LINE,
        story="s1",
        item=f"i{number}",
        kind=Kind.ADVANCE,
        delta="Inquiry: inquiry: announced -> opened",
        proof="An inquiry was opened on Monday, the prosecutor said.",
        relevance=Relevance.R4,
        novelty=Novelty.N3,
        significance=Significance.S2,
        source="Coast Courier",
        at=NOW - number * HOUR,
    )
    return replace(development, **changes)  # type: ignore[arg-type] # a shorthand


def a_step(number: int = 1, *, item: Item | None = None, **changes: object) -> Step:
    return Step(
        development=a_development(number, **changes),
        item=item or an_item(number),
        alert=f"a{number}",
        priority=Priority.BULLETIN,
        items=3,
        sources=("Coast Courier", "Harbour Wire"),
    )


def an_alert(**changes: object) -> Alert:
    alert = Alert(
        id="a1",
        seed=SEED,
        storyline=LINE,
        priority=Priority.BULLETIN,
        title="Prosecutor opens inquiry into sinking",
        delta="inquiry: announced -> opened",
        proof="An inquiry was opened on Monday.",
        why='Halmar Star, "inquiry"',
        story="s1",
        development="d1",
        items=("i1",),
        channels=("desk",),
        reason=Reason.INTERRUPTS,
        source="Coast Courier",
        url="https://coast.example/1",
        at=NOW - HOUR,
    )
    return replace(alert, **changes)  # type: ignore[arg-type] # a shorthand


def days(*items: int, developments: int = 0) -> tuple[Day, ...]:
    """One day after the other up to today; developments on the last."""
    first = NOW.date() - (len(items) - 1) * DAY
    rows = [Day(date=first + place * DAY, items=count) for place, count in enumerate(items)]
    return (*rows[:-1], replace(rows[-1], developments=developments))


def a_briefing(*steps: Step, **changes: object) -> Briefing:
    course = Course(
        seed=SEED,
        storyline=LINE,
        days=days(0, 2, 0, 7, 3, developments=len(steps)),
        steps=steps,
        developments=len(steps) + 4,
        last_at=NOW - HOUR,
    )
    quiet = Course(
        seed=SEED, storyline="salvage", days=days(0, 0), developments=1, last_at=NOW - 40 * DAY
    )
    state = FeedState(
        url="https://reader:s3cret@coast.example/rss", state=FeedCondition.OK, last_ok_at=NOW
    )
    briefing = Briefing(
        span=Span(since=NOW - 4 * DAY, until=NOW),
        new_since=NOW - DAY,
        profiles=(PROFILE,),
        courses=(course, quiet),
        sources=(SourceCount(source="Coast Courier", items=9, developments=2),),
        feeds=(
            FeedHealth(feed=Feed(url=state.url, title="Coast"), state=state, items=9),
            FeedHealth(feed=Feed(url="https://wire.example/rss"), state=None, items=0),
        ),
    )
    return replace(briefing, **changes)  # type: ignore[arg-type] # a shorthand


def a_hostile_step() -> Step:
    item = an_item(
        title=HOSTILE, summary=HOSTILE, url=SCRIPT_LINK, source=HOSTILE, language='"><script>'
    )
    step = a_step(item=item, delta=HOSTILE, proof=HOSTILE, source=HOSTILE, storyline=LINE)
    return replace(step, sources=(HOSTILE, HOSTILE))


def a_hostile_briefing() -> Briefing:
    state = FeedState(url=f"https://x.example/{HOSTILE}", error=HOSTILE, failures=3)
    failing = replace(state, state=FeedCondition.FAILING)
    line = Storyline(slug=LINE, title=HOSTILE)
    return a_briefing(
        a_hostile_step(),
        profiles=(replace(PROFILE, title=HOSTILE, storylines=(line,)),),
        sources=(SourceCount(source=HOSTILE, items=1, developments=1),),
        feeds=(FeedHealth(feed=Feed(url=state.url, title=HOSTILE), state=failing, items=1),),
        faults=(HOSTILE,),
    )


def vitals(**changes: object) -> Vitals:
    found = Vitals(
        daemon=4711,
        schema=3,
        size=4096,
        items=12,
        stories=3,
        developments={(SEED, LINE): 5},
        alerts={(Priority.URGENT, True): 4, (Priority.ROUTINE, False): 1},
        outbox=dict.fromkeys(DeliveryState, 0),
        oldest_pending_at=None,
        last_poll_at=NOW,
        feeds=(FeedState(url="https://coast.example/rss", state=FeedCondition.OK, last_ok_at=NOW),),
    )
    return replace(found, **changes)  # type: ignore[arg-type] # a shorthand


def a_match(text: str) -> Match:
    return Match(
        id="m1",
        item="i1",
        seed=SEED,
        score=0.7,
        threshold=0.5,
        verdict=True,
        reason=Reason.MATCHED,
        evidence=(Evidence(kind="entity", name=text, text=text, field="title", gain=0.31),),
        at=NOW,
    )


def a_judgement() -> Judgement:
    return Judgement(
        item="i1",
        seed=SEED,
        storyline=LINE,
        story="s1",
        relevance=Relevance.R4,
        novelty=Novelty.N3,
        significance=Significance.S2,
        reason=Reason.STATE_CHANGED,
        at=NOW,
    )


def a_story(text: str) -> Story:
    return Story(
        id="s1",
        seed=SEED,
        title=text,
        storylines=(LINE,),
        items=("i1",),
        sources=(text,),
        first_at=NOW,
        last_at=NOW,
    )


def a_telling() -> Telling:
    return Telling(
        channel="desk",
        alert="a1",
        seed=SEED,
        storyline=LINE,
        story="s1",
        priority=Priority.BULLETIN,
        standing=Standing.TOLD,
        reason=Reason.INTERRUPTS,
        at=NOW,
    )


def a_delivery(text: str) -> Delivery:
    return Delivery(
        id="o1",
        channel="desk",
        alerts=("a1",),
        message=Message(key="k", title=text, text=text, html=text),
        created_at=NOW,
        next_attempt_at=NOW,
        error=text,
    )


def sheets(text: str = "Words", url: str = "https://coast.example/1") -> dict[str, Sheet]:
    """One sheet of each kind in which every free text is ``text``."""
    item = an_item(title=text, summary=text, source=text, url=url, wire=text, feeds=(text,))
    alert = an_alert(title=text, delta=text, proof=text, why=text, source=text, url=url)
    step = replace(a_step(item=item, delta=text, proof=text, source=text), sources=(text,))
    developments = (step.development,)
    return {
        "i1": ItemSheet(
            item=item,
            matches=(a_match(text),),
            judgements=(a_judgement(),),
            developments=developments,
            alerts=(alert,),
            revisions=(Revision(replaced_at=NOW, title=text, summary=text),),
        ),
        "s1": StorySheet(
            story=a_story(text), items=(item,), developments=developments, alerts=(alert,)
        ),
        "d1": DevelopmentSheet(step=step, alerts=(alert,)),
        "a1": AlertSheet(
            alert=alert, items=(item,), tellings=(a_telling(),), deliveries=(a_delivery(text),)
        ),
    }


class Shelf:
    """A library with one storyline, one thing of each kind, and whatever is put in."""

    def __init__(self, briefing: Briefing, found: dict[str, Sheet]) -> None:
        self.page = briefing
        self.found = found
        self.wrong: tuple[str, ...] = ()

    def briefing(self, now: datetime) -> Briefing:
        return replace(self.page, span=replace(self.page.span, until=now))

    def profiles(self) -> tuple[Profile, ...]:
        return self.page.profiles

    def course(self, seed: str, storyline: str, before: str, now: datetime) -> Course:
        for course in self.page.courses:
            if (course.seed, course.storyline) == (seed, storyline):
                return course
        if (seed, storyline) == (SEED, "casualties") and now == NOW and not before:
            return Course(seed=seed, storyline=storyline, days=days(0, 0))
        raise NothingFound(f"there is no storyline {storyline}")

    def steps(self, before: str) -> tuple[Step, ...]:
        return () if before else self.page.courses[0].steps

    def newest(self, kind: str, before: str) -> tuple[Any, ...]:
        sheet = self.found[f"{kind}1"]
        name = {"i": "item", "s": "story", "a": "alert"}[kind]
        return () if before else (getattr(sheet, name),)

    def sheet(self, shown: str) -> Sheet:
        if shown not in self.found:
            raise NothingFound(f"there is no {shown}")
        return self.found[shown]

    def search(self, words: str) -> tuple[Item, ...]:
        return tuple(self.newest("i", "")) if words else ()

    def vitals(self) -> Vitals:
        return vitals()

    def faults(self, now: datetime) -> tuple[str, ...]:
        return self.wrong if now == NOW else ()

    def as_json(self, value: object) -> str:
        return json.dumps({"said": str(value)})
