"""One message out through one address: chat, machine or mail. Runs in a thread and blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.delivery.addresses import is_mail, open_service, scrub
from monitor.delivery.answer import Answer
from monitor.delivery.gate import guarded
from monitor.delivery.mail import send_letter
from monitor.delivery.settings import Settings
from monitor.delivery.wire import listen
from monitor.model import Message

if TYPE_CHECKING:
    from apprise import AppriseResult, NotifyBase

# Web hooks read by programs: the text as it is and in one piece, the key in a header.
MACHINES = frozenset({"json", "jsons", "xml", "xmls", "form", "forms"})

_NOT_PUBLIC = (
    "leads to an address that is not public;"
    " if that is meant, add its host:port to allow_private under [polling]"
)

# Names that wake a whole room (Discord, Mattermost, Rocket.Chat, Matrix, Slack), and the brackets
# that make a mention. A zero-width space after the sign leaves the words and takes the bell away.
_BELL = re.compile(r"@(?=(?:channel|here|everyone|all|room)\b)|<(?=[@!#])", re.IGNORECASE)


def send(
    url: str, message: Message, settings: Settings, now: datetime, served: set[str] | None = None
) -> Answer:
    """Send a message once. Raises UnusableAddress when the URL opens no exit.

    Only public addresses are connected to, and the places of ``settings.allow_private``. A letter
    to several skips the ``served``, who have it from an earlier attempt; who takes it joins them.
    """
    with guarded(settings.allow_private) as gate:
        answer = _send(url, message, settings, now, set() if served is None else served)
    return replace(answer, detail=_NOT_PUBLIC, permanent=False) if gate.refused else answer


def _send(
    url: str, message: Message, settings: Settings, now: datetime, served: set[str]
) -> Answer:
    service = open_service(url)
    if is_mail(service) and service.pgp_mode == "no":
        return send_letter(service, message, now, settings.answer_within, served)
    service.socket_connect_timeout = settings.connect_within.total_seconds()
    service.socket_read_timeout = settings.answer_within.total_seconds()
    with listen() as heard:
        result = _notify(service, message, machine=_is_machine(url))
    faults = [attempts[-1] for attempts in (one.attempts for one in result) if not attempts[-1]]
    if len(result) and not faults:
        return Answer(ok=True)
    said = [entry.message for fault in faults for entry in fault]
    return heard.explain(scrub(said[-1] if said else "", url))


def disarm(text: str) -> str:
    """The same words to read, but nothing in them that calls a whole room."""
    return _BELL.sub("\\g<0>\u200b", text)


def _notify(service: NotifyBase, message: Message, *, machine: bool) -> AppriseResult:
    """Through apprise. TEXT as the declared format is what makes services escape their markup."""
    from apprise import Apprise, NotifyFormat, OverflowMode

    headers = getattr(service, "headers", None)
    if isinstance(headers, dict):
        headers["X-Monitor-Key"] = " ".join(message.key.split())
    title, body, body_format = message.title, message.text, NotifyFormat.TEXT
    if _is_mail_service(service):
        body, body_format = message.html, NotifyFormat.HTML
    elif not machine:
        title, body = disarm(title), disarm(message.chat or body)
        # Better two messages than one that the service refuses as too long, or cuts off.
        service.overflow_mode = OverflowMode.SPLIT
    exit_ = Apprise(service, asset=service.asset)
    return exit_.notify(body=body or title, title=title, body_format=body_format)


def _is_machine(url: str) -> bool:
    return url.partition("://")[0].lower() in MACHINES


def _is_mail_service(service: NotifyBase) -> bool:
    """Mail by another road (Mailgun, SES, encrypted mail): they alone know blind copies."""
    return "bcc" in type(service).template_args
