from __future__ import annotations

import random
import time

import pytest

from monitor.feeds import clean
from monitor.feeds.clean import clean_guid, clean_language, clean_link, from_html, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("M<b>adu</b>ro", "Maduro"),
        ("5 &lt; 6 &amp; 7 > 2", "5 < 6 & 7 > 2"),
        ("a <3 b and x<y", "a <3 b and x<y"),
        ("AT&T; Q&A R&D", "AT&T; Q&A R&D"),
        ("R<D> and <vector> stay", "R<D> and <vector> stay"),
        ("&lt;p&gt;escaped &amp;amp; twice&lt;/p&gt;", "escaped & twice"),
        ("<script>alert(1)</script>seen<style>p{}</style>", "seen"),
        ("<!-- hidden --> seen <!-- cut", "seen <!-- cut"),
        ("<![CDATA[AT&amp;T <i>x</i>]]>", "AT&T x"),
        ("seen <img src='x", "seen"),
        ("caf&eacute;&nbsp;&#8211;&nbsp;x", "café – x"),
        ("&#xD800;a&#0;b&#8;", "\ufffda\ufffdb"),
    ],
)
def test_html_becomes_the_text_that_is_seen(html: str, text: str) -> None:
    assert from_html(html, 500) == text


def test_unwanted_characters_go_and_meaning_stays() -> None:
    assert plain("user\u202etxt.exe\u202c \u2066x\u2069", 99) == "usertxt.exe x"
    assert plain("Ma\u200bdu\u200dro Tru\u00admp", 99) == "Maduro Trump"
    assert plain("a\x00b\x1b[31m \ud800c", 99) == "ab[31m c"
    assert plain("\u0645\u06cc\u200c\u062e", 99) == "\u0645\u06cc\u200c\u062e"
    assert plain("\U0001f468\u200d\U0001f469", 99) == "\U0001f468\u200d\U0001f469"
    assert plain("Cafe\u0301 \x93q\x94", 99) == "Café “q”"
    assert len(plain("Z" + "\u0351" * 9_000, 500)) < 9
    assert plain(" a\n\n\tb \u00a0\u2003", 99) == "a b"


def test_length_is_capped_after_cleaning() -> None:
    assert plain("x" * 900, 500) == "x" * 500
    assert from_html("<b></b>" * 300 + "words", 500) == "words"


@pytest.mark.parametrize(
    "bait",
    [
        "<!-" * 70_000,
        "<!--" * 50_000,
        "<a " * 70_000,
        "&#x" * 70_000,
        "<script>" * 30_000,
        "<" * 9**6,
    ],
)
def test_cleaning_takes_no_longer_for_bait(bait: str) -> None:
    began = time.perf_counter()
    from_html(bait, 10_000)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("http://News.example/a", "http://news.example/a"),
        ("/story/1", "https://base.example/story/1"),
        (" http://news.example/\n1 ", "http://news.example/1"),
        ("http://news.example/a b|<!c>", "http://news.example/a%20b%7C%3C!c%3E"),
        ("http://u:p@news.example:8080/?a=1&amp;b=2", "http://news.example:8080/?a=1&b=2"),
        ("http://news.example/%0d%0aX:1", "http://news.example/%0d%0aX:1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[::1", ""),
        ("http://a b.example/", ""),
        ("http://news.example/" + "a" * 9_000, ""),
        ("", ""),
    ],
)
def test_links_are_absolute_and_safe_or_empty(link: str, clean: str) -> None:
    assert clean_link(link, "https://base.example/feed") == clean


def test_a_huge_guid_keeps_its_identity() -> None:
    one, other = clean_guid("g" * 5_000 + "1"), clean_guid("g" * 5_000 + "2")
    assert len(one) < 200
    assert one != other


def test_languages_are_plain_codes() -> None:
    assert [clean_language(tag) for tag in ("en-US", "ES", "pt_BR", "english", "", "-")] == [
        "en",
        "es",
        "pt",
        "",
        "",
        "",
    ]


def test_the_quick_way_through_tags_ends_where_the_slow_one_does() -> None:
    chance = random.Random(6)  # noqa: S311 (repeatable, no secret)
    parts = ["<p>", "</p>", "<b>", "<br/>", "<B>", "<o:p>", "<script>", "</script>", "word ", "> "]
    parts += ["&amp;", "< ", "<!--", "-->", "é", "e\u0301", "\x85", "<a href='x'>"]
    for _ in range(3_000):
        text = "".join(chance.choices(parts, k=chance.randint(1, 12)))
        bare = clean._without_comments(text)
        assert clean._strip(bare).split() == clean._strip_slowly(bare).split(), text


def test_the_beginning_of_a_long_text_is_read_as_all_of_it_would_be() -> None:
    long = "<p>Some <b>words</b> of a long report &#8217;til the end.</p>\n" * 900
    assert from_html(long, 500) == clean._read(long, 500)
