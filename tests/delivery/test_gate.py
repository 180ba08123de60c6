"""Channels reach public addresses only, and what the operator allows; judged at the socket."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from monitor.addresses import Refused
from monitor.delivery import Settings
from monitor.delivery.exits import send
from monitor.delivery.gate import guarded
from monitor.model import Message

if TYPE_CHECKING:
    from tests.delivery.conftest import MailServer, WebHook

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(key="a7", title="Title", text="Text", html="<p>Text</p>")


def test_a_web_hook_inside_is_not_asked_unless_it_is_allowed(hook: WebHook) -> None:
    refused = send(f"json://{hook.address}/in", MESSAGE, Settings(), NOW)
    assert (refused.ok, refused.permanent) == (False, False)
    assert refused.detail.startswith("leads to an address that is not public")
    assert hook.asked == []
    allowed = Settings(allow_private=(hook.address,))
    assert send(f"json://{hook.address}/in", MESSAGE, allowed, NOW).ok


def test_a_mail_server_inside_is_not_asked_unless_it_is_allowed(post_office: MailServer) -> None:
    url = f"mailto://127.0.0.1:{post_office.port}?from=m@example.org&to=d@example.org"
    assert not send(url, MESSAGE, Settings(), NOW).ok
    allowed = Settings(allow_private=(f"127.0.0.1:{post_office.port}",))
    assert send(url, MESSAGE, allowed, NOW).ok
    assert len(post_office.letters) == 1


def test_a_name_is_judged_by_the_address_that_is_connected_to(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name answers with a public address first, and with loopback when it counts."""
    port = int(hook.address.rpartition(":")[2])
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])

    def rebinding(*_: object, **__: object) -> list[object]:
        where = (next(answers), port)
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where)]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    socket.getaddrinfo("rebind.example", port)  # whoever checked beforehand saw a public address
    answer = send(f"json://rebind.example:{port}/in", MESSAGE, Settings(), NOW)
    assert not answer.ok
    assert hook.asked == []


def test_an_allowed_name_may_lead_inside(hook: WebHook) -> None:
    port = hook.address.rpartition(":")[2]
    allowed = Settings(allow_private=(f"localhost:{port}",))
    assert send(f"json://127.0.0.1:{port}/in", MESSAGE, allowed, NOW).ok
    other = Settings(allow_private=("localhost:1",))
    assert not send(f"json://127.0.0.1:{port}/in", MESSAGE, other, NOW).ok


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "127.0.0.1"])
def test_a_datagram_is_guarded_too(address: str) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out,
        guarded(()) as gate,
        pytest.raises(Refused),
    ):
        out.sendto(b"x", (address, 9))
    assert gate.refused


def test_outside_of_the_guard_nothing_is_judged(hook: WebHook) -> None:
    with guarded(()):
        pass
    port = int(hook.address.rpartition(":")[2])
    socket.create_connection(("127.0.0.1", port)).close()
