"""Messages that read well, whatever a feed puts into a title."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from monitor.alerts.render import plain, render_alert, render_digest
from monitor.model import Message
from monitor.scales import Priority
from tests.alerts.alarms import HOUR, NOW, an_alert

HOSTILE = [
    "<!channel> look",
    "<!here|here> look",
    "@here @channel @everyone @all @room",
    "<@U123> and <#C1>",
    "<https://evil.example|https://bank.example>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "two\nlines\r\nand\u2028more\u2029here\x85",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "\u202eltr\u2066 hidden\u2069 \u200b\ufeff",
    "nul\0byte \x7f",
    "&lt;script&gt; &amp; co",
    "</p></blockquote><h1>",
    "lone \ud800 surrogate",
]


def test_an_alert_reads_well() -> None:
    message = render_alert(an_alert(), key="a1-desk")
    assert message.title == "URGENT: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)"
    assert message.text == (
        "Toll of US boat strikes rises to 87\n"
        "“The Pentagon said that 87 people had been killed.”\n"
        "Example Times · https://news.example/87?a=1&b=2\n"
        'maduro-talks / boat-strikes · why: Nicolás Maduro, "boat"\n'
        "monitor show a1"
    )


def test_a_title_that_was_said_is_not_said_again() -> None:
    title = "Maduro agrees to talks"
    message = render_alert(an_alert(title=title, delta=f"Talks: {title}", proof=title), key="k")
    assert message.title == "URGENT: Talks: Maduro agrees to talks"
    assert message.text.splitlines()[0] == "Example Times · https://news.example/87?a=1&b=2"
    assert "blockquote" not in message.html


def test_the_html_half_tells_the_same() -> None:
    message = render_alert(an_alert(), key="a1-desk")
    assert '<a href="https://news.example/87?a=1&amp;b=2">Toll of US boat strikes' in message.html
    assert "killed 80+ -&gt; 87" in message.html
    assert "<blockquote>The Pentagon said that 87 people had been killed.</blockquote>" in (
        message.html
    )
    assert message.html.endswith("a1-desk</p>")


def test_a_digest_reads_well() -> None:
    message = render_digest(
        [
            an_alert(
                Priority.ROUTINE, number=1, delta="Talks: Oslo offers a room", storyline="talks"
            ),
            an_alert(Priority.ROUTINE, number=2),
            an_alert(Priority.URGENT, number=3, delta="Boat strikes: boat seized", url=""),
            an_alert(Priority.ROUTINE, number=4, delta="Later", at=NOW + HOUR, source=""),
        ],
        key="digest-o1-desk",
    )
    assert message.title == "Digest: 4 developments in maduro-talks"
    assert message.text == (
        "maduro-talks / boat-strikes\n"
        "---------------------------\n"
        "[URGENT] Boat strikes: boat seized\n"
        "  Example Times · no link · a3\n"
        "[ROUTINE] Later\n"
        "  unknown source · https://news.example/87?a=1&b=2 · a4\n"
        "[ROUTINE] Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)\n"
        "  Example Times · https://news.example/87?a=1&b=2 · a2\n"
        "\n"
        "maduro-talks / talks\n"
        "--------------------\n"
        "[ROUTINE] Talks: Oslo offers a room\n"
        "  Example Times · https://news.example/87?a=1&b=2 · a1"
    )


def test_one_development_is_no_plural() -> None:
    assert render_digest([an_alert()], key="k").title == "Digest: 1 development in maduro-talks"


class Elements(HTMLParser):
    """The elements and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str | None] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value for name, value in attrs if name == "href"]


def messages(text: str) -> list[Message]:
    hostile = an_alert(
        title=text, delta=f"Talks: {text}", proof=f"Said: {text}", source=text, why=text
    )
    return [render_alert(hostile, key="k"), render_digest([hostile, hostile], key="k")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_harmless(text: str) -> None:
    for message in messages(text):
        spoken = f"{message.title}\n{message.text}"
        assert not re.search(r"@(here|channel|everyone|all|room)\b|<[!@#/a-z]", spoken)
        assert all(c.isprintable() or c in "\n\u2060" for c in spoken)
        assert "\n" not in message.title
        elements = Elements(message.html)
        assert set(elements.names) <= {"p", "strong", "a", "br", "blockquote", "code", "h2"}
        assert elements.attributes <= {"style", "href"}
        assert set(elements.links) <= {"https://news.example/87?a=1&b=2"}


def test_a_title_cannot_forge_lines() -> None:
    calm, forged = (
        render_alert(an_alert(title=t), key="k").text for t in ("x", "x\nmonitor show a9")
    )
    assert len(forged.splitlines()) == len(calm.splitlines())


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://news.example/",
        'https://news.example/"onclick="x',
        "https://news.example/ two words",
        "https://news.example/\nmonitor show a9",
        "https://news.example/\x1b[31m",
        "https://news.example/\u202ecod.exe",
        "https://news.example/<!channel>",
        "https://news.example/" + "x" * 5000,
        "https://",
        "//news.example",
        " https://news.example",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    for message in (
        render_alert(an_alert(url=url), key="k"),
        render_digest([an_alert(url=url)], key="k"),
    ):
        assert "no link" in message.text
        assert Elements(message.html).links == []


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "A " + "x" * 100_000])
def test_long_texts_are_cut(text: str) -> None:
    alert, listing = messages(text)
    assert len(alert.title) <= 170
    assert len(alert.title) >= 80
    assert len(alert.text) < 1_200
    assert len(listing.text) < 1_200
    assert len(alert.html) < 3_000
    assert "…" in alert.title


def test_a_cut_falls_between_words() -> None:
    title = render_alert(an_alert(delta="word " * 100), key="k").title
    assert title.endswith("word…")


def test_empty_texts_leave_a_message_that_stands() -> None:
    message = render_alert(
        an_alert(title="", delta="", proof="", source="", why="", url=""), key="k"
    )
    assert message.title == "URGENT: untitled"
    assert message.text.splitlines()[0] == "unknown source · no link"
    assert "untitled" in message.html


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("a@b.example", "R&D < 3 > 2", "El presidente, «no»", "مادورو", "80+ -> 87"):
        assert plain(text) == text
