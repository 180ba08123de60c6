from __future__ import annotations

import pytest

from monitor.feeds.glimpses import look

RSS = '<rss version="2.0"><channel><title>t</title>{}</channel></rss>'
ITEM = "<item><title>Přístav</title><source>Harbour Wire</source><pubDate>5</pubDate></item>"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "windows-1250", "iso-8859-2", "latin2"])
def test_items_are_seen_in_every_encoding(encoding: str) -> None:
    text = f'\n<?xml version="1.0" encoding="{encoding}"?>{RSS.format(ITEM)}'
    seen = look(text.strip().encode(encoding))
    assert seen is not None
    assert [(one.source, one.published) for one in seen.glimpses] == [("Harbour Wire", "5")]


@pytest.mark.parametrize(
    "body",
    [
        RSS.format("<item>"),
        RSS.format("<item>&nbsp;</item>"),
        RSS.format("<dc:item/>"),
        '<?xml version="1.0" encoding="no-such-thing"?><rss/>',
        f'<!DOCTYPE rss [<!ENTITY a "b">]>{RSS.format("<item>&a;</item>")}',
        f"{RSS.format('')}<rss/>",
        "",
    ],
)
def test_what_is_not_well_formed_or_brings_its_own_entities_is_not_surveyed(body: str) -> None:
    assert look(body.encode()) is None


def test_an_undeclared_encoding_that_the_bytes_give_the_lie_is_not_surveyed() -> None:
    assert look(RSS.format("<item>é</item>").encode("latin-1")) is None


def test_links_are_relative_to_the_nearest_base_around_the_item() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://n.example/a/">'
        '<entry xml:base="b/"><title type="xhtml"><div>One <b>two</b></div></title></entry>'
        "<entry><title>Plain</title><id>5</id></entry></feed>"
    )
    seen = look(feed.encode())
    assert seen is not None
    assert [one.base for one in seen.glimpses] == ["https://n.example/a/b/", "https://n.example/a/"]
    assert [one.title for one in seen.glimpses] == ["One two", ""]
    assert [one.named for one in seen.glimpses] == [False, True]


def test_the_source_of_an_atom_entry_is_the_title_of_its_feed() -> None:
    source = "<source><id>http://x.example/</id><title>Wire</title><updated>1</updated></source>"
    seen = look(RSS.format(f"<ttl> 30 </ttl><item>{source}<updated>2</updated></item>").encode())
    assert seen is not None
    assert (seen.glimpses[0].source, seen.glimpses[0].updated, seen.ttl) == ("Wire", "2", 30)
