"""Alerts as they arrive: the JSON that a web hook got, and the letter that a mail server took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from monitor.alerts.render import render_alerts, render_digest
from monitor.delivery.exits import send
from monitor.delivery.settings import Settings
from monitor.model import Message
from monitor.scales import Priority
from tests.alerts.alarms import a_pending, an_alert
from tests.delivery.conftest import OPENED

if TYPE_CHECKING:
    from tests.delivery.conftest import MailServer, WebHook

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
EVIL = (
    "<!channel> @here <@U123> *bold* _sly_ `code` ~gone~ <https://evil.example|bank> "
    "[bank](https://evil.example) <script>alert(1)</script> \x1b[31m\u202e @editor"
)
FORBIDDEN = ("<!", "<@", "@here", "@editor", "*", "`", "~", "](", "\x1b", "\u202e", "<script")


def messages() -> Iterator[Message]:
    loud = an_alert(Priority.BULLETIN)
    said = f"Boat strikes: {EVIL}"
    hostile = an_alert(number=2, delta=said, title=EVIL, proof=said, source=EVIL, why=EVIL)
    news = [a_pending(loud, ("Harbour Wire", "https://harbour.example/b")), a_pending(hostile)]
    yield render_alerts(news, key="o1-desk")
    yield render_digest(news, key="digest-o2-desk")


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 (whatever a payload holds)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def slack(monkeypatch: pytest.MonkeyPatch, hook: WebHook) -> str:
    from apprise.plugins.slack import NotifySlack

    monkeypatch.setattr(NotifySlack, "webhook_url", hook.url)
    return "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#desk"


def test_slack_shows_an_alert_and_obeys_nothing_in_it(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = slack(monkeypatch, hook)
    for number, message in enumerate(messages()):
        assert send(url, message, Settings(allow_private=tuple(OPENED)), NOW).ok
        (attachment,) = hook.payload(number)["attachments"]
        shown = f"{attachment['title']}\n{attachment['text']}"
        assert "killed 80+ -&gt; 87" in shown
        assert "https://news.example/87?a=1&amp;b=2" in shown
        assert "https://harbour.example/b" in shown
        assert not [sign for sign in FORBIDDEN if sign in shown]
        assert "<" not in shown


def test_a_service_that_reads_markdown_finds_none(hook: WebHook) -> None:
    for number, message in enumerate(messages()):
        url = f"mmost://{hook.address}/3ccdd113474722377935511fc85d3dd4"
        assert send(url, message, Settings(allow_private=tuple(OPENED)), NOW).ok
        shown = "\n".join(strings(hook.payload(number)))
        assert "killed 80+ -> 87" in shown
        assert not [sign for sign in FORBIDDEN if sign in shown]


def test_a_program_gets_the_words_as_they_are(hook: WebHook) -> None:
    alert, _ = messages()
    assert send(f"json://{hook.address}/in", alert, Settings(allow_private=tuple(OPENED)), NOW).ok
    assert hook.payload()["message"] == alert.text
    assert "*bold*" in alert.text


def test_a_letter_has_a_page_and_its_plain_twin(post_office: MailServer) -> None:
    url = f"mailto://127.0.0.1:{post_office.port}?from=monitor@example.org&to=desk@example.org"
    for number, message in enumerate(messages()):
        assert send(
            url,
            message,
            Settings(answer_within=timedelta(seconds=5), allow_private=tuple(OPENED)),
            NOW,
        ).ok
        _, _, letter = post_office.letters[number]
        plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
        assert plain is not None
        assert page is not None
        assert plain.get_content().splitlines() == message.text.splitlines()
        assert "<script" not in page.get_content()
        assert '<a href="https://harbour.example/b">Harbour Wire</a>' in page.get_content()
        assert "killed 80+ -&gt; 87" in page.get_content()
