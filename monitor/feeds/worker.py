"""A process that parses feeds and may be killed at any time; started by `workers`.

    python -m monitor.feeds.worker PARENT_PID MEMORY_BYTES

It says when it is ready, then answers each request with a frame. It holds no secret, opens no
connection, and ends with its parent: the kernel kills it (Linux), and everywhere the end of its
standard input ends it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from typing import BinaryIO

from monitor.errors import FeedError
from monitor.feeds.clean import clean_language
from monitor.feeds.document import finish
from monitor.feeds.frames import LENGTH, READY, to_row
from monitor.feeds.parse import parse

_PR_SET_PDEATHSIG = 1
_NICENESS = 5  # whatever a feed costs to parse, the daemon comes first


def main() -> int:
    """Serve requests until standard input ends."""
    _confine(parent=int(sys.argv[1]), memory=int(sys.argv[2]))
    gc.freeze()  # the modules stay, so what each feed leaves behind is found without walking them
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(READY)
    answers.flush()
    while (head := _read(requests)) is not None and (body := _read(requests)) is not None:
        answer = _answer(json.loads(head), body)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()
        gc.collect()
    return 0


def _confine(*, parent: int, memory: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the pool decides when a worker ends
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was asked
            sys.exit(0)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICENESS)


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def _answer(request: Mapping[str, object], body: bytes) -> bytes:
    try:
        return json.dumps(_parse(request, body)).encode()
    except FeedError as error:
        return json.dumps({"error": str(error)}).encode()
    except MemoryError:
        return b'{"error": "needs too much memory to parse"}'


def _parse(request: Mapping[str, object], body: bytes) -> Mapping[str, object]:
    url, most = str(request["url"]), int(str(request["items"]))
    found = parse(body, url, float(str(request["second_try_for"])))
    base = found.link if found.link.startswith(("http://", "https://")) else url
    return {
        "ttl": found.ttl,
        "language": clean_language(found.language),
        "left_out": max(0, len(found.items) - most),
        "items": [to_row(finish(item, base)) for item in found.items[:most]],
    }


if __name__ == "__main__":
    sys.exit(main())
