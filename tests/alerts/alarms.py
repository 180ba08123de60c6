"""Invented developments, channels and memories for the tests of the alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count

from monitor.alerts import Case
from monitor.model import (
    Alert,
    Channel,
    Development,
    Evidence,
    Heard,
    Item,
    Match,
    Pending,
    QuietHours,
    Silence,
    Telling,
    Titles,
    Voice,
)
from monitor.scales import (
    AT_ONCE,
    Kind,
    Novelty,
    Priority,
    Reason,
    Relevance,
    Significance,
    Standing,
)
from monitor.secret import Secret

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ids() -> Callable[[str], str]:
    """Ids by kind, counted from 1."""
    counters = {kind: count(1) for kind in "ao"}
    return lambda kind: f"{kind}{next(counters[kind])}"


def a_channel(
    *,
    quiet: str = "",
    zone: str = "UTC",
    least: Priority = Priority.URGENT,
    budget: int | None = None,
    digest: tuple[time, ...] = (time(8),),
) -> Channel:
    start, _, end = quiet.partition("-")
    hours = (
        QuietHours(start=time.fromisoformat(start), end=time.fromisoformat(end)) if quiet else None
    )
    return Channel(
        name="desk",
        url=Secret("json://127.0.0.1"),
        min_priority=least,
        quiet_hours=hours,
        timezone=zone,
        budget_per_day=budget,
        digest=digest,
    )


def an_alert(
    priority: Priority = Priority.URGENT, *, number: int = 1, at: datetime = NOW, **texts: str
) -> Alert:
    return Alert(
        id=f"a{number}",
        seed=texts.get("seed", "maduro-talks"),
        storyline=texts.get("storyline", "boat-strikes"),
        priority=priority,
        title=texts.get("title", "Toll of US boat strikes rises to 87"),
        delta=texts.get("delta", "Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)"),
        proof=texts.get("proof", "The Pentagon said that 87 people had been killed."),
        why=texts.get("why", 'Nicolás Maduro, "boat"'),
        story="s1",
        development="d1",
        items=(texts.get("item", "i1"),),
        channels=("desk",),
        reason=Reason.INTERRUPTS,
        source=texts.get("source", "Example Times"),
        url=texts.get("url", "https://news.example/87?a=1&b=2"),
        at=at,
    )


def a_telling(
    number: int,
    priority: Priority = Priority.URGENT,
    *,
    at: datetime = NOW,
    reason: Reason = Reason.INTERRUPTS,
    storyline: str = "boat-strikes",
) -> Telling:
    """What the channel has of an alert: told when it interrupted, owed for any other reason."""
    told = reason in AT_ONCE
    return Telling(
        channel="desk",
        alert=f"a{number}",
        seed="maduro-talks",
        storyline=storyline,
        story=f"s{number}",
        priority=priority,
        standing=Standing.TOLD if told else Standing.OWED,
        reason=reason,
        at=at,
    )


def a_pending(
    alert: Alert | None = None,
    *voices: tuple[str, str],
    reason: Reason = Reason.INTERRUPTS,
    titles: Titles | None = None,
) -> Pending:
    """An alert on its way to the desk, at its own priority."""
    alert = alert or an_alert()
    return Pending(
        telling=replace(
            a_telling(int(alert.id[1:]), alert.priority, at=alert.at, reason=reason),
            seed=alert.seed,
            storyline=alert.storyline,
        ),
        alert=alert,
        voices=tuple(Voice(source=source, url=url) for source, url in voices),
        titles=titles or Titles(),
    )


def a_heard(
    *told: Telling,
    waiting: tuple[Pending, ...] = (),
    loudest: Priority | None = None,
    misled: bool = False,
) -> Heard:
    """What a channel heard of the boat strikes: their interruptions, and what waits."""
    loud = [one for one in told if one.reason in AT_ONCE and one.storyline == "boat-strikes"]
    return Heard(
        flashes=[one for one in loud if one.priority is Priority.FLASH],
        others=[one for one in loud if one.priority is not Priority.FLASH],
        waiting=waiting,
        loudest=loudest,
        misled=misled,
    )


def a_silence(**changes: object) -> Silence:
    """A silence of everything, an hour around noon."""
    values: dict[str, object] = {
        "id": "q1",
        "reason": "live desk",
        "starts_at": NOW - HOUR / 2,
        "ends_at": NOW + HOUR / 2,
    }
    return Silence(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def a_case(
    levels: str = "R4 N3 S2",
    *,
    title: str = "Toll rises to 87",
    kind: Kind = Kind.ADVANCE,
    **how: object,
) -> Case:
    relevance, novelty, significance = levels.split()
    item = Item(
        id="i1",
        title=title,
        source="Example Times",
        url="https://news.example/87",
        first_seen_at=NOW,
        effective_at=NOW,
    )
    match = Match(
        item="i1",
        seed="maduro-talks",
        score=0.5,
        threshold=0.2,
        verdict=True,
        reason=Reason.MATCHED,
        evidence=(
            Evidence(kind="entity", name="Nicolás Maduro", text="Maduro", field="title", gain=0.3),
            Evidence(kind="anchor", name="central", text="Maduro", field="", gain=0.1),
            Evidence(kind="term", name="boat", text="boats", field="title", gain=0.1),
        ),
        at=NOW,
    )
    development = Development(
        id="d1",
        seed="maduro-talks",
        storyline="boat-strikes",
        story="s1",
        item="i1",
        kind=kind,
        delta="Boat strikes: killed 80+ -> 87",
        proof="87 people were killed.",
        relevance=Relevance(relevance),
        novelty=Novelty(novelty),
        significance=Significance(significance),
        source="Example Times",
        at=NOW,
    )
    return Case(development=development, item=item, match=match, **how)  # type: ignore[arg-type]  # a test's shorthand
