from __future__ import annotations

import pytest

from monitor.feeds.sources import credited_wire, name_source, read_style
from monitor.model import Feed, ParsedItem

HEADLINES = (
    "Talks resume in Caracas today",
    "Ships leave the port early",
    "Rain floods the coast road",
)


def named(feed: Feed, *items: ParsedItem) -> list[tuple[str, str]]:
    style = read_style(feed, items)
    return [name_source(feed, item, style) for item in items]


def test_the_items_own_source_comes_first_and_leaves_the_title() -> None:
    item = ParsedItem(title="Talks resume in Caracas - Reuters", source="Reuters")
    assert named(Feed(url="https://agg.example/rss", source="Agg"), item) == [
        ("Talks resume in Caracas", "Reuters")
    ]


def test_an_aggregators_items_belong_to_the_domains_they_lead_to() -> None:
    hosts = ("www.nytimes.com", "edition.cnn.com", "feeds.bbc.co.uk")
    items = [
        ParsedItem(title=head, url=f"https://{host}/1")
        for head, host in zip(HEADLINES, hosts, strict=True)
    ]
    found = named(Feed(url="https://hn.example/rss", source="HN"), *items)
    assert [source for _, source in found] == ["nytimes.com", "cnn.com", "bbc.co.uk"]


def test_a_publishers_feed_on_another_host_is_still_the_publishers() -> None:
    items = [ParsedItem(title=head, url="https://www.bbc.com/1") for head in HEADLINES]
    assert {source for _, source in named(Feed(url="https://feeds.bbci.co.uk/x"), *items)} == {
        "bbc.com"
    }
    named_feed = Feed(url="https://feeds.bbci.co.uk/x", source="BBC")
    assert {source for _, source in named(named_feed, *items)} == {"BBC"}


def test_recurring_endings_of_titles_are_publishers() -> None:
    endings = ("Reuters", "AP News", "Reuters", "AP News", "Reuters")
    items = [
        ParsedItem(title=f"Talks number {n} resume in Caracas - {end}", url="https://agg.example/1")
        for n, end in enumerate(endings)
    ]
    found = named(Feed(url="https://agg.example/rss", source="Agg"), *items)
    assert [source for _, source in found] == list(endings)
    assert found[0][0] == "Talks number 0 resume in Caracas"


def test_one_ending_on_every_title_leaves_and_the_feed_keeps_its_name() -> None:
    items = [ParsedItem(title=f"{head} | BBC News", url="https://bbc.com/1") for head in HEADLINES]
    assert named(Feed(url="https://bbc.com/rss", source="BBC"), *items) == [
        (head, "BBC") for head in HEADLINES
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Trump - Putin",
        "Talks resume in Caracas - what we know",
        "Show HN: Foo – a bar",
        "Talks resume in Caracas - this is a much longer second half of the headline",
    ],
)
def test_an_ordinary_dash_stays_in_the_title(title: str) -> None:
    items = [ParsedItem(title=text, url="https://a.example/1") for text in (title, *HEADLINES)]
    assert named(Feed(url="https://a.example/rss", source="A"), *items)[0] == (title, "A")


def test_without_any_name_the_feeds_title_or_host_must_do() -> None:
    item = ParsedItem(title="Talks")
    assert named(Feed(url="https://www.a.example/rss"), item)[0][1] == "a.example"
    assert named(Feed(url="https://a.example/rss", title="The A"), item)[0][1] == "The A"


@pytest.mark.parametrize(
    ("title", "summary", "wire"),
    [
        ("Talks resume (AP)", "", "AP"),
        ("Talks resume", "CARACAS, Venezuela (AP) — The president", "AP"),
        ("Talks resume", "Reuters - The president", "Reuters"),
        ("Talks resume, via AFP", "", "AFP"),
        ("Talks resume", "By The Associated Press", "AP"),
        ("Se reanuda el diálogo", "Caracas (EFE).- El presidente", "EFE"),
        ("Talks resume (AP Photo/Someone)", "", ""),
        ("Reuters staff on strike", "", ""),
        ("AP exams are cancelled", "x" * 300 + " (AP)", ""),
    ],
)
def test_a_credit_names_the_wire(title: str, summary: str, wire: str) -> None:
    assert credited_wire(title, summary) == wire
