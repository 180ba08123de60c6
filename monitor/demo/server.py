"""The loopback server: the story's feeds for whoever polls them, with validators and 304."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from monitor import __version__
from monitor.demo.stage import Clock, Play, Stage, Told
from monitor.demo.story import Source, Story, read_story
from monitor.demo.writing import write
from monitor.model import Feed

_log = logging.getLogger(__name__)
_LOOPBACK = "127.0.0.1"
# The daemon looks once a second; half of that keeps a feed due at every look.
_EVERY = timedelta(milliseconds=500)
# An idle connection is let go after this many seconds.
_IDLE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is being served: the story, its feeds, their ``host:port``, and how far it has come."""

    story: Story
    feeds: tuple[Feed, ...]
    allow: str
    stage: Stage


@contextmanager
def serve(
    seconds: float, *, clock: Clock, told: Told, story: Story | None = None
) -> Iterator[Serving]:
    """Play the shipped story, or another, within ``seconds``, until the context ends.

    It is served on a free port of 127.0.0.1 and begins when each feed was polled once. ``told``
    hears of each piece (its time in the story, source, title) when a feed first shows it, one call
    at a time, from another thread. Raises WrongContent when the story's file is wrong.
    """
    story = story or read_story()
    stage = Stage(Play(story=story, seconds=seconds, clock=clock, told=told))
    with _Server(stage, story) as server:
        work = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        work.start()
        try:
            yield Serving(
                story=story,
                feeds=tuple(_feed(source, server.address) for source in story.sources),
                allow=server.address,
                stage=stage,
            )
        finally:
            server.shutdown()
            work.join()


def _feed(source: Source, address: str) -> Feed:
    return Feed(
        url=f"http://{address}/{source.slug}",
        title=source.name,
        source=source.name,
        language=source.language,
        every=_EVERY,
    )


class _Server(ThreadingHTTPServer):
    """Bound to loopback only, on a port that the system chooses."""

    daemon_threads = True

    def __init__(self, stage: Stage, story: Story) -> None:
        super().__init__((_LOOPBACK, 0), _Visit)
        self.stage = stage
        self.sources = {f"/{source.slug}": source for source in story.sources}
        self.address = f"{_LOOPBACK}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A poller that hangs up is no news on the screen."""
        del request
        _log.debug("visit_failed client=%s", client_address, exc_info=True)


class _Visit(BaseHTTPRequestHandler):
    """One connection of a poller, with any number of requests."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = f"story-monitor-demo/{__version__}"
    timeout = _IDLE

    def do_GET(self) -> None:
        """The feed, or 304 when the poller holds it already."""
        source = self.server.sources.get(self.path)
        if source is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        shown = self.server.stage.show(source)
        kind, body = write(source, shown, f"http://{self.server.address}{self.path}")
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        changed = max((one.updated for one in shown), default=datetime(2025, 1, 1, tzinfo=UTC))
        if self._is_held(etag, changed):
            self._answer(HTTPStatus.NOT_MODIFIED, etag, changed)
            return
        self._answer(HTTPStatus.OK, etag, changed, kind=kind, body=body)

    def _is_held(self, etag: str, changed: datetime) -> bool:
        """RFC 9110, section 13.2.2: If-None-Match decides, and only without it the date."""
        given = self.headers.get("If-None-Match")
        if given is not None:
            tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
            return etag in tags or "*" in tags
        since = _date(self.headers.get("If-Modified-Since", ""))
        return since is not None and changed.replace(microsecond=0) <= since

    def _answer(
        self, status: HTTPStatus, etag: str, changed: datetime, *, kind: str = "", body: bytes = b""
    ) -> None:
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
        if kind:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 (http.server's)
        """What http.server would print goes to the log, where nobody looks unless asked."""
        _log.debug("visit what=%s", format % args)


def _date(text: str) -> datetime | None:
    """An HTTP date; None when it is none, or says no zone."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
