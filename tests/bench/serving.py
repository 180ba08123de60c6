"""A real server process on loopback: feeds with validators, a slow web hook, over TLS if asked.

    python -m tests.bench.serving fixed|hook [CERTIFICATE]
    python -m tests.bench.serving corpus FOLDER

``fixed`` serves one small feed at every path, with its ETag; ``corpus`` the file of that number, read
beforehand; ``hook`` answers a POST after 50 ms, never under ``/dead``. The port is the first line of
stdout; each line of stdin is answered with the requests so far, by status.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SLOW = 0.05
_FIXED = (
    b'<rss version="2.0"><channel><title>t</title><link>http://n.example/</link>'
    b"<item><title>One quiet day in Galdorhaven</title><link>http://n.example/1</link>"
    b"<guid>http://n.example/1</guid></item></channel></rss>"
)


class Server:
    """The other end, as a benchmark holds it."""

    def __init__(self, port: int, talk: IO[str], answers: IO[str]) -> None:
        self.port = port
        self._talk, self._answers = talk, answers

    def seen(self) -> Mapping[str, int]:
        """How many requests were answered so far, by status."""
        self._talk.write("\n")
        self._talk.flush()
        found: Mapping[str, int] = json.loads(self._answers.readline())
        return found


@contextmanager
def served(mode: str, *more: str) -> Iterator[Server]:
    """A server process for as long as the block lasts."""
    with subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", "tests.bench.serving", mode, *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        talk, answers = process.stdin, process.stdout
        if talk is None or answers is None:
            raise RuntimeError("the server has no pipes")
        try:
            yield Server(int(answers.readline()), talk, answers)
        finally:
            process.kill()


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    file = folder / "server.pem"
    subprocess.run(  # noqa: S603 (fixed words)
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *(
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                str(file),
                "-out",
                f"{file}.crt",
            ),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Menu:
    """What is served: ``bodies`` by path, the small feed elsewhere; ``slow``: the web hook.

    Over TLS, if there is a ``context``, each connection is closed after its answer.
    """

    slow: bool
    context: ssl.SSLContext | None
    bodies: Mapping[str, bytes]


class _Talk(asyncio.Protocol):
    """One connection: whole requests in, answers out; as little work as can be."""

    def __init__(self, menu: _Menu, seen: Counter[str]) -> None:
        self._menu, self._seen = menu, seen
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out: asyncio.Transport = transport  # type: ignore[assignment] # a stream's

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _length(head)
            if len(self._buffer) < end + 4 + length:
                return
            self._buffer = self._buffer[end + 4 + length :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        if self._menu.slow:
            if not path.startswith("/dead"):
                asyncio.get_running_loop().call_later(_SLOW, self._send, 200, b"{}")
            return
        if b"if-none-match" in head.lower():
            self._send(304, b"")
        else:
            self._send(200, self._menu.bodies.get(path, _FIXED))

    def _send(self, status: int, body: bytes) -> None:
        self._seen[str(status)] += 1
        end = "Connection: close\r\n" if self._menu.context else ""
        length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
        head = f'HTTP/1.1 {status} OK\r\nContent-Type: text/xml\r\nETag: "v1"\r\n{length}{end}\r\n'
        if not self._out.is_closing():
            self._out.write(head.encode() + body)
            if self._menu.context:
                self._out.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _read_menu(mode: str, file: str) -> _Menu:
    context, bodies = None, {}
    if mode == "corpus":
        bodies = {f"/{int(one.stem)}": one.read_bytes() for one in Path(file).iterdir()}
    elif file:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
    return _Menu(slow=mode == "hook", context=context, bodies=bodies)


async def _serve(menu: _Menu) -> None:
    loop = asyncio.get_running_loop()
    seen: Counter[str] = Counter()
    server = await loop.create_server(
        lambda: _Talk(menu, seen), "127.0.0.1", 0, ssl=menu.context, backlog=512
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while await lines.readline():
        sys.stdout.write(f"{json.dumps(seen)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(_read_menu(sys.argv[1], "".join(sys.argv[2:]))))
