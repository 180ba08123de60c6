from __future__ import annotations

import pytest

from monitor.feeds.links import canonical_link, domain_of


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.news.example/a/1",
        "http://news.example/a/1/",
        "http://news.example:80/a/1#top",
        "http://news.example/a/1?utm_source=rss&at_medium=RSS&fbclid=x",
        "http://news.example/a/1?ref=rss",
    ],
)
def test_accidents_of_a_link_do_not_matter(variant: str) -> None:
    assert canonical_link(variant) == "news.example/a/1"


def test_what_names_the_page_stays() -> None:
    assert canonical_link("http://news.example/?id=2&b=1") == "news.example?b=1&id=2"
    assert canonical_link("http://news.example/?p=1") != canonical_link("http://news.example/?p=2")
    assert canonical_link("http://news.example/A") != canonical_link("http://news.example/a")


@pytest.mark.parametrize(
    "url", ["", "http://news.example/", "https://www.news.example", "nonsense"]
)
def test_a_home_page_names_no_item(url: str) -> None:
    assert canonical_link(url) == ""


def test_domains_are_what_somebody_registered() -> None:
    assert domain_of("https://feeds.bbc.co.uk/x") == "bbc.co.uk"
    assert domain_of("https://edition.cnn.com/x") == "cnn.com"
    assert domain_of("http://127.0.0.1:8900/x") == "127.0.0.1"
    assert domain_of("https://www.gob.ve/") == "gob.ve"
