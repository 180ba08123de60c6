"""Each exit lets through what belongs there, and nothing that means something else there."""

from __future__ import annotations

import pytest

from monitor.pages.exits import inert, label, language, web
from tests.pages.press import HOSTILE


def test_text_keeps_its_words_and_loses_what_nobody_sees() -> None:
    assert inert("a\x00b\u202ec\ud800d\ufeff  e\n") == "a b c d e"
    assert inert("Ñandú 東京 سلام می‌خواهم 👩\u200d🚒") == "Ñandú 東京 سلام می‌خواهم 👩\u200d🚒"


@pytest.mark.parametrize(
    "url", ["https://news.example/a?b=1&c=(2)", "http://[::1]:8080/x", "HTTPS://NEWS.EXAMPLE/"]
)
def test_addresses_of_the_web_are_linked(url: str) -> None:
    assert web(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://news.example/%0aalert(1)",
        " https://news.example/",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//news.example/",
        "https:///x",
        "https://",
        'https://news.example/"onclick=',
        "https://news.example/<script>",
        "https://bank.example@evil.example/",
        "https://news.example/\u202e",
        "https://[::1/",
        "https://news.example/" + "x" * 3000,
        "",
    ],
)
def test_all_else_is_no_link(url: str) -> None:
    assert web(url) == ""


def test_a_language_is_a_code_and_nothing_else() -> None:
    assert language("pt-BR") == "pt-BR"
    assert language('en" onload="x') == ""
    assert language("") == ""


def test_a_label_stays_between_its_quotes() -> None:
    assert label('a"b\\c') == 'a\\"b\\\\c'
    assert "\n" not in label(HOSTILE)
    assert label("two\nlines") == "two lines"
