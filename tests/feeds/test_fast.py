from __future__ import annotations

import pytest

from monitor.feeds.document import Document, RawItem
from monitor.feeds.fast import parse_fast
from monitor.feeds.lenient import parse_lenient
from monitor.feeds.mend import mend

RSS = '<rss version="2.0"><channel><title>t</title>{}</channel></rss>'
ITEM = "<item><title>Přístav</title><source>Harbour Wire</source><pubDate>5</pubDate></item>"
SPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a="http://www.w3.org/2005/Atom"'
)


def read(body: str | bytes) -> Document:
    found = parse_fast(body.encode() if isinstance(body, str) else body)
    assert found is not None
    return found


def only(parts: str) -> RawItem:
    (item,) = read(RSS.format(f"<item {SPACES}>{parts}</item>")).items
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "windows-1250", "iso-8859-2", "latin2"])
def test_items_are_read_in_every_encoding(encoding: str) -> None:
    text = f'\n<?xml version="1.0" encoding="{encoding}"?>{RSS.format(ITEM)}'
    (item,) = read(text.strip().encode(encoding)).items
    assert (item.title, item.source) == ("Přístav", "Harbour Wire")


@pytest.mark.parametrize(
    "body",
    [
        RSS.format("<item>"),
        RSS.format("<item>&nbsp;</item>"),
        RSS.format("<dc:item/>"),
        RSS.format("<group><item/></group>"),
        RSS.format("<item><title>one</title><item/></item>"),
        '<?xml version="1.0" encoding="no-such-thing"?><rss/>',
        f'<!DOCTYPE rss [<!ENTITY a "b">]>{RSS.format("<item>&a;</item>")}',
        f"{RSS.format('')}<rss/>",
        "<note><item/></note>",
        "",
    ],
)
def test_what_is_not_quite_as_it_should_be_is_left_to_the_others(body: str) -> None:
    assert parse_fast(body.encode()) is None


def test_an_undeclared_encoding_that_the_bytes_give_the_lie_is_left_too() -> None:
    assert parse_fast(RSS.format("<item>é</item>").encode("latin-1")) is None


def test_links_are_relative_to_the_nearest_base_around_the_item() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://n.example/a/">'
        '<entry xml:base="b/"><title type="xhtml"><div>One <b>two</b></div></title></entry>'
        "<entry><title>Plain</title><id>5</id></entry></feed>"
    )
    found = read(feed)
    bases = ["https://n.example/a/b/", "https://n.example/a/"]
    assert [item.base for item in found.items] == bases
    assert [item.title for item in found.items] == ["<div>One <b>two</b></div>", "Plain"]
    assert [item.guid for item in found.items] == ["", "5"]


def test_the_source_of_an_atom_entry_is_the_title_of_its_feed() -> None:
    source = "<source><id>http://x.example/</id><title>A &amp; B</title></source>"
    assert only(source).source == "A & B"
    assert only("<source>http://x.example/</source>").source == ""


def test_the_parts_of_the_items_own_namespace_come_first() -> None:
    item = only(
        "<media:title>Clip</media:title><dc:description>short</dc:description><title/>"
        "<title>Ferry</title><description>The whole</description>"
    )
    assert (item.title, item.summary) == ("Ferry", "The whole")
    assert only("<media:title>Clip</media:title>").title == "Clip"


def test_a_caption_stands_in_for_a_missing_summary() -> None:
    group = "<media:group><media:description>R&amp;D at &lt;sea</media:description></media:group>"
    assert only(group).summary == "R&D at <sea"
    assert only(f"{group}<description>Own</description>").summary == "Own"


def test_the_link_is_the_items_own_page() -> None:
    own = "<link>https://n.example/1</link>"
    assert only(f'{own}<a:link rel="self" href="https://n.example/rss"/>').link.endswith("/1")
    assert only('<a:link rel="alternate" href="/2"/>').link == "/2"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry>{}</entry></feed>'
    film, page = '<link rel="enclosure" href="/3.mp4"/>', '<link href="/3"/>'
    assert read(atom.format(film + page)).items[0].link == "/3"
    assert read(atom.format(film)).items[0].link == "/3.mp4"


def test_a_text_goes_on_behind_a_comment_and_an_entity_of_an_outer_dtd() -> None:
    assert only("<title>Two <!-- x -->parts</title>").title == "Two parts"
    dtd = '<!DOCTYPE rss SYSTEM "http://n.example/rss.dtd">'
    (item,) = read(dtd + RSS.format("<item><title>caf&eacute;</title></item>")).items
    assert item.title == "café"


def test_the_channel_tells_its_link_language_and_ttl() -> None:
    found = read(
        RSS.format("<link>https://n.example/</link><language>es</language><ttl> 30 </ttl>")
    )
    assert (found.link, found.language, found.ttl) == ("https://n.example/", "es", 30)


def test_around_a_fault_every_item_is_found() -> None:
    whole = RSS.format("".join(f"<item><title>{number}</title></item>" for number in range(4)))
    for fault in ("</title></item>", "</item>", "</channel>", "<item>"):
        found = parse_lenient(whole.replace(fault, "<br>", 1).encode())
        assert found
        assert {"1", "2", "3"} <= {item.title for item in found.items}
    assert parse_lenient(b"<rss><a>") is None
    assert parse_lenient(b"") is None


def test_undeclared_prefixes_and_bare_attributes_are_forgiven() -> None:
    body = "<rss a:version=2.0><a:channel><a:item><a:title>T</a:title></a:item></a:channel></rss>"
    found = parse_lenient(mend(body.encode()))
    assert found
    assert [item.title for item in found.items] == ["T"]


def test_an_item_without_a_summary_is_told_by_its_whole_content() -> None:
    text = "<content:encoded>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;, three&lt;/p&gt;</content:encoded>"
    item = only(text)
    assert (item.summary, item.content) == ("", "<p>One <b>two</b>, three</p>")
