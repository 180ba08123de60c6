"""A small hostile internet on loopback, with ground truth: feeds that grow, a web hook, a canary.

Every request and every message is written down with its time (monotonic seconds), so that what a
monitor did can be told from what it says. Nothing here reaches beyond 127.0.0.1.
"""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of the monitor for a feed."""

    at: float
    conditional: bool
    authorization: str = ""
    cookie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path answers; ``pieces`` are sent as they stand, with a pause after each."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    pause: float = 0.0
    cut: int = 0  # bytes that the length promises and that never come


Path = Callable[[int, "Lab"], Answer]  # the number of the request (from 1) and the lab


def rss(titles: list[str], more: str = "", name: str = "n") -> bytes:
    """A sound feed, newest first, each title under a name of its own."""
    items = "".join(
        f"<item><title>{title}</title><guid>urn:{name}:{title}</guid>"
        f"<link>http://coast.example/{name}/{zlib.crc32(title.encode())}</link></item>"
        for title in reversed(titles)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>{more}{items}'
        "</channel></rss>"
    ).encode()


@dataclass
class Lab:
    """The lab's state; feeds under ``/news/``, faults under ``/f/``, the web hook under ``/in``."""

    port: int = 0
    canary_port: int = 0
    news: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    paths: dict[str, Path] = field(default_factory=dict)
    asked: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    told: list[tuple[float, str]] = field(default_factory=list)
    canary: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # of each message that was tried
    hook: Callable[[int], int] = lambda _: 200
    hook_pause: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    def publish(self, feed: str, title: str) -> None:
        """A new item at the top of a growing feed."""
        with self.lock:
            self.news[feed].append(title)

    def counts(self, tokens: list[str]) -> Counter[str]:
        """How often each token was told by the web hook's messages."""
        with self.lock:
            return Counter({token: sum(token in text for _, text in self.told) for token in tokens})

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """What a GET gets, written down."""
        with self.lock:
            conditional = bool(headers.get("if-none-match") or headers.get("if-modified-since"))
            self.asked[path].append(
                Asked(
                    at=time.monotonic(),
                    conditional=conditional,
                    authorization=headers.get("authorization", ""),
                    cookie=headers.get("cookie", ""),
                )
            )
            number = len(self.asked[path])
            titles = list(self.news[path.rpartition("/")[2]]) if path.startswith("/news/") else None
        if titles is None:
            made = self.paths.get(path)
            return made(number, self) if made else Answer(status=404)
        etag = f'"{len(titles)}"'
        if headers.get("if-none-match") == etag:
            return Answer(status=304, headers=(("ETag", etag),))
        name = path.rpartition("/")[2]
        return Answer(headers=(("ETag", etag),), body=rss(titles[-40:], name=name))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet: a monitor that was killed hangs up."""


def _speaker(lab: Lab) -> type[BaseHTTPRequestHandler]:
    class Speaker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._say(lab.answer(self.path, headers))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with lab.lock:
                number = len(lab.told) + 1
                lab.keys.append(self.headers.get("X-Monitor-Key", ""))
            status = lab.hook(number)
            if status == 200:
                message = json.loads(body)
                with lab.lock:
                    text = f"{message['title']}\n{message['message']}"
                    lab.told.append((time.monotonic(), text))
            time.sleep(lab.hook_pause)
            headers = (("Location", f"{lab.base}/moved"),) if 300 <= status < 400 else ()
            self._say(Answer(status=status, headers=headers, body=b"ok"))

        def _say(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status not in (204, 304):
                self.send_header("Content-Length", str(len(answer.body) + answer.cut))
            self.end_headers()
            time.sleep(answer.pause)
            if answer.status != 304:
                self.wfile.write(answer.body)
            self.close_connection = self.close_connection or bool(answer.cut)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its signature)
            """Quiet."""

    return Speaker


def _canary(lab: Lab) -> type[BaseHTTPRequestHandler]:
    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            lab.canary.append(f"{self.command} {self.path} {self.headers.get('Authorization', '')}")
            body = rss(["An internal secret 55c1"])
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 (the base class looks for it)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its signature)
            """Quiet."""

    return Canary


@contextmanager
def serving() -> Iterator[Lab]:
    """The lab with both of its servers, the second of which nobody may ever ask."""
    lab = Lab()
    servers = [_Server((HOST, 0), _speaker(lab)), _Server((HOST, 0), _canary(lab))]
    lab.port, lab.canary_port = (server.server_address[1] for server in servers)
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield lab
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
