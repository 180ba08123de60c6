"""A file of items in, what would have been decided out: no database, no network, no real clock.

The items go through the same pipeline in the order of the file, as if each arrived on its own. The
simulated clock is the latest ``published`` so far and never runs back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from monitor.desk import REMEMBER, Desk
from monitor.errors import Problem, WrongContent
from monitor.model import Evidence, Item, Match, Outcome, Profile
from monitor.pipeline import Coming, decide_due, decide_items
from monitor.scales import (
    INTERRUPTING,
    Kind,
    Novelty,
    Priority,
    Reason,
    Relevance,
    Significance,
    Standing,
)

_BYTE_ORDER_MARK = "\ufeff"
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# Feeds write the year 1 for "unknown" and 9999 for "never"; the clock keeps to what can be reckoned.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_FORGET_EVERY = timedelta(days=1)


class _BadLineError(Exception):
    """A line that is no item; its text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was decided of one item for one seed; the fields of `backtest --jsonl`."""

    id: str
    seed: str
    score: float
    match: bool
    storylines: tuple[str, ...] = ()
    story: str | None = None
    development: Kind | None = None
    delta: str | None = None
    priority: Priority | None = None
    alert: bool = False
    digest: bool = False
    relevance: Relevance = Relevance.R0
    novelty: Novelty | None = None
    significance: Significance | None = None
    reason: Reason = Reason.NO_EVIDENCE
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The items of a file, and the problems of the lines that were skipped."""

    items: tuple[Item, ...]
    skipped: tuple[Problem, ...] = field(default=())


def read_stream(lines: Iterable[str | bytes], name: str, *, skip_bad: bool = False) -> Stream:
    """The items of a JSON Lines file called ``name``; lines as text, or as they are on disk.

    Raises WrongContent for the lines that are no items, unless ``skip_bad``; then they are counted.
    """
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            _take(line, items)
        except _BadLineError as error:
            remedy = "mend the line, or pass over bad lines with --skip-bad"
            problems.append(
                Problem(file=name, place=f"line {number}", what=str(error), remedy=remedy)
            )
    if problems and not skip_bad:
        raise WrongContent(problems[:20])
    return Stream(items=tuple(items.values()), skipped=tuple(problems))


def _take(line: str | bytes, items: dict[str, Item]) -> None:
    item = _item(line)
    if item.id in items:
        raise _BadLineError(f'the id "{item.id}" was used before')
    items[item.id] = item


def _item(line: str | bytes) -> Item:
    """One line as an item that is not dated yet."""
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        row = json.loads(text.removeprefix(_BYTE_ORDER_MARK))
    except UnicodeDecodeError:
        raise _BadLineError("is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise _BadLineError(f"is not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):  # the latter: a number of thousands of digits
        raise _BadLineError("is nested too deeply, or holds a number too long") from None
    if not isinstance(row, dict):
        raise _BadLineError("is not a JSON object")
    texts = {key: _text(row, key) for key in ("id", "title", "summary", "url", "source", "lang")}
    missing = [key for key in ("id", "title") if key not in row or row[key] is None]
    if missing:
        raise _BadLineError(f"has no {' and no '.join(missing)}")
    published = _time(_text(row, "published"))
    return Item(
        id=texts["id"],
        title=texts["title"],
        summary=texts["summary"],
        url=texts["url"],
        source=texts["source"],
        language=texts["lang"],
        published=published,
        first_seen_at=_ANY_DAY,
        effective_at=_ANY_DAY,
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _BadLineError(f"{key} is {json.dumps(value)[:40]}, but has to be text")
    return value


def _time(text: str) -> datetime | None:
    """An ISO time as UTC, 1900 to 2200; a date alone is its midnight, without a zone it is UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _BadLineError(f'published is "{text[:40]}", not an ISO date or time') from None
    try:
        at = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        raise _BadLineError(f'published is "{text[:40]}", out of range') from None
    return min(max(at, _EARLIEST), _LATEST)


def backtest(items: Sequence[Item], desk: Desk) -> Iterator[Ruling]:
    """The rulings on each item in order, one for each seed; the desk's memory learns from them."""
    first = next((item.published for item in items if item.published), None)
    now = first or _birthday(desk.profiles.values())
    rehearsal = Rehearsal(desk)
    for item in items:
        now = max(now, item.published or now)
        dated = replace(item, first_seen_at=now, effective_at=item.published or now)
        outcome = rehearsal.decide([dated], now)
        for seed in desk.profiles:
            yield _ruling(item.id, seed, outcome)


class Rehearsal:
    """A desk whose clock is moved by what arrives; it decides as the daemon would have."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._now: datetime | None = None
        self._forgot_at: datetime | None = None

    def decide(self, items: Sequence[Item], now: datetime, came: Coming | None = None) -> Outcome:
        """What items mean at ``now``, after all that fell due before it was told.

        Between two arrivals nothing is decided, so it makes no difference that a digest is written
        at the next arrival and not at its hour. What came earlier but has its turn later moves no
        clock back.
        """
        if self._now is None or now > self._now:
            self._now = now
            decide_due(self._desk, now)
        if self._forgot_at is None or now - self._forgot_at >= _FORGET_EVERY:
            self._forgot_at = now
            self._desk.forget(now - REMEMBER)
        return decide_items(items, self._desk, now, came or Coming())


def _birthday(profiles: Iterable[Profile]) -> datetime:
    days = [profile.published for profile in profiles if profile.published]
    return datetime(days[0].year, days[0].month, days[0].day, tzinfo=UTC) if days else _ANY_DAY


def _ruling(item: str, seed: str, outcome: Outcome) -> Ruling:
    match = next((match for match in outcome.matches if match.seed == seed), None)
    if match is None:
        return Ruling(id=item, seed=seed, score=0.0, match=False)
    ruling = Ruling(
        id=item,
        seed=seed,
        score=match.score,
        match=match.verdict,
        storylines=match.storylines,
        relevance=Relevance.R1 if match.evidence else Relevance.R0,
        reason=match.reason,
        evidence=match.evidence,
    )
    return _with_news(ruling, match, outcome) if match.verdict else ruling


def _with_news(ruling: Ruling, match: Match, outcome: Outcome) -> Ruling:
    judgement = next(one for one in outcome.judgements if one.seed == match.seed)
    alert = next((one for one in outcome.alerts if one.seed == match.seed), None)
    ruling = replace(
        ruling,
        story=judgement.story,
        relevance=judgement.relevance,
        novelty=judgement.novelty,
        significance=judgement.significance,
        reason=judgement.reason,
        development=judgement.kind,
        delta=judgement.delta or None,
    )
    if alert is None:
        return ruling
    tellings = [one for one in outcome.tellings if one.alert == alert.id]
    told = any(one.reason in INTERRUPTING for one in tellings)
    return replace(
        ruling,
        priority=alert.priority,
        reason=alert.reason,
        alert=told,
        digest=not told and any(one.standing is Standing.OWED for one in tellings),
    )
