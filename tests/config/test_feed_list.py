from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.config import Config, values
from monitor.config.values import same_address, web_address_fault

Read = Callable[..., Config]
Complain = Callable[..., list[str]]

ONE = '[[feeds]]\nurl = "https://example.org/feed"\n'


def test_a_feed_is_read_whole(read: Read) -> None:
    (feed,) = read(
        "",
        feeds=ONE + 'title = "World"\nsource = "Example"\nlanguage = "en"\nevery = "1s"',
    ).feeds

    assert feed.url == "https://example.org/feed"
    assert (feed.title, feed.source, feed.language) == ("World", "Example", "en")
    assert feed.every == timedelta(seconds=1)
    assert feed.headers == {}


def test_feeds_of_both_files_are_taken(read: Read) -> None:
    config = read(ONE, feeds='[[feeds]]\nurl = "http://127.0.0.1:8900/other"')

    assert [feed.url for feed in config.feeds] == [
        "https://example.org/feed",
        "http://127.0.0.1:8900/other",
    ]


def test_the_feeds_file_may_be_absent_unless_it_is_named(read: Read, complain: Complain) -> None:
    assert read("").feeds == ()
    assert complain('feeds_file = "my.toml"') == [
        "config/my.toml: there is no such file (check the path)"
    ]


def test_a_broken_feeds_file_hides_no_other_problem(complain: Complain) -> None:
    problems = complain("[polling]\nper_host = 0", feeds="[[feeds]\n")

    assert len(problems) == 2
    assert problems[0].startswith("config/feeds.toml: is not valid TOML")


def test_a_feed_stands_once_in_both_files(complain: Complain) -> None:
    assert complain(ONE, feeds=ONE.replace("https://example.org", "HTTPS://Example.org")) == [
        "config/feeds.toml: feeds[1].url: HTTPS://Example.org/feed is there twice (first: config/monitor.toml: feeds[1])"
    ]


def test_feeds_that_differ_only_in_path_case_or_query_are_two(read: Read) -> None:
    other = ONE.replace("/feed", "/Feed") + ONE.replace("/feed", "/feed?a=1")

    assert len(read(ONE, feeds=other).feeds) == 3


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/feed",
        "ftp://example.org",
        "https://",
        "https:///feed",
        "https://[::1/feed",
        "https://example.org:99999/",
        "https://example.org:0/",
        "https://exa mple.org/",
        "file:///etc/passwd",
    ],
)
def test_what_cannot_be_polled_is_refused(complain: Complain, url: str) -> None:
    (problem,) = complain("", feeds=f'[[feeds]]\nurl = "{url}"')

    assert problem.startswith("config/feeds.toml: feeds[1].url: ")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("titel = 'World'", "feeds[1].titel"),
        ("every = 5", "feeds[1].every"),
        ("headers = 1", "feeds[1].headers"),
        ('headers = {"Bad Name" = "x"}', "feeds[1].headers.Bad Name"),
        ("headers = {Authorization = 1}", "feeds[1].headers.Authorization"),
        ('headers = {Authorization = "a\\r\\nCookie: b"}', "feeds[1].headers.Authorization"),
        ("[other]", "other"),
    ],
)
def test_a_wrong_key_is_told_with_its_place(complain: Complain, line: str, place: str) -> None:
    (problem,) = complain("", feeds=ONE + line)

    assert problem.startswith(f"config/feeds.toml: {place}: ")


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/rss.xml",
        "http://10.0.0.1:8080/a/b//c,d;e",
        "https://News.Example/rss",
        "https://news.example",
        "https://news.example/?",
        "https://news.example/a?b=c#d",
        "https://news.example/a?b=c&d=e,f",
        "https://news.example/a?",
        "https://news.example/a?b?c",
        "https://news.example/a?b=c:d;e",
        "https://news.example:0/",
        "https://news.example:99999/",
        "https://user@news.example/",
        "https://news..example/%20~a+b@c",
        "https:///rss",
        "ftp://news.example/rss",
        "https://news.example/a b",
    ],
)
def test_an_address_that_is_plainly_right_is_read_as_every_other(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    def read() -> tuple[str, str]:
        fault = web_address_fault(url)
        return fault, "" if fault else same_address(url)

    short = read()
    monkeypatch.setattr(values, "is_plain_address", lambda _: False)
    assert short == read()
