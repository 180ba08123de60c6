"""Loopback servers for the tests: a web hook and a mail server, each remembering what it got."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

# Places of the servers below: loopback is no public address, so a courier must be allowed there.
OPENED: list[str] = []


@dataclass
class WebHook:
    """What a web server will answer, and what it was asked."""

    url: str = ""
    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @property
    def address(self) -> str:
        return self.url.removeprefix("http://")

    def payload(self, number: int = -1) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.asked[number][1])
        return found


@dataclass
class MailServer:
    """What a mail server will answer to each verb, and the letters it took."""

    port: int = 0
    replies: dict[str, str] = field(default_factory=dict)
    letters: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    OPENED.append(f"127.0.0.1:{server.server_address[1]}")
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def web_hook(certificate: Path | None = None) -> Iterator[WebHook]:
    hook = WebHook()
    hook.gate.set()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.asked.append((dict(self.headers), body))
            hook.arrived.release()
            hook.gate.wait(5)
            self.send_response(hook.status)
            for name, value in hook.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(hook.body)))
            self.end_headers()
            self.wfile.write(hook.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its signature
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Answering)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    with serving(server) as port:
        hook.url = f"http{'s' if certificate else ''}://127.0.0.1:{port}"
        try:
            yield hook
        finally:
            hook.gate.set()


@pytest.fixture
def hook() -> Iterator[WebHook]:
    with web_hook() as opened:
        yield opened


@pytest.fixture
def other_hook() -> Iterator[WebHook]:
    with web_hook() as opened:
        yield opened


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    office = MailServer()

    class Talking(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 loopback")
            sender, recipients = "", list[str]()
            while line := self.rfile.readline().decode().strip():
                verb = line.partition(" ")[0].upper()
                if reply := office.replies.get(line.upper(), office.replies.get(verb)):
                    self.say(reply)
                elif verb == "MAIL":
                    sender = line.partition("<")[2].partition(">")[0]
                    self.say("250 ok")
                elif verb == "RCPT":
                    recipients.append(line.partition("<")[2].partition(">")[0])
                    self.say("250 ok")
                elif verb == "DATA":
                    self.say("354 go on")
                    raw = b"".join(iter(self.rfile.readline, b".\r\n"))
                    office.raw.append(raw)
                    letter = message_from_bytes(raw, policy=policy.default)
                    office.letters.append((sender, recipients, letter))
                    recipients = []
                    self.say("250 taken")
                else:
                    self.say("221 bye" if verb == "QUIT" else "250-loopback\r\n250 AUTH PLAIN")
                if verb == "QUIT":
                    return

        def say(self, words: str) -> None:
            self.wfile.write(words.encode() + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with serving(Server(("127.0.0.1", 0), Talking)) as port:
        office.port = port
        yield office
