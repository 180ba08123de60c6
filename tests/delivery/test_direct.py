"""The short way of a message: one connection each, and every fault in the words of `requests`."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter

from monitor.delivery import Settings, wire
from monitor.delivery.answer import Answer
from monitor.delivery.direct import Direct
from monitor.delivery.exits import send
from monitor.delivery.heartbeat import beat
from monitor.model import Message
from tests.delivery.conftest import OPENED, WebHook

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(key="a7", title="Åse's ferry", text="It sails at noon.", html="")
GZIPPED = bytes.fromhex("1f8b08000000000002ff4b4c4a0600c241243503000000")  # abc


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A home of its own, and no proxy named; what is remembered of them is forgotten."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    wire._names_proxies.cache_clear()
    yield
    wire._names_proxies.cache_clear()


@contextmanager
def answering(raw: bytes, *, hold: bool = False) -> Iterator[str]:
    """A server that answers one connection with these very bytes; ``hold``: and then says no more."""
    over = threading.Event()

    def answer(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(raw)
            if hold:
                over.wait(5)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/in"
        finally:
            over.set()
            thread.join()


def ask(url: str, *, patience: float = 5.0, body: str = "words") -> requests.Response:
    prepared = requests.Request("POST", url, data=body).prepare()
    return Direct().send(prepared, timeout=(patience, patience))


def tell(hook: WebHook, more: str = "") -> Answer:
    settings = Settings(allow_private=tuple(OPENED))
    return send(f"json://{hook.address}/{more}", MESSAGE, settings, NOW)


def test_each_message_has_a_connection_of_its_own(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    create = socket.create_connection

    def counting(address: tuple[str, int], *more: object) -> socket.socket:
        opened.append(address)
        return create(address, *more)  # type: ignore[arg-type] # handed on as it comes

    monkeypatch.setattr(socket, "create_connection", counting)
    assert all(tell(hook).ok for _ in range(3))
    assert len(opened) == 3
    assert [words["Connection"] for words, _ in hook.asked] == ["close"] * 3
    assert hook.payload()["title"] == MESSAGE.title


def test_a_packed_answer_is_unpacked() -> None:
    head = b"HTTP/1.1 201 Made\r\nContent-Encoding: gzip\r\nX-Of: it\r\nContent-Length: 23\r\n\r\n"
    with answering(head + GZIPPED) as url:
        answer = ask(url, body="Åse")
    assert (answer.status_code, answer.reason, answer.text) == (201, "Made", "abc")
    assert answer.headers["x-of"] == "it"


@pytest.mark.parametrize(
    ("raw", "hold", "fault"),
    [
        (b"", False, requests.ConnectionError),
        (b"what?\r\n\r\n", False, requests.ConnectionError),
        (b"", True, requests.ReadTimeout),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", False, requests.RequestException),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", True, requests.ConnectionError),
    ],
)
def test_a_broken_answer_is_a_fault_that_services_know(
    raw: bytes, hold: bool, fault: type[Exception]
) -> None:
    with answering(raw, hold=hold) as url, pytest.raises(fault):
        ask(url, patience=0.2 if hold else 5.0)


def test_nobody_there_is_a_fault_that_services_know() -> None:
    with pytest.raises(requests.ConnectionError):
        ask("http://127.0.0.1:9/in")


def test_a_host_that_can_be_no_name_is_a_fault_that_services_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> list[object]:
        raise UnicodeError("label empty or too long")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(requests.ConnectionError):
        ask("http://odd.example/in")


def test_a_handshake_that_hangs_is_late_to_connect() -> None:
    with answering(b"", hold=True) as url:
        port = url.rpartition(":")[2].partition("/")[0]
        settings = Settings(
            allow_private=(f"127.0.0.1:{port}",), connect_within=timedelta(seconds=0.2)
        )
        answer = beat(f"https://127.0.0.1:{port}/", settings)
    assert answer.detail == "no answer (ConnectTimeout)"


def test_a_proxy_that_the_environment_names_is_used(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", hook.url)
    settings = Settings(allow_private=tuple(OPENED))
    assert send("json://elsewhere.example/in", MESSAGE, settings, NOW).ok
    assert len(hook.asked) == 1


def test_a_password_for_the_host_in_the_home_is_used(hook: WebHook, tmp_path: Path) -> None:
    assert tell(hook).ok
    assert "Authorization" not in hook.asked[-1][0]
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login desk password key\n", "utf-8")
    netrc.chmod(0o600)
    assert tell(hook).ok
    assert hook.asked[-1][0]["Authorization"].startswith("Basic ")


def test_without_orders_the_surroundings_are_not_searched(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when `requests` no longer asks `trust_env`, or looks for proxies elsewhere."""

    def search(*_: object, **__: object) -> dict[str, str]:
        raise AssertionError("the environment was searched")

    monkeypatch.setattr(requests.sessions, "get_environ_proxies", search)
    monkeypatch.setattr(requests.sessions, "get_netrc_auth", search)
    assert tell(hook).ok
    with pytest.raises(AssertionError):
        requests.post(hook.url, data=b"", timeout=5)


def test_a_service_without_a_home_sends_too(hook: WebHook, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_number: int) -> None:
        raise KeyError

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert tell(hook).ok


def test_what_a_session_asks_after_a_plain_request_may_be_unusual(hook: WebHook) -> None:
    with wire.listen(), requests.Session() as session:
        carriers = []
        for patience in ((5, 5), None, 5, (5, 5)):
            assert session.post(hook.url, b"x", timeout=patience).ok
            carriers.append(type(session.get_adapter(hook.url)))
    assert carriers == [Direct, HTTPAdapter, HTTPAdapter, Direct]
    assert len(hook.asked) == len(carriers)
