from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FeedError
from monitor.feeds.document import finish
from monitor.feeds.fast import parse_fast
from monitor.feeds.mend import mend
from monitor.feeds.parse import parse
from monitor.model import ParsedItem
from tests.feeds.lab import piece, rss

URL = "http://feed.example/feed.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{}</feed>'


def items(body: str | bytes) -> list[ParsedItem]:
    found = parse(body.encode() if isinstance(body, str) else body, URL, 5.0)
    return [finish(item, found.link or URL) for item in found.items]


def test_rss_gives_its_items_cleaned() -> None:
    (item,) = items(
        rss(piece(1, "Talks &amp;amp; ships", "<description>&lt;p&gt;a&lt;/p&gt;b</description>"))
    )
    assert item == ParsedItem(
        title="Talks & ships",
        url="http://news.example/1",
        guid="urn:1",
        summary="a b",
        published=datetime(2025, 11, 21, 8, tzinfo=UTC),
    )


def test_atom_gives_titles_of_every_type_relative_links_and_the_source() -> None:
    (item,) = items(
        ATOM.format(
            '<entry xml:base="http://base.example/x/"><id>urn:1</id><title type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml">Hi <b>you</b></div></title>'
            '<link href="a/1"/><updated>2025-11-21T07:59:00+01:00</updated>'
            "<source><title>The Other</title></source></entry>"
        )
    )
    assert (item.title, item.url, item.source) == (
        "Hi you",
        "http://base.example/x/a/1",
        "The Other",
    )
    assert item.published is None
    assert item.updated == datetime(2025, 11, 21, 6, 59, tzinfo=UTC)


def test_an_rss_source_is_the_items_own_and_a_media_source_is_not() -> None:
    named = piece(1, extra='<source url="http://r.example">Reuters</source>')
    video = piece(2, extra="<description>&lt;source src='x.mp4'&gt;</description>")
    assert [item.source for item in items(rss(named, video))] == ["Reuters", ""]


def test_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": 7, "url": "/7", "title": "T", "content_text": "5 < 6", "language": "es"}],
    }
    (item,) = items(json.dumps(feed))
    assert (item.guid, item.url, item.summary) == ("7", "http://feed.example/7", "5 < 6")
    assert item.language == "es"


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Fri, 21 Nov 2025 08:00:00 GMT", 2025),
        ("2025-11-21", 2025),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("9999-12-31T23:59:59Z", None),
        ("yesterday", None),
        ("-1", None),
        ("10:30", None),
        ("Fri, 21 Nov 2025 08:00 CET", 2025),
        ("November 21, 2025 8:00 PM XYZT", 2025),
        ("Fri, 21 Nov 2025 08:00:00 +2500", None),
        ("31 Nov 2025", None),
        ("", None),
    ],
)
def test_dates_are_whole_and_plausible_or_none(written: str, year: int | None) -> None:
    (item,) = items(
        rss(f"<item><title>t</title><link>/1</link><pubDate>{written}</pubDate></item>")
    )
    assert (item.published.year if item.published else None) == year


@pytest.mark.parametrize("zone", ["-0430", "+0130", "EST", "CEST", "GMT"])
def test_a_date_is_told_in_its_zone(zone: str) -> None:
    hours = {"-0430": 4.5, "+0130": -1.5, "EST": 5, "CEST": -2, "GMT": 0}[zone]
    date = f"<pubDate>Fri, 21 Nov 2025 08:00:00 {zone}</pubDate>"
    (item,) = items(rss(f"<item><title>t</title>{date}</item>"))
    assert item.published == datetime(2025, 11, 21, 8, tzinfo=UTC) + timedelta(hours=hours)


def test_a_guid_is_never_taken_for_a_date_nor_a_link_for_a_guid() -> None:
    dated, bare = items(
        rss(
            "<item><title>t</title><guid>20251121</guid></item>",
            "<item><title>u</title><link>http://news.example/2</link></item>",
        )
    )
    assert (dated.published, dated.guid) == (None, "20251121")
    assert (bare.guid, bare.url) == ("", "http://news.example/2")


@pytest.mark.parametrize(
    ("title", "text"),
    [("AT&T & Co", "AT&T & Co"), ("caf&eacute; a", "café a"), ("a&#0;b&#xD800;c\0d", "abcd")],
)
def test_the_commonest_faults_are_mended(title: str, text: str) -> None:
    (item,) = items(rss(piece(1, title, "<description>&lt;p&gt;x&lt;/p&gt;</description>")))
    assert (item.title, item.summary) == (text, "x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- made by hand -->\n", ""),
        ("", "<p>served by a cache</p></rss>"),
        ('<?xml version="1.0" encoding="utf-16"?>', ""),
        ('<?xml version="1.0" encodïng="UTF-8"?>', ""),
    ],
)
def test_what_stands_around_a_feed_is_mended_without_the_thorough_parser(
    before: str, after: str
) -> None:
    whole = rss(piece(1, "</rss> ends it"), piece(2, "two")).replace("</rss> ends", "R&D ends")
    declared = whole if "<?xml" not in before else whole.partition("?>")[2]
    found = parse_fast(mend(f"{before}{declared}{after}".encode()))
    assert found
    assert [item.title for item in found.items] == ["R&D ends it", "two"]


def test_a_feed_that_breaks_off_gives_its_whole_items() -> None:
    whole = rss(*(piece(number) for number in range(5)))
    cut = whole[: whole.index("urn:3")]
    assert [item.guid for item in items(cut)] == ["urn:0", "urn:1", "urn:2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "koi8-r", "shift_jis"])
def test_encodings_are_understood(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    body = rss(piece(1, "Мадуро")).replace('"1.0"?', f'"1.0" encoding="{named}"?')
    assert items(body.encode(encoding))[0].title == "Мадуро"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"<html><body><form>Sign in</form></body></html>", "web page"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html/>", "web page"),
        (b'{"error": "rate limited"}', "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b"<note><to>x</to></note>", "not a feed"),
        (b"just words", "not a feed"),
        (bytes(range(256)) * 40, "not a feed"),
    ],
)
def test_what_is_no_feed_is_an_error_in_clear_words(body: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        parse(body, URL, 5.0)


def test_a_page_tells_where_its_feed_is() -> None:
    page = b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">'
    with pytest.raises(FeedError, match=r"offers one at http://feed\.example/rss"):
        parse(page, URL, 5.0)


def test_an_empty_feed_is_fine() -> None:
    assert items(rss()) == []
    assert items(ATOM.format("")) == []


def test_names_and_entities_open_nothing(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret.txt"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123 (a plain path is the point)
        file.write("MARKER")
    for body in (secret, f"file://{secret}", "http://127.0.0.1:1/"):
        with pytest.raises(FeedError):
            parse(body.encode(), URL, 5.0)
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss'
    found = items(rss(piece(1, "&x; here")).replace("<rss", doctype))
    assert "MARKER" not in repr(found)
