from __future__ import annotations

import random
import time

import pytest

from monitor.feeds.markup import from_html


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


def test_length_is_capped_after_the_tags_are_gone() -> None:
    assert from_html("<b></b>" * 300 + "words", 500) == "words"
    assert from_html("<b></b>" * 7_000 + "words", 10) == "words"


def test_tags_in_capital_letters_are_read_as_those_in_small_ones() -> None:
    chance = random.Random(6)  # noqa: S311 (repeatable, no secret)
    tags = ["<p>", "</p>", "<b>", "<br/>", "<script>", "</script>", "<style >", "<a href=x>"]
    words = ["word ", "> ", "&amp;", "< ", "<!--", "-->", "é", "e\u0301", "\x85", "<o:p>", "<svg"]
    for _ in range(3_000):
        parts = chance.choices([*tags, *words], k=chance.randint(1, 12))
        shouted = (part.upper() if part in tags else part for part in parts)
        assert from_html("".join(shouted), 99) == from_html("".join(parts), 99), parts


def test_the_beginning_of_a_long_text_is_read_as_all_of_it_would_be() -> None:
    line = "<p>Some <b>words</b> of a long report &#8217;til the end.</p>\n"
    assert from_html(line * 900, 500) == from_html(line * 20, 500)
    assert len(from_html(line * 900, 500)) > 490


@pytest.mark.parametrize("gap", [8_180, 8_192, 8_200])
def test_a_tag_is_one_wherever_a_long_text_is_parted(gap: int) -> None:
    text = "x " * (gap // 2)
    assert from_html(f"{text}<p class='y'>end</p>", 10_000) == f"{text}end"
    assert from_html(f"<b>{text}</b><script>{text}</script>end", 10_000) == f"{text}end"
    assert from_html(f"<b>{text}</b><!--{text}-->end", 10_000) == f"{text}end"


@pytest.mark.parametrize("blank", ["\n", "\t", "\r", "\xa0", "\u2003", "\x0b", "   ", "\r\n \t"])
def test_every_white_space_becomes_one_blank(blank: str) -> None:
    assert from_html(f"{blank}one{blank}<i>two</i>{blank}", 99) == "one two"
