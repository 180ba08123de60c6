"""A message as a letter, over a real connection to a mail server on loopback."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from monitor.delivery.answer import Answer
from monitor.delivery.exits import send
from monitor.delivery.settings import Settings
from monitor.model import Message
from tests.delivery.conftest import OPENED

if TYPE_CHECKING:
    from tests.delivery.conftest import MailServer

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(
    key="a7",
    title="Maduro møter utsendingen – «første gang»",
    text="Døde: 80+ → 87\n\nhttps://example.org/sak?a=1&b=2",
    html='<p>Døde: <b>80+ → 87</b></p><p><a href="https://example.org/sak">Sak</a></p>',
)


def open_settings() -> Settings:
    return Settings(allow_private=(*OPENED, "127.0.0.1:9"))


def address(office: MailServer, extra: str = "") -> str:
    return f"mailto://127.0.0.1:{office.port}?from=monitor@example.org&to=desk@example.org{extra}"


def post(office: MailServer, message: Message = MESSAGE, extra: str = "") -> Answer:
    return send(address(office, extra), message, open_settings(), NOW)


def half(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    text = part.get_content()
    assert isinstance(text, str)
    return "\n".join(text.splitlines())


def test_a_letter_carries_our_text_and_our_html_in_any_script(post_office: MailServer) -> None:
    assert post(post_office).ok
    ((sender, recipients, letter),) = post_office.letters
    assert (sender, recipients) == ("monitor@example.org", ["desk@example.org"])
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["Subject"] == MESSAGE.title
    assert half(letter, "plain") == MESSAGE.text
    assert half(letter, "html") == MESSAGE.html
    assert letter["Date"] == "Mon, 05 Jan 2026 12:00:00 +0000"
    assert letter["X-Monitor-Key"] == "a7"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_letter_needs_no_eight_bit_server(post_office: MailServer) -> None:
    post(post_office)
    assert post_office.raw[0].isascii()


def test_every_attempt_at_a_message_has_the_same_id_and_no_other_message_has_it(
    post_office: MailServer,
) -> None:
    post(post_office)
    post(post_office)
    post(post_office, replace(MESSAGE, text="Another house's a7"))
    first, second, third = (letter["Message-ID"] for _, _, letter in post_office.letters)
    assert first == second != third
    assert first.endswith("@example.org>")


def test_a_title_cannot_add_a_header(post_office: MailServer) -> None:
    title = "News\r\nBcc: all@example.org\r\n\r\nBody\u2028X: y\x00"
    assert post(post_office, replace(MESSAGE, title=title, key="a\nX-Evil: 1")).ok
    ((_, recipients, letter),) = post_office.letters
    assert letter["Bcc"] is None
    assert letter["X-Evil"] is None
    assert letter["Subject"] == "News Bcc: all@example.org Body X: y"
    assert recipients == ["desk@example.org"]


def test_each_address_gets_its_own_letter_and_copies_go_once(post_office: MailServer) -> None:
    assert post(post_office, extra=",two@example.org&cc=c@example.org&bcc=b@example.org").ok
    first, second = post_office.letters
    assert sorted(first[1] + second[1]) == [
        "b@example.org",
        "c@example.org",
        "desk@example.org",
        "two@example.org",
    ]
    assert "b@example.org" not in str(first[2]) + str(second[2])


def test_a_server_that_stumbles_over_goodbye_has_taken_the_letter(
    post_office: MailServer,
) -> None:
    post_office.replies["QUIT"] = "451 not now"
    assert post(post_office).ok


@pytest.mark.parametrize(
    ("verb", "reply", "permanent", "said"),
    [
        ("MAIL", "550 hunter2 is unknown", False, "refused the sender (550)"),
        ("MAIL", "451 later", False, "refused the sender (451)"),
        ("RCPT", "550 no such hunter2", True, "refused a recipient (550)"),
        ("RCPT", "450 mailbox busy", False, "refused a recipient (450)"),
        ("DATA", "552 too much", True, "refused the message (552)"),
        ("DATA", "421 closing", False, "refused the message (421)"),
    ],
)
def test_refusals_for_good_and_for_now_are_told_apart(
    post_office: MailServer, verb: str, reply: str, permanent: bool, said: str
) -> None:
    post_office.replies[verb] = reply
    answer = post(post_office)
    assert (answer.ok, answer.permanent) == (False, permanent)
    assert answer.detail == f"the mail server {said}"


def test_one_refused_recipient_among_passing_faults_is_not_the_end(
    post_office: MailServer,
) -> None:
    post_office.replies["RCPT TO:<DESK@EXAMPLE.ORG>"] = "550 unknown"
    post_office.replies["RCPT TO:<TWO@EXAMPLE.ORG>"] = "450 busy"
    answer = post(post_office, extra=",two@example.org")
    assert (answer.ok, answer.permanent) == (False, False)


def test_who_took_the_letter_gets_no_other_when_a_busy_mailbox_is_tried_again(
    post_office: MailServer,
) -> None:
    busy = "RCPT TO:<TWO@EXAMPLE.ORG>"
    post_office.replies[busy] = "450 busy"
    url, served = address(post_office, ",two@example.org&cc=cc@example.org"), set[str]()
    assert not send(url, MESSAGE, open_settings(), NOW, served).ok
    assert served == {"desk@example.org", "cc@example.org"}
    del post_office.replies[busy]
    assert send(url, MESSAGE, open_settings(), NOW, served).ok
    reached = [recipients for _, recipients, _ in post_office.letters]
    assert reached == [["desk@example.org", "cc@example.org"], ["two@example.org"]]


def test_a_server_that_says_nothing_is_not_said_to_hang_up(post_office: MailServer) -> None:
    post_office.replies["DATA"] = "354-there is more to this answer"
    short = replace(open_settings(), answer_within=timedelta(milliseconds=200))
    answer = send(address(post_office), MESSAGE, short, NOW)
    assert answer.detail == "the mail server did not answer in time"


def test_a_wrong_password_is_named_but_not_shown(post_office: MailServer) -> None:
    post_office.replies["AUTH"] = "535 wrong: hunter2"
    url = (
        f"mailto://monitor:hunter2@127.0.0.1:{post_office.port}?from=m@example.org&to=d@example.org"
    )
    answer = send(url, MESSAGE, open_settings(), NOW)
    assert (answer.ok, answer.permanent) == (False, False)
    assert answer.detail == "the mail server refused the login (535)"


def test_a_server_that_is_away_is_tried_again() -> None:
    url = "mailto://127.0.0.1:9?from=monitor@example.org&to=desk@example.org"
    answer = send(url, MESSAGE, open_settings(), NOW)
    assert (answer.ok, answer.permanent) == (False, False)
    assert answer.detail == "no connection to the mail server (ConnectionRefusedError)"
