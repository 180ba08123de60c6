"""What pages sum up: days, steps, sources, vital signs, and that all of it runs on indexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.errors import NothingFound
from monitor.model import Feed, Item, Outcome, Span
from monitor.scales import DeliveryState, FeedCondition, Priority, Reason
from monitor.store import Store
from tests.store.invented import (
    DAY,
    FEED,
    NOW,
    a_development,
    a_poll,
    an_item,
    an_outcome,
)

Values = Mapping[str, Any] | None

WEEK = Span(since=NOW - 6 * DAY, until=NOW)


@pytest.fixture
def filled(store: Store) -> Store:
    """Five items a day apart, each a development; the fifth is of another seed, never told."""
    for number in range(1, 6):
        at = NOW - (number - 1) * DAY
        item: Item = replace(an_item(number, at), source="Gazette" if number > 3 else "Times")
        outcome = replace(an_outcome(number), at=at, items=(item,))
        new = replace(a_development(number), at=at, source=item.source)
        judgement = replace(outcome.judgements[0], at=at)
        outcome = replace(outcome, developments=(new,), judgements=(judgement,))
        if number == 5:
            other = replace(new, seed="ferry", storyline="inquiry")
            judgement = replace(judgement, seed="ferry", storyline="inquiry")
            outcome = replace(outcome, developments=(other,), judgements=(judgement,))
            outcome = replace(outcome, alerts=(), tellings=(), deliveries=())
        store.apply([outcome])
    return store


def test_a_course_has_every_day_with_something_or_nothing(filled: Store) -> None:
    ferry, talks = filled.overview.moved(WEEK, 100)[0]
    assert (ferry.seed, talks.storyline) == ("ferry", "peace-talks")
    assert [day.date for day in talks.days] == [date(2025, 11, 14 + place) for place in range(7)]
    assert [day.items for day in talks.days] == [0, 0, 0, 1, 1, 1, 1]
    assert [day.developments for day in talks.days] == [0, 0, 0, 1, 1, 1, 1]
    assert [day.items for day in ferry.days] == [0, 0, 1, 0, 0, 0, 0]
    assert (talks.developments, talks.last_at) == (4, NOW)


def test_steps_bring_item_story_and_loudness_newest_first(filled: Store) -> None:
    _, talks = filled.overview.moved(WEEK, 100)[0]
    assert [step.development.id for step in talks.steps] == ["d1", "d2", "d3", "d4"]
    step = talks.steps[0]
    assert (step.item.title, step.item.feeds) == ("Title 1", (FEED,))
    assert (step.alert, step.priority, step.items) == ("a1", Priority.URGENT, 1)
    assert step.sources == ("Example Times",)
    untold = filled.overview.step("d5")
    assert (untold.alert, untold.priority) == ("", None)


def test_a_window_leaves_older_things_out_but_counts_them_in_the_total(filled: Store) -> None:
    today = Span(since=NOW - timedelta(hours=1), until=NOW)
    ferry, talks = filled.overview.moved(today, 100)[0]
    assert [step.development.id for step in talks.steps] == ["d1"]
    assert (ferry.steps, ferry.developments) == ((), 1)
    assert len(filled.overview.moved(replace(WEEK, seed="talks"), 100)[0]) == 1
    assert sum(len(one.steps) for one in filled.overview.moved(WEEK, 3)[0]) == 3


def test_an_item_judged_again_after_an_edit_counts_once(filled: Store) -> None:
    again = replace(an_outcome(1).judgements[0], at=NOW)
    filled.apply([Outcome(at=NOW, judgements=(again,))])
    _, talks = filled.overview.moved(WEEK, 100)[0]
    assert talks.days[-1].items == 1


def test_news_counts_on_its_own_day_not_on_that_of_the_poll(store: Store) -> None:
    old = replace(an_item(1), effective_at=NOW - 2 * DAY)
    store.apply([replace(an_outcome(1), items=(old,))])
    (course,) = store.overview.moved(WEEK, 100)[0]
    assert [day.items for day in course.days] == [0, 0, 0, 0, 1, 0, 0]
    assert [day.developments for day in course.days] == [0, 0, 0, 0, 1, 0, 0]


def test_a_storyline_is_walked_a_page_at_a_time(filled: Store) -> None:
    span = replace(WEEK, seed="talks", storyline="peace-talks")
    first = filled.overview.course(span, limit=3)
    assert [step.development.id for step in first.steps] == ["d1", "d2", "d3"]
    rest = filled.overview.course(span, before="d3", limit=3)
    assert [step.development.id for step in rest.steps] == ["d4"]
    assert rest.developments == first.developments == 4
    everywhere = filled.overview.steps(limit=9)
    assert [step.development.id for step in everywhere] == ["d1", "d2", "d3", "d4", "d5"]


def test_an_unknown_storyline_is_empty_and_an_unknown_step_is_not_found(filled: Store) -> None:
    course = filled.overview.course(replace(WEEK, seed="no", storyline="such"), limit=3)
    assert (course.steps, course.developments, course.last_at) == ((), 0, None)
    for shown in ("d99", "x1", "d", "d" + "9" * 40):
        with pytest.raises(NothingFound):
            filled.overview.step(shown)


def test_sources_are_ranked_by_what_they_were_first_with(filled: Store) -> None:
    _, (times, gazette) = filled.overview.moved(WEEK, 1)
    assert (times.source, times.developments, times.items) == ("Times", 3, 3)
    assert (gazette.source, gazette.developments) == ("Gazette", 2)


def test_feeds_are_credited_with_what_they_carried(filled: Store) -> None:
    assert filled.overview.carried(NOW - 6 * DAY) == {}  # none is configured
    filled.feeds.configure([Feed(url=FEED)], NOW)
    assert filled.overview.carried(NOW - 6 * DAY)[FEED] == 5
    assert filled.overview.carried(NOW + DAY)[FEED] == 0


def test_vitals_count_everything_there_ever_was(filled: Store) -> None:
    filled.feeds.configure([Feed(url=FEED)], NOW)
    filled.apply([Outcome(at=NOW, feed=a_poll())])
    found = filled.overview.vitals()
    assert (found.items, found.stories, found.daemon) == (5, 5, 0)
    assert found.developments == {("talks", "peace-talks"): 4, ("ferry", "inquiry"): 1}
    assert found.alerts == {(Priority.URGENT, True): 4}
    assert found.outbox[DeliveryState.PENDING] == 4
    assert found.oldest_pending_at == NOW
    assert [feed.state for feed in found.feeds] == [FeedCondition.OK]
    assert found.size > 0


def test_what_was_held_back_is_counted_apart(store: Store) -> None:
    held = replace(an_outcome(1).alerts[0], reason=Reason.QUIET_HOURS)
    store.apply([replace(an_outcome(1), alerts=(held,))])
    assert store.overview.vitals().alerts == {(Priority.URGENT, False): 1}


def test_no_question_reads_a_whole_table_of_items(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plans that SQLite makes: what grows with the feeds is only ever searched."""
    plans: list[str] = []
    connection = filled._connection
    ask = type(connection).rows

    def explained(_: object, sql: str, values: Values = None) -> list[dict[str, Any]]:
        if sql.lstrip().startswith("SELECT"):
            steps = ask(connection, f"EXPLAIN QUERY PLAN {sql}", values)
            plans.extend(f"{step['detail']} <- {' '.join(sql.split())[:80]}" for step in steps)
        return ask(connection, sql, values)

    monkeypatch.setattr(type(connection), "rows", explained)
    everything = filled.overview
    everything.moved(WEEK, 100)
    everything.course(replace(WEEK, seed="talks", storyline="peace-talks"), before="d2", limit=5)
    everything.steps(before="d2", limit=5)
    everything.carried(NOW)
    everything.vitals()
    for kind in "isa":
        filled.sheets.newest(kind, before=f"{kind}3", limit=5)
        filled.sheets.newest(kind, limit=5)
    for shown in ("i1", "s1", "d1", "a1"):
        filled.sheets.find(shown)
    filled.sheets.search("title", 5, timedelta(seconds=5))
    assert len(plans) > 40
    large = ("items", "sightings", "matches", "judgements", "assignments", "aliases")
    scans = [plan for plan in plans if plan.startswith("SCAN ") and "INDEX" not in plan]
    aliases = {"i": "items", "j": "judgements", "s": "sightings", "it": "whole_items"}
    named = [(aliases.get(plan.split()[1], plan.split()[1]), plan) for plan in scans]
    assert [plan for name, plan in named if name in large] == []
