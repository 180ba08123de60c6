"""OPML: what goes out comes back, and what others write is read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.discovery import read_opml, render_opml
from monitor.errors import WrongContent
from monitor.model import Feed

FEEDS = (
    Feed(
        url="https://coast.example/rss?a=1&b=2", title='The "Coast"', source="Coast", language="no"
    ),
    Feed(url="https://harbour.example/atom", every=timedelta(minutes=5)),
)


def test_a_list_comes_back_as_it_went_out() -> None:
    text = render_opml(FEEDS)
    assert read_opml(text.encode(), "x") == FEEDS
    assert render_opml(read_opml(text.encode(), "x")) == text


def test_folders_are_opened_and_doubles_taken_once() -> None:
    text = """<opml version="1.0"><body>
      <outline text="News"><outline text="Coast" type="rss" xmlUrl="https://coast.example/rss"/>
        <outline text="only a note"/></outline>
      <outline title="Again" xmlUrl=" https://coast.example/rss "/>
      <outline title="Old" xmlURL="feed://old.example/rss"/></body></opml>"""
    found = read_opml(text.encode(), "x")
    assert [(one.url, one.title) for one in found] == [
        ("https://coast.example/rss", "Coast"),
        ("http://old.example/rss", "Old"),
    ]


@pytest.mark.parametrize("data", [b"", b"no xml", b"<rss/>", b"<opml>", b"\xff\xfe\x00"])
def test_what_is_no_list_is_told(data: bytes) -> None:
    with pytest.raises(WrongContent, match=r"mine\.opml: is no"):
        read_opml(data, "mine.opml")


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM'
        b' "file:///etc/passwd">]><opml><body><outline xmlUrl="https://a.example/">&b;&f;'
        b"</outline></body></opml>"
    )
    assert [one.url for one in read_opml(bomb, "x")] == ["https://a.example/"]
