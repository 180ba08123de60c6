"""The report: one file that needs nothing else, reads well, and lets nothing hostile through."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from monitor.model import Course
from monitor.pages import Briefing, write_report
from tests.pages.press import (
    DAY,
    HOUR,
    LINE,
    NOW,
    SEED,
    a_briefing,
    a_hostile_briefing,
    a_step,
    an_item,
)
from tests.pages.reading import complaints, parsed, texts, values
from tests.pictures.page import a_week

EMPTY = Briefing(span=a_briefing().span, new_since=NOW - DAY)
MANY = a_briefing(*(a_step(number, item=an_item(number)) for number in range(1, 90)))


@pytest.mark.parametrize(
    "briefing", [EMPTY, a_briefing(), a_briefing(a_step()), MANY, a_hostile_briefing(), a_week()]
)
@pytest.mark.parametrize("live", [False, True])
def test_every_page_is_whole_accessible_and_alone(briefing: Briefing, *, live: bool) -> None:
    assert list(complaints(write_report(briefing, live=live))) == []


def test_a_report_is_a_pure_function_of_its_facts() -> None:
    assert write_report(a_briefing(a_step())) == write_report(a_briefing(a_step()))


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    text = write_report(a_briefing(a_step()))
    (policy,) = values(parsed(text), "//meta[@http-equiv='Content-Security-Policy']/@content")
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_step_shows_what_changed_who_says_so_and_the_sentence_that_proves_it() -> None:
    page = parsed(write_report(a_briefing(a_step())))
    (step,) = texts(page, "//ol[@class='steps']/li")
    assert "Inquiry: announced → opened" in step
    assert "Inquiry: inquiry" not in step  # the storyline's title stands above
    assert "“An inquiry was opened on Monday, the prosecutor said.”" in step
    assert "BULLETIN · advance" in step
    assert "Coast Courier: Prosecutor opens inquiry" in step
    assert "3 items from 2 sources" in step
    assert values(page, "//li[@id='d1']//a/@href") == ["https://coast.example/1?a=1&b=2"]


def test_new_is_what_came_since_the_last_report() -> None:
    steps = a_step(1), a_step(30)
    page = parsed(write_report(a_briefing(*steps, new_since=NOW - 2 * HOUR, last_report=True)))
    assert len(texts(page, "//section[@aria-labelledby='new']//li")) == 1
    assert texts(page, "//h2")[0] == "New since the last report, 15 Mar, 05:30"
    rest = parsed(write_report(a_briefing(*steps, new_since=NOW)))
    assert "No storyline has moved." in texts(rest, "//section[@aria-labelledby='new']")[0]


def test_the_time_of_a_report_is_read_back_from_it() -> None:
    text = write_report(a_briefing(a_step()))
    assert Briefing.time_of(text) == NOW
    assert Briefing.time_of("<html><p>somebody's own page</p></html>") is None
    assert Briefing.time_of(text.replace(NOW.isoformat(), "2026-99-99T00:00")) is None
    assert Briefing.time_of(write_report(a_briefing(), live=True)) is None


def test_a_page_cannot_be_dated_by_what_a_feed_says() -> None:
    forged = '<meta name="monitor-report-at" content="2030-01-01T00:00" />'
    page = write_report(a_briefing(a_step(delta=forged, proof=forged)), live=True)
    assert Briefing.time_of(page) is None


def test_hostile_words_stay_words() -> None:
    text = write_report(a_hostile_briefing())
    page = parsed(text)
    assert "<script>alert(1)</script>" in "".join(texts(page, "//li"))  # read, not run
    assert "{{ 7*7 }}" in "".join(texts(page, "//li"))
    assert not values(page, "//a/@href[starts-with(., 'javascript')]")
    assert not re.search("[\x00-\x08\x1b\u202e\u2066\ufeff\uffff]", text)
    assert not values(page, "//@lang[. != 'en']")


def test_logins_of_feeds_are_not_shown() -> None:
    text = write_report(a_briefing(a_step()))
    assert "s3cret" not in text
    assert "https://***@coast.example/rss" in text


def test_feeds_that_fail_stand_first_and_say_why() -> None:
    page = parsed(write_report(a_hostile_briefing()))
    rows = texts(page, "//section[@aria-labelledby='feeds']//tbody/tr")
    assert "failing, 3 in a row: <script>" in rows[0]


def test_storylines_at_rest_are_named_in_one_line() -> None:
    page = parsed(write_report(a_briefing(a_step())))
    assert texts(page, "//p[@class='says'][starts-with(., 'At rest')]") == [
        "At rest: Salvage of the wreck (since 3 February), Deaths and survivors."
    ]


def test_a_storyline_that_is_no_longer_watched_keeps_its_slug() -> None:
    gone = Course(seed="old", storyline="gone", steps=(a_step(seed="old", storyline="gone"),))
    page = parsed(write_report(a_briefing(courses=(gone,))))
    assert "gone" in texts(page, "//h4")


def test_a_long_timeline_is_folded_and_loses_nothing() -> None:
    page = parsed(write_report(MANY))
    path = f"//article[@id='{SEED}--{LINE}']"
    assert len(texts(page, f"{path}/ol/li")) == 5
    assert texts(page, f"{path}/details/summary") == ["84 earlier developments since 11 March"]
    assert len(texts(page, f"{path}//li")) == 89


def test_a_time_of_another_year_says_so() -> None:
    old = a_step(1, item=an_item(1, effective_at=NOW - 400 * DAY))
    (when,) = texts(parsed(write_report(a_briefing(old))), "//li[@id='d1']//time")
    assert when == "8 Feb 2025, 07:30"


def test_the_lede_counts_in_plain_words() -> None:
    page = parsed(write_report(replace(a_briefing(a_step()), faults=("no daemon: `monitor run`",))))
    assert texts(page, "//p[@class='lede']") == [
        "1 development new since 14 Mar, 07:30; 1 development since 11 March. 1 of 2 feeds is well."
    ]
    assert texts(page, "//p[@class='fault']") == ["no daemon: monitor run"]
    assert texts(page, "//p[@class='fault']/code") == ["monitor run"]
