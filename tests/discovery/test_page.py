"""Pages: the feeds that they name, and the article that they tell."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.discovery import Page

HERE = "https://harbour-wire.example/news/today.html"
STORY = (
    "The ferry Halmar Star sank off Brekkevik on Monday night with ninety people on board.",
    "Rescuers had brought seventy of them ashore by the morning, the coast guard said.",
    "The owner, Nordlys Lines, promised help to the families of those who are missing.",
)
BODY = "".join(f"<p>{text}</p>" for text in STORY)
AROUND = (
    "<nav><p>Home, news, sport, weather, culture, opinion, and all of our many newsletters</p></nav>"
    "<aside><p>Read also: ten recipes for rye bread that nobody in your family will forget</p></aside>"
)


def page(head: str = "", body: str = "") -> Page:
    return Page(f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>".encode(), HERE)


def test_feeds_in_the_head_are_found_whatever_way_they_are_written() -> None:
    found = page(
        '<link rel="alternate" type="application/rss+xml" title="News" href="/rss.xml">'
        '<LINK REL="Alternate" TYPE="application/atom+xml" HREF="atom">'
        '<link rel="alternate" type="text/html" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'
    ).feeds()
    assert [(one.url, one.title) for one in found] == [
        ("https://harbour-wire.example/rss.xml", "News"),
        ("https://harbour-wire.example/news/atom", ""),
    ]


def test_links_that_look_like_feeds_count_where_the_head_names_none() -> None:
    found = page(body='<a href="/about">About</a><a href="/world/feed/">World</a>').feeds()
    assert [one.url for one in found] == ["https://harbour-wire.example/world/feed/"]


def test_usual_places_lie_beside_the_page_and_at_the_top() -> None:
    places = page().usual_places()
    assert "https://harbour-wire.example/news/feed/" in places
    assert "https://harbour-wire.example/rss.xml" in places


def test_the_running_text_is_read_and_what_stands_around_it_is_not() -> None:
    found = page("<title>x</title>", f"{AROUND}<div><h1>Ferry sinks</h1>{BODY}</div>").article()
    assert found.title == "Ferry sinks"
    assert found.text == "\n\n".join(("Ferry sinks", *STORY))
    assert found.language == "en"


def test_lists_of_links_are_no_paragraphs() -> None:
    link = "<p><a href='/x'>Another story of ours that you will surely want to read today</a></p>"
    assert "Another story" not in page(body=f"<article>{BODY}{link}</article>").article().text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-03-01T21:00:00+01:00">',
        '<meta itemprop="datePublished" content="2026-03-01">',
        (
            '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],'
            ' "datePublished": "2026-03-01T20:00:00Z"}]}</script>'
        ),
    ],
)
def test_the_day_of_the_article_is_found(head: str) -> None:
    assert page(head, f"<article>{BODY}</article>").article().published == date(2026, 3, 1)


def test_an_article_that_the_page_describes_itself_is_taken_from_there() -> None:
    text = "\\n".join(STORY)
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks",'
        f' "articleBody": "{text}"}}</script>'
    )
    found = page(head, "<p>Please accept our cookies before you go on to read this page.</p>")
    assert found.article().text == "\n\n".join(("Ferry sinks", *STORY))


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe", b"<", b"<html><script type='application/ld+json'>{</script>", b"a" * 9],
)
def test_a_page_that_tells_nothing_gives_nothing(body: bytes) -> None:
    found = Page(body, HERE)
    assert found.feeds() == ()
    assert found.article().text in {"", "a" * 9}


def test_deeply_nested_data_does_no_harm() -> None:
    deep = "[" * 100_000
    head = f'<script type="application/ld+json">{deep}</script>'
    assert page(head, f"<main>{BODY}</main>").article().text == "\n\n".join(STORY)


def test_a_page_without_end_is_read_in_bounded_time() -> None:
    endless = (
        b"<p>"
        + b"The ferry sank off Brekkevik with ninety people on board, they said. <p>" * 90_000
    )
    assert "Brekkevik" in Page(endless, HERE).article().text
