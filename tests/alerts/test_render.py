"""Messages that read well, whatever a feed puts into a title."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from monitor.alerts.render import render_alerts, render_digest
from monitor.alerts.wording import chat, plain
from monitor.model import Alert, Message, Pending, Titles
from monitor.scales import Priority, Reason
from tests.alerts.alarms import HOUR, NOW, a_pending, an_alert

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


STORY = "Maduro offers talks with Washington"
BOATS = Titles(seed=STORY, storyline="US strikes on suspected drug boats")
TALKS = Titles(seed=STORY, storyline="Talks between Caracas and Washington")


def render_alert(alert: Alert, *, key: str = "o1-desk") -> Message:
    return render_alerts([a_pending(alert)], key=key)


def seizure() -> Alert:
    return an_alert(
        number=2,
        delta="Boat strikes: boat seized off Aruba",
        title="Navy boards boat off Aruba",
        proof="Sailors boarded the Santa Rosa at dawn.",
        source="Gulf News",
        url="https://gulf.example/1",
    )


def test_an_alert_reads_well() -> None:
    message = render_alert(an_alert())
    assert message.title == "URGENT: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)"
    assert message.text == (
        "Toll of US boat strikes rises to 87\n"
        "“The Pentagon said that 87 people had been killed.”\n"
        "Example Times · https://news.example/87?a=1&b=2\n"
        'maduro-talks / boat-strikes · why: Nicolás Maduro, "boat"\n'
        "monitor show a1"
    )
    assert message.chat == message.text


def test_everyone_who_says_so_stands_with_a_link_and_the_sixth_by_name() -> None:
    voices = [(f"Paper {n}", f"https://paper.example/{n}") for n in range(1, 8)]
    text = render_alerts([a_pending(an_alert(), *voices)], key="k").text
    assert text.splitlines()[2:8] == [
        "Example Times · https://news.example/87?a=1&b=2",
        *(f"Paper {n} · https://paper.example/{n}" for n in range(1, 5)),
        "also: Paper 5, Paper 6, Paper 7",
    ]


def test_a_batch_names_every_development_and_has_the_first_as_its_title() -> None:
    news = [
        a_pending(an_alert(Priority.BULLETIN), titles=BOATS),
        a_pending(seizure(), titles=BOATS),
    ]
    message = render_alerts(news, key="o1-desk")
    assert message.title == "BULLETIN: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)"
    assert message.text == (
        "2 developments in US strikes on suspected drug boats:\n"
        "\n"
        "(1) BULLETIN: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)\n"
        "Toll of US boat strikes rises to 87\n"
        "“The Pentagon said that 87 people had been killed.”\n"
        "Example Times · https://news.example/87?a=1&b=2\n"
        'maduro-talks / boat-strikes · why: Nicolás Maduro, "boat"\n'
        "monitor show a1\n"
        "\n"
        "(2) URGENT: Boat strikes: boat seized off Aruba\n"
        "Navy boards boat off Aruba\n"
        "“Sailors boarded the Santa Rosa at dawn.”\n"
        "Gulf News · https://gulf.example/1\n"
        'maduro-talks / boat-strikes · why: Nicolás Maduro, "boat"\n'
        "monitor show a2"
    )


def test_a_title_that_was_said_is_not_said_again() -> None:
    title = "Maduro agrees to talks"
    message = render_alert(an_alert(title=title, delta=f"Talks: {title}", proof=title))
    assert message.title == "URGENT: Talks: Maduro agrees to talks"
    assert message.text.splitlines()[0] == "Example Times · https://news.example/87?a=1&b=2"
    assert 'class="quote"' not in message.html


def words(page: str) -> str:
    """What a page says, without its mark-up."""
    body = page.partition("<body")[2].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", "\n", body)).split())


def test_the_html_half_tells_the_same() -> None:
    message = render_alerts([a_pending(an_alert(), titles=BOATS)], key="o1-desk")
    assert words(message.html) == (
        "URGENT Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18) "
        "Toll of US boat strikes rises to 87 "
        "“The Pentagon said that 87 people had been killed.” "
        "Example Times "
        'maduro-talks / boat-strikes · why: Nicolás Maduro, "boat" · monitor show a1 '
        "o1-desk"
    )
    assert '<a href="https://news.example/87?a=1&amp;b=2">Example Times</a>' in message.html


def test_a_page_is_light_or_dark_as_its_reader_wants() -> None:
    page = render_alert(an_alert()).html
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "prefers-color-scheme:dark" in page
    assert "background" not in page


def a_digest() -> list[Pending]:
    room = an_alert(
        Priority.ROUTINE, number=3, delta="Talks: Oslo offers a room", storyline="talks"
    )
    envoy = an_alert(number=4, delta="Talks: an envoy", storyline="talks", at=NOW + HOUR, source="")
    return [
        a_pending(replace(room, title="", proof=""), reason=Reason.TO_DIGEST, titles=TALKS),
        a_pending(
            replace(envoy, url="", title="", proof=""), reason=Reason.QUIET_HOURS, titles=TALKS
        ),
        a_pending(seizure(), reason=Reason.OVER_BUDGET, titles=BOATS),
        a_pending(an_alert(Priority.BULLETIN), reason=Reason.SILENCED, titles=BOATS),
    ]


def test_a_digest_reads_well() -> None:
    message = render_digest(a_digest(), key="digest-o1-desk", timezone="Europe/Oslo")
    assert message.title == "Digest: 4 developments in Maduro offers talks with Washington"
    assert message.text == (
        "US strikes on suspected drug boats\n"
        "----------------------------------\n"
        "[BULLETIN] Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)\n"
        "  Toll of US boat strikes rises to 87\n"
        "  “The Pentagon said that 87 people had been killed.”\n"
        "  Example Times · https://news.example/87?a=1&b=2\n"
        "  2025-11-20 13:00 · held by a silence · a1\n"
        "[URGENT] Boat strikes: boat seized off Aruba\n"
        "  Navy boards boat off Aruba\n"
        "  “Sailors boarded the Santa Rosa at dawn.”\n"
        "  Gulf News · https://gulf.example/1\n"
        "  2025-11-20 13:00 · today's budget of interruptions is spent · a2\n"
        "\n"
        "Talks between Caracas and Washington\n"
        "------------------------------------\n"
        "[URGENT] Talks: an envoy\n"
        "  unknown source · no link\n"
        "  2025-11-20 14:00 · held in quiet hours · a4\n"
        "[ROUTINE] Talks: Oslo offers a room\n"
        "  Example Times · https://news.example/87?a=1&b=2\n"
        "  2025-11-20 13:00 · a3"
    )


def test_under_the_storyline_s_title_no_headline_begins_with_it() -> None:
    boats = Titles(storyline="Boat strikes")
    news = [a_pending(an_alert(), titles=boats), a_pending(seizure(), titles=boats)]
    batch, digest = render_alerts(news, key="k"), render_digest(news, key="k")
    assert batch.title == "URGENT: Boat strikes: killed 80+ -> 87 (80+ since 2025-11-18)"
    assert batch.text.splitlines()[0] == "2 developments in Boat strikes:"
    assert "(2) URGENT: boat seized off Aruba\n" in batch.text
    assert digest.text.startswith("Boat strikes\n------------\n[URGENT] ")
    assert "[URGENT] boat seized off Aruba\n" in digest.text
    assert "Boat strikes: boat" not in words(digest.html)


def test_the_page_of_a_digest_has_a_chapter_for_each_storyline() -> None:
    page = render_digest(a_digest(), key="digest-o1-desk", timezone="Europe/Oslo").html
    chapters = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    assert chapters == [BOATS.storyline, TALKS.storyline]
    assert words(page).endswith(
        "ROUTINE Talks: Oslo offers a room Example Times 2025-11-20 13:00 · a3 "
        "times in Europe/Oslo · digest-o1-desk"
    )


def test_one_development_is_no_plural() -> None:
    message = render_digest([a_pending()], key="k")
    assert message.title == "Digest: 1 development in maduro-talks"


ELEMENTS = set("html head meta title style body table tr td h1 h2 p strong a br code".split())


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
    told = a_pending(hostile, (text, "https://news.example/87?a=1&b=2"))
    return [
        render_alerts([told], key="k"),
        render_alerts([told, told], key="k"),
        render_digest([told, told], key="k"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_harmless(text: str) -> None:
    for message in messages(text):
        spoken = f"{message.title}\n{message.text}\n{message.chat}"
        assert not re.search(r"@(here|channel|everyone|all|room)\b|<[!@#/a-z]", spoken)
        assert all(c.isprintable() or c in "\n\u2060" for c in spoken)
        assert "\n" not in message.title
        elements = Elements(message.html)
        assert set(elements.names) <= ELEMENTS
        assert elements.attributes <= {
            *("style", "href", "class", "role", "align", "width", "lang"),
            *("charset", "name", "content"),
        }
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
        render_digest([a_pending(an_alert(url=url))], key="k"),
    ):
        assert "no link" in message.text
        assert Elements(message.html).links == []


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "A " + "x" * 100_000])
def test_long_texts_are_cut(text: str) -> None:
    alert, _, listing = messages(text)
    assert len(alert.title) <= 170
    assert len(alert.title) >= 80
    assert len(alert.text) < 1_200
    assert len(listing.text) < 2_000
    assert len(alert.html) < 4_500
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* and **strong**", "∗bold∗ and ∗∗strong∗∗"),
        ("_slanted_ but snake_case", "ˍslantedˍ but snake_case"),
        ("~gone~ ~~gone~~", "∼gone∼ ∼∼gone∼∼"),
        ("`code` ```block```", "ˋcodeˋ ˋˋˋblockˋˋˋ"),
        ("||spoiler||", "∣∣spoiler∣∣"),
        ("[bank](https://evil.example)", "[bank]⁠(https://evil.example)"),
        ("[bank][1] [bank]: x", "[bank]⁠[1] [bank]⁠: x"),
        ("# heading", "⁠# heading"),
        ("> quote", "⁠> quote"),
        ("- item", "⁠- item"),
        ("1. item", "⁠1. item"),
        ("ask @U123 or @editor", "ask @⁠U123 or @⁠editor"),
        ("<@U123>", "<⁠@⁠U123>"),
        ("a@b.example, R&D, 80+ -> 87", "a@b.example, R&D, 80+ -> 87"),
    ],
)
def test_markup_and_mentions_have_no_power_in_chat(text: str, shown: str) -> None:
    assert chat(text) == shown


def test_what_a_chat_service_would_read_as_markup_is_only_disarmed_for_chat() -> None:
    message = render_alert(an_alert(proof="The *only* way", url="https://news.example/a_b_*c*"))
    assert "“The *only* way”" in message.text
    assert "“The ∗only∗ way”" in message.chat
    assert "https://news.example/a_b_*c*" in message.chat
