"""P5: a poll over TLS, each on a connection of its own, beside the barest GET that resumes."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.serving import make_certificate, served

_AT = datetime(2025, 11, 20, tzinfo=UTC)


def _number(place: Place) -> int:
    return 2_000 if place.full else 200


def _pem(place: Place) -> Path:
    return place.folder / "server.pem"


def _prepare(place: Place) -> None:
    make_certificate(place.folder)


def _ours(place: Place) -> Figures:
    os.environ["SSL_CERT_FILE"] = f"{_pem(place)}.crt"

    from monitor.feeds import Poller, Settings
    from monitor.model import Feed, FeedState
    from monitor.scales import PollResult

    async def visit(port: int) -> Figures:
        settings = Settings(allow_private=(f"127.0.0.1:{port}",), per_host=8)
        feed = Feed(url=f"https://127.0.0.1:{port}/0")
        state = FeedState(url=feed.url, etag='"v1"')
        async with Poller(settings, lambda: _AT) as poller:
            slots = asyncio.Semaphore(8)

            async def one() -> bool:
                async with slots:
                    poll = await poller.poll(feed, state)
                return poll.result is PollResult.NOT_MODIFIED

            require(await one(), "the first poll failed")
            with Watch() as watch:
                good = await asyncio.gather(*(one() for _ in range(_number(place))))
        require(all(good), "a poll failed")
        return watch.figures

    with served("fixed", str(_pem(place))) as server:
        return asyncio.run(visit(server.port))


def _get(context: ssl.SSLContext, port: int, session: ssl.SSLSession | None) -> ssl.SSLSocket:
    """One GET on a connection of its own; its socket, closed, with the session."""
    plain = socket.create_connection(("127.0.0.1", port))
    with context.wrap_socket(plain, server_hostname="127.0.0.1", session=session) as wrapped:
        wrapped.sendall(b'GET /0 HTTP/1.1\r\nHost: x\r\nIf-None-Match: "v1"\r\n\r\n')
        answer = b""
        while part := wrapped.recv(4096):
            answer += part
        require(answer.startswith(b"HTTP/1.1 304"), "not a 304")
        # Both are gone once it is closed.
        wrapped.kept, wrapped.resumed = wrapped.session, wrapped.session_reused  # type: ignore[attr-defined]
        return wrapped


def _bare(place: Place, *, resume: bool) -> Figures:
    context = ssl.create_default_context(cafile=f"{_pem(place)}.crt")
    with served("fixed", str(_pem(place))) as server:
        session = _get(context, server.port, None).kept  # type: ignore[attr-defined] # see above
        reused = 0
        with Watch() as watch:
            for _ in range(_number(place)):
                done = _get(context, server.port, session if resume else None)
                reused += bool(done.resumed)  # type: ignore[attr-defined] # see above
                session = done.kept  # type: ignore[attr-defined] # see above
    require(reused == (_number(place) if resume else 0), f"{reused} handshakes were resumed")
    return watch.figures


def _pycurl(place: Place) -> Figures:
    import pycurl

    with served("fixed", str(_pem(place))) as server:
        curl = pycurl.Curl()
        curl.setopt(pycurl.URL, f"https://127.0.0.1:{server.port}/0")
        curl.setopt(pycurl.CAINFO, f"{_pem(place)}.crt")
        curl.setopt(pycurl.HTTPHEADER, ['If-None-Match: "v1"'])
        curl.setopt(pycurl.WRITEFUNCTION, lambda _part: None)
        curl.perform()
        with Watch() as watch:
            for _ in range(_number(place)):
                curl.perform()
                require(curl.getinfo(pycurl.RESPONSE_CODE) == 304, "not a 304")
    return watch.figures


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    number, bare = _number(place), middle(laps["resumed"])
    return [
        Finding(what="against a bare resumed GET", value=middle(laps["ours"]) / bare, most=1.5),
        Finding(what="a full handshake instead", value=middle(laps["full"]) / bare),
        Finding(what="pycurl", value=middle(laps["pycurl"]) / bare),
        Finding(what="ours, a poll", value=1e3 * middle(laps["ours"]) / number, unit="ms"),
    ]


TLS = Part(
    title="polls over TLS",
    prepare=_prepare,
    sides={
        "ours": Side(run=_ours),
        "resumed": Side(run=lambda place: _bare(place, resume=True)),
        "full": Side(run=lambda place: _bare(place, resume=False)),
        "pycurl": Side(run=_pycurl, peer=True),
    },
    judge=_compare,
)
