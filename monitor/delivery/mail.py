"""A message as a letter: plain text and HTML side by side, sent over SMTP.

Apprise reads the address (it knows the big providers' servers) and could send too. But it makes
the plain half from the HTML and loses every link in it, gives each attempt a new Message-ID, and
hides the server's answer. So the letter is ours; only encrypted mail (``pgp=``) goes through it.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from monitor.delivery.answer import Answer
from monitor.delivery.trust import system_trust
from monitor.model import Message

if TYPE_CHECKING:
    from apprise.plugins.email.base import NotifyEmail

_REFUSED_FOR_GOOD = range(500, 600)  # RFC 5321 section 4.2.1; 4yz passes

_FAULTS: Mapping[type[OSError], str] = {
    smtplib.SMTPAuthenticationError: "the mail server refused the login",
    smtplib.SMTPSenderRefused: "the mail server refused the sender",
    smtplib.SMTPRecipientsRefused: "the mail server refused a recipient",
    smtplib.SMTPDataError: "the mail server refused the message",
    smtplib.SMTPNotSupportedError: "the mail server lacks what the address asks for",
    smtplib.SMTPServerDisconnected: "the mail server hung up",
    smtplib.SMTPResponseException: "the mail server refused to talk",
    ssl.SSLError: "the mail server's certificate or encryption was not accepted",
    socket.gaierror: "the mail server's name was not found",
    TimeoutError: "the mail server did not answer in time",
}


def send_letter(
    service: NotifyEmail, message: Message, now: datetime, patience: timedelta, served: set[str]
) -> Answer:
    """Send one letter to each address; ``patience`` bounds each wait for the server.

    It failed if one address refused it, for good only if every refusal is for good. Whoever is
    among ``served`` has it from an earlier attempt and gets no other; who takes it now joins them.
    The Message-ID is the same on every attempt, so mail servers can drop what they took before.
    """
    faults = []
    try:
        with _session(service, patience) as session:
            for number, (name, address) in enumerate(service.targets):
                copies = [*service.cc, *service.bcc] if number == 0 else []
                waiting = [one for one in (address, *copies) if one not in served]
                if not waiting:
                    continue
                letter = write_letter(service, message, now)
                letter["To"] = _address(name, address)
                faults += _post(session, letter, waiting, served)
    except (OSError, smtplib.SMTPException) as fault:
        faults.append(fault)
    return _judge(faults) if faults else Answer(ok=True)


def write_letter(service: NotifyEmail, message: Message, now: datetime) -> EmailMessage:
    """The letter without its recipient. No text can break out of the header it stands in."""
    letter = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    sender = _address(*service.from_addr)
    letter["Subject"] = _one_line(message.title)
    letter["From"] = sender
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{_fingerprint(message)}@{sender.domain}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies, please
    letter["X-Monitor-Key"] = _one_line(message.key)
    if service.cc:
        letter["Cc"] = [_address(service.names.get(cc), cc) for cc in sorted(service.cc)]
    if service.reply_to:
        replies = sorted(service.reply_to)
        letter["Reply-To"] = [_address(service.names.get(reply), reply) for reply in replies]
    for header, value in service.headers.items():
        if header not in letter:
            letter[header] = _one_line(value)
    letter.set_content(message.text)
    letter.add_alternative(message.html, subtype="html")
    return letter


@contextmanager
def _session(service: NotifyEmail, patience: timedelta) -> Iterator[smtplib.SMTP]:
    """An SMTP session, secured and logged in; what goes wrong in saying goodbye does not count."""
    host, port, seconds = service.smtp_host, service.port or 0, patience.total_seconds()
    session: smtplib.SMTP
    if service.secure_mode == "ssl":
        session = smtplib.SMTP_SSL(host, port, timeout=seconds, context=_trust(service))
    else:
        session = smtplib.SMTP(host, port, timeout=seconds)
    try:
        if service.secure_mode == "starttls":
            session.starttls(context=_trust(service))
        if service.user and service.password:
            session.login(service.user, service.password)
        yield session
    finally:
        with suppress(OSError, smtplib.SMTPException):
            session.quit()
        session.close()


def _trust(service: NotifyEmail) -> ssl.SSLContext:
    """By what the server's certificate is judged."""
    if service.verify_certificate:
        return system_trust()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _post(
    session: smtplib.SMTP, letter: EmailMessage, recipients: list[str], served: set[str]
) -> list[OSError]:
    """Hand over one letter; the faults of it, none when every recipient was taken."""
    try:
        refused = session.send_message(letter, to_addrs=recipients)
    except (OSError, smtplib.SMTPException) as fault:
        return [fault]
    served.update(one for one in recipients if one not in refused)
    return [smtplib.SMTPRecipientsRefused(refused)] if refused else []


def _judge(faults: list[OSError]) -> Answer:
    """For good only when letter or recipient is refused so; login and sender are ours to mend."""
    permanent = all(
        isinstance(fault, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError))
        and all(code in _REFUSED_FOR_GOOD for code in _read_codes(fault))
        for fault in faults
    )
    return Answer(ok=False, permanent=permanent, detail=_describe(faults[0]))


def _read_codes(fault: OSError) -> list[int]:
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in fault.recipients.values()]
    if isinstance(fault, smtplib.SMTPResponseException):
        return [fault.smtp_code]
    return []


def _describe(fault: OSError) -> str:
    """What went wrong, in our words: the server's own may quote addresses and logins."""
    if isinstance(fault.__context__, TimeoutError):  # smtplib says of it that the server hung up
        fault = fault.__context__
    codes = ", ".join(str(code) for code in _read_codes(fault))
    for kind, what in _FAULTS.items():
        if isinstance(fault, kind):
            return f"{what} ({codes})" if codes else what
    return f"no connection to the mail server ({type(fault).__name__})"


def _address(name: object, address: object) -> Address:
    """An address as apprise keeps it: a name that may be False or None, and the plain part."""
    return Address(_one_line(name) if isinstance(name, str) else "", addr_spec=str(address))


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _fingerprint(message: Message) -> str:
    """The same for the same message, different for another house's message under the same key."""
    words = f"{message.key}\0{message.title}\0{message.text}"
    return blake2b(words.encode(errors="replace"), digest_size=16).hexdigest()
