"""What holds for every text, link, date and JSON document, whatever a feed writes: tried on thousands."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import FeedError
from monitor.feeds.clean import clean_guid, clean_link, plain
from monitor.feeds.dates import read_date
from monitor.feeds.document import finish
from monitor.feeds.frames import from_row, to_row
from monitor.feeds.jsonfeed import read_json
from monitor.feeds.links import canonical_link, host_of
from monitor.feeds.markup import from_html
from monitor.feeds.parse import parse

# The same examples each time, no files left behind, and no limit that a busy machine would break.
tried = settings(derandomize=True, database=None, deadline=None, max_examples=60)
MARKUP = st.lists(
    st.sampled_from(
        [
            *("<", ">", "&", "&lt;", "&#x1b;", "&#", "<!--", "-->", "<p", "</p>", "<script>"),
            *("<br/>", "]]>", "<![CDATA[", "\u202e", "\x1b[31m", "\ud800", "a", " ", "é", "\u200b"),
            "&amp;lt;",
        ]
    )
).map("".join)
TEXTS = st.one_of(st.text(), MARKUP, st.text(alphabet=st.characters()))
LINKS = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["http://", "HTTPS://", "javascript:", "file://", "//", "", "http://u:p@"]),
        st.sampled_from(
            ["coast.example", "[::1]", "127.0.0.1:8", "co ast", "%", "münchen.example"]
        ),
        st.one_of(st.text(), st.builds("/{}?{}={}#{}".format, *[st.text(max_size=6)] * 4)),
    ),
)


def is_inert(text: str) -> bool:
    return not any(
        unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\u202a\u202e\u2066\u200b"
        for sign in text
    )


@tried
@given(TEXTS, st.integers(min_value=1, max_value=500))
def test_cleaned_text_is_inert_short_and_stays_as_it_is(text: str, cap: int) -> None:
    for cleaned in (plain(text, cap), from_html(text, cap)):
        assert is_inert(cleaned)
        assert len(cleaned) <= cap
        assert plain(cleaned, cap) == cleaned


@tried
@given(TEXTS)
def test_a_guid_is_inert_and_bounded(text: str) -> None:
    assert is_inert(clean_guid(text))
    assert len(clean_guid(text * 50)) <= 1000


@tried
@given(LINKS, LINKS)
def test_a_link_is_http_without_a_login_or_nothing(text: str, base: str) -> None:
    link = clean_link(text, base)
    if link:
        parts = urlsplit(link)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert parts.username is None
        assert link.isprintable()
        assert not {" ", "<", ">", '"'} & set(link)
        assert clean_link(link) == link


@tried
@given(LINKS, st.sampled_from(["utm_source=x", "fbclid=1", "at_medium=RSS"]))
def test_the_canonical_form_of_a_link_is_its_own_and_knows_no_tracking(
    text: str, tracking: str
) -> None:
    link = clean_link(text)
    known = canonical_link(link)
    if known and "[" not in link:  # an address of six parts loses its brackets
        assert canonical_link(f"https://{known}") == known
        plain_link = link.partition("#")[0]
        assert canonical_link(f"{plain_link}{'&' if '?' in plain_link else '?'}{tracking}") == known


@tried
@given(
    st.sampled_from(["http://", "https://"]),
    st.text(alphabet="abw.-1", min_size=1, max_size=8),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="?#")),
)
def test_a_fragment_changes_nothing_of_a_link(scheme: str, host: str, path: str) -> None:
    link = f"{scheme}www.{host}/{path}"
    assert canonical_link(f"{link}#top") == canonical_link(link)
    assert host_of(f"{link}#top") == host_of(link)


@tried
@given(st.one_of(st.text(), st.datetimes().map(str), st.datetimes().map(lambda at: at.isoformat())))
def test_a_date_is_aware_and_plausible_or_nothing(text: str) -> None:
    read = read_date(text)
    if read is not None:
        assert read.tzinfo is UTC
        assert 1995 <= read.year <= 2099


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=4,
)
ITEMS = st.dictionaries(
    st.sampled_from(
        ["id", "url", "title", "content_html", "content_text", "date_published", "authors", "tags"]
    ),
    JSON,
)
JSON_FEEDS = st.fixed_dictionaries(
    {"version": st.one_of(JSON, st.just("https://jsonfeed.org/version/1.1"))},
    optional={"items": st.one_of(JSON, st.lists(ITEMS)), "title": JSON, "language": JSON},
)


@tried
@given(JSON_FEEDS)
def test_a_json_feed_is_read_or_refused_never_a_fault(document: object) -> None:
    try:
        found = read_json(json.dumps(document).encode())
    except FeedError:
        return
    for item in found.items:
        whole = finish(item, "http://coast.example/feed")
        assert from_row(json.loads(json.dumps(to_row(whole))), "") == whole
        assert is_inert(whole.title + whole.summary + whole.guid)


@tried
@given(
    st.one_of(
        st.binary(max_size=400),
        MARKUP.map(lambda text: f"<rss><channel><item>{text}".encode(errors="replace")),
    )
)
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    try:
        found = parse(body, "http://coast.example/feed", 5.0)
    except FeedError:
        return
    for item in found.items:
        assert is_inert(finish(item, "http://coast.example/").title)


def _story(number: int) -> str:
    return f"Ferry {number} leaves the harbour with {number}7 aboard"


WHOLE = {
    "rss": '<rss version="2.0"><channel><title>Coast</title>{}</channel></rss>',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title>{}</feed>',
    "capitals": '<rss version="2.0"><channel><title>Coast &nbsp; </title>{}</channel></rss>',
}
PIECES = {
    "rss": "<item><title>{}</title><guid>urn:{}</guid><description>{}</description></item>",
    "atom": "<entry><title>{}</title><id>urn:{}</id><summary>{}</summary></entry>",
    "capitals": "<ITEM><title><![CDATA[{}]]></title><guid>urn:{}</guid>"
    "<description>{}</description></ITEM>",
}


@tried
@given(st.sampled_from(sorted(WHOLE)), st.integers(min_value=0, max_value=400))
def test_of_a_feed_that_breaks_off_only_whole_items_are_taken(kind: str, cut: int) -> None:
    stories = [_story(number) for number in range(1, 4)]
    pieces = (PIECES[kind].format(story, story[6], story) for story in stories)
    body = WHOLE[kind].format("".join(pieces)).encode()
    try:
        found = parse(body[: len(body) - cut], "http://coast.example/feed", 2.0)
    except FeedError:
        return
    assert {item.title for item in found.items} <= set(stories)
    assert all(item.summary == item.title for item in found.items)
