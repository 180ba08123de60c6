"""Feeds on loopback for the daemon: plain threads, so the daemon's own loop stays its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from monitor.config import Config, load
from monitor.seeds import render
from tests.invented import PROFILE

READY_WITHIN = 8.0


@dataclass(slots=True)
class Feeds:
    """Bodies by path; a path without a body answers 404. ``asked`` counts requests.

    ``leads`` are redirects: the address to which a path leads.
    """

    port: int
    bodies: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, *titles: str) -> str:
        items = "".join(
            f"<item><title>{title}</title><guid>{path}{n}</guid>"
            f"<link>http://coast.example{path}/{n}</link></item>"
            for n, title in enumerate(titles)
        )
        self.bodies[path] = (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>{items}'
            "</channel></rss>"
        )
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving() -> Iterator[Feeds]:
    feeds = Feeds(port=0)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feeds.asked.append(self.path)
            body = feeds.bodies.get(self.path, "").encode()
            place = feeds.leads.get(self.path, "")
            self.send_response(302 if place else 200 if body else 404)
            if place:
                self.send_header("Location", place)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it)
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        feeds.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield feeds
        server.shutdown()
        thread.join()


def configure(folder: Path, feeds: Feeds, *urls: str, more: str = "") -> Config:
    """A configuration that watches the invented story in feeds on loopback."""
    file = folder / "monitor.toml"
    listed = "".join(f'[[feeds]]\nurl = "{url}"\nevery = "1s"\n' for url in urls)
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "ferry.toml").write_text(render(PROFILE))
    file.write_text(
        f'[store]\npath = "monitor.db"\n[seeds]\nfolder = "seeds"\n'
        f'[polling]\nallow_private = ["127.0.0.1:{feeds.port}"]\n'
        f'[alerts]\nbatch_wait = "0s"\n{more}{listed}'
    )
    return load(file, env={}, db=None)


class Manager:
    """Listens as systemd does."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify.sock")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.settimeout(READY_WITHIN)

    def heard(self) -> str:
        return self._socket.recv(4096).decode()

    def wait_for(self, word: str) -> None:
        while word not in self.heard():
            pass

    def close(self) -> None:
        self._socket.close()
