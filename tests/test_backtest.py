"""Backtests: files of items, the simulated clock, and what is answered for each item."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.alerts import Settings as AlertSettings
from monitor.app import rehearse
from monitor.backtest import Ruling, backtest, read_stream
from monitor.config import load
from monitor.errors import WrongContent
from monitor.model import Channel, QuietHours
from monitor.scales import Priority, Reason
from monitor.secret import Secret
from monitor.spans import parse_span
from tests.invented import PROFILE, a_desk

TITLE = "Prosecutor opens inquiry into sinking of Halmar Star"


def a_line(number: int, title: str = TITLE, **more: object) -> str:
    return json.dumps({"id": f"n{number}", "title": title} | more)


def rulings(*lines: str) -> list[Ruling]:
    return list(backtest(read_stream(lines, "items").items, a_desk()))


def test_every_item_is_answered_in_order() -> None:
    told = rulings(a_line(1), a_line(2, "Bakery wins prize"), a_line(3))
    assert [one.id for one in told] == ["n1", "n2", "n3"]
    assert [one.match for one in told] == [True, False, True]


def test_only_the_first_of_two_copies_alerts() -> None:
    first, second = rulings(a_line(1, source="A"), a_line(2, source="B"))
    assert (first.alert, second.alert, second.digest) == (True, False, False)
    assert first.story == second.story


def test_without_a_match_there_is_no_story_and_no_judgement() -> None:
    (told,) = rulings(a_line(1, "Bakery wins prize"))
    assert (told.story, told.novelty, told.significance, told.priority) == (None,) * 4


def test_score_and_match_do_not_depend_on_the_clock() -> None:
    (early,) = rulings(a_line(1, published="2026-03-02"))
    (late,) = rulings(a_line(1, published="2031-03-02T10:00:00+05:00"))
    assert (early.score, early.match) == (late.score, late.match)


def test_what_is_older_than_the_seed_never_alerts() -> None:
    (told,) = rulings(a_line(1, published="2019-01-01"))
    assert told.match
    assert not told.alert
    assert not told.digest


def test_a_date_alone_is_its_midnight_and_leading_items_without_a_date_take_the_first_one() -> None:
    lines = [a_line(1), a_line(2, published="2026-03-05"), a_line(3)]
    stream = read_stream(lines, "items")
    assert stream.items[1].published == datetime(2026, 3, 5, tzinfo=UTC)
    desk = a_desk()
    list(backtest(stream.items, desk))
    times = {
        item.effective_at
        for story in desk.memory.stories("ferry")
        for item in desk.memory.items(story)
    }
    assert times == {datetime(2026, 3, 5, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"id": "a"}', "has no title"),
        ('{"id": 7, "title": "x"}', "id is 7, but has to be text"),
        ('{"id": "a", "title": "x", "published": "yesterday"}', "not an ISO date"),
        (a_line(1), "was used before"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, said: str) -> None:
    with pytest.raises(WrongContent) as caught:
        read_stream([a_line(1), "", line], "items.jsonl")
    assert "items.jsonl: line 3" in str(caught.value)
    assert said in str(caught.value)


def test_bad_lines_can_be_passed_over_and_are_counted() -> None:
    stream = read_stream([a_line(1), "{broken", a_line(2)], "items.jsonl", skip_bad=True)
    assert len(stream.items) == 2
    assert len(stream.skipped) == 1


def test_unknown_keys_are_ignored() -> None:
    assert len(read_stream([a_line(1, labels={"event": "e"})], "items").items) == 1


TOLLS = ("14 dead in Halmar Star sinking", "Halmar Star: 16 dead", "Divers: 17 dead on Halmar Star")


def configured(*lines: str, wait: str = "0s", **channel: object) -> list[Ruling]:
    """The rulings under a configuration with one channel."""
    everything = Channel(name="desk", url=Secret("console://"), **channel)  # type: ignore[arg-type]  # a test's shorthand
    config = replace(
        load(None, env={}, db=None),
        channels=(everything,),
        alerts=AlertSettings(batch_wait=parse_span(wait) or timedelta()),
    )
    desk = rehearse([PROFILE], config)
    return list(backtest(read_stream(lines, "items").items, desk))


def tolls(*times: str) -> list[str]:
    return [
        a_line(number, title, published=f"2026-03-02T{at}Z", source=f"Paper {number}")
        for number, (title, at) in enumerate(zip(TOLLS, times, strict=True))
    ]


def told(rulings: list[Ruling]) -> list[str]:
    return ["alert" if one.alert else "digest" if one.digest else "folded" for one in rulings]


def test_with_a_wait_what_comes_within_it_is_folded_into_the_first_one_s_message() -> None:
    times = "12:00:00", "12:00:40", "12:02:00"
    assert told(configured(*tolls(*times), wait="60s")) == ["alert", "folded", "alert"]
    assert told(configured(*tolls(*times), wait="10m")) == ["alert", "folded", "folded"]
    assert told(configured(*tolls(*times))) == ["alert"] * 3


def test_quiet_hours_hold_on_the_simulated_clock() -> None:
    night = QuietHours(start=time(22), end=time(7))
    found = configured(*tolls("05:00:00", "06:30:00", "07:00:00"), quiet_hours=night)
    assert told(found) == ["digest", "digest", "alert"]
    assert [one.reason for one in found[:2]] == [Reason.QUIET_HOURS] * 2


def test_a_budget_is_spent_on_the_simulated_day() -> None:
    lines = [
        *tolls("22:00:00", "23:00:00", "23:30:00"),
        a_line(9, "Halmar Star: 19 dead", published="2026-03-03T00:10:00Z"),
    ]
    found = configured(*lines, budget_per_day=1)
    assert told(found) == ["alert", "digest", "digest", "alert"]
    assert found[1].reason is Reason.OVER_BUDGET


def test_without_a_digest_nothing_is_listed_in_one() -> None:
    found = configured(*tolls("12:00:00", "13:00:00", "14:00:00"), budget_per_day=1, digest=())
    assert told(found) == ["alert", "folded", "folded"]


def test_what_a_digest_told_is_told_on_the_simulated_clock() -> None:
    lines = [
        a_line(1, TOLLS[0], published="2026-03-02T12:00:00Z"),
        a_line(2, "Correction: 13 dead in Halmar Star sinking", published="2026-03-03T12:00:00Z"),
    ]
    late, early = (
        configured(*lines, min_priority=Priority.FLASH, digest=(at,)) for at in (time(20), time(11))
    )
    assert [one.reason for one in late] == [Reason.TO_DIGEST, Reason.CORRECTS]
    assert told(early) == ["digest", "alert"]
    same_day = [lines[0], lines[1].replace("03-03T12", "03-02T13")]
    held = configured(*same_day, min_priority=Priority.FLASH, digest=(time(20),))
    assert [one.reason for one in held] == [Reason.TO_DIGEST, Reason.TO_DIGEST]


def test_dates_that_mean_unknown_or_never_stop_nothing() -> None:
    rows = [
        {"id": "1", "title": "Ferry Halmar Star sinks off Brekkevik", "published": "0001-01-01"},
        {"id": "2", "title": "Halmar Star inquiry opens", "published": "9999-12-31T23:59:59"},
    ]
    lines = [json.dumps(row) for row in rows]
    assert len(list(backtest(read_stream(lines, "items").items, a_desk()))) == 2
