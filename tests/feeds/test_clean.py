from __future__ import annotations

import pytest

from monitor.feeds.clean import clean_guid, clean_language, clean_link, plain


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
