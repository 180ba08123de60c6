"""The menu of faults: what each path answers, and how a visit to it must end."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.campaign.lab import Answer, Lab, rss

ITEM = "An ordinary headline of an ordinary day"
GOOD = rss([ITEM])
ROLLS = "rolls-over"
_FORBIDDEN = "not a public address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """``ends`` is ok, failing, gone, or either; ``answer`` may look at the number of the request.

    ``items`` is how many the monitor may hold of it, when that is sure, and ``says`` a part of the
    error that it must give as the reason.
    """

    name: str
    ends: str
    answer: Callable[[int, Lab], Answer]
    items: int | None = None
    says: str = ""


def _still(name: str, ends: str, answer: Answer, items: int | None = None) -> Fault:
    return Fault(name=name, ends=ends, answer=lambda _number, _lab: answer, items=items)


def _to(name: str, target: Callable[[Lab], str], says: str = "") -> Fault:
    """A redirect that must not be followed."""
    return Fault(
        name=name,
        ends="failing",
        answer=lambda _, lab: Answer(status=301, headers=(("Location", target(lab)),)),
        says=says,
    )


def _gzip(body: bytes) -> Answer:
    return Answer(headers=(("Content-Encoding", "gzip"),), body=gzip.compress(body))


def _rolls(number: int, _lab: Lab) -> Answer:
    """Nothing of it was there at the last visit: something may have come and gone between."""
    return Answer(body=rss([f"Bus {number} of line {line} runs late" for line in (1, 2, 3)]))


def _named(guid: Callable[[int], str], link: Callable[[int], str], name: str, ends: str) -> Fault:
    """One item under names that change from poll to poll; it is one item all the same."""

    def answer(number: int, _lab: Lab) -> Answer:
        body = (
            f"<item><title>{ITEM} of {name}</title><guid>{guid(number)}</guid>"
            f"<link>{link(number)}</link></item>"
        )
        return Answer(
            body=f'<rss version="2.0"><channel><title>C</title>{body}</channel></rss>'.encode()
        )

    return Fault(name=name, ends=ends, answer=answer, items=1)


def menu(secret: Path) -> list[Fault]:
    """Every fault; ``secret`` is a file whose text must never be seen again."""
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    wide = b"".join(b"<i a%d='1'/>" % number for number in range(200_000))
    bomb = b"\0" * (40 << 20)
    three = rss([f"Tram {line} has new seats" for line in (1, 2, 3)])
    return [
        _still("empty", "failing", Answer()),
        _still("page", "failing", Answer(body=b"<!doctype html><html><body>Log in</body></html>")),
        _still("garbage", "failing", Answer(body=bytes(range(256)) * 40)),
        _still("path", "failing", Answer(body=str(secret).encode())),
        _still("file-url", "failing", Answer(body=f"file://{secret}".encode())),
        Fault(
            name="address",
            ends="failing",
            answer=lambda _, lab: Answer(body=f"http://127.0.0.1:{lab.canary_port}/x".encode()),
        ),
        _still("entity", "either", Answer(body=entity + GOOD.replace(ITEM.encode(), b"&x;"))),
        _still("gzip-bomb", "failing", _gzip(bomb)),
        _still("endless", "failing", Answer(body=GOOD + b" " * (11 << 20))),
        _still("cut", "failing", Answer(body=GOOD[:200], cut=500)),
        _still("breaks-off", "ok", Answer(body=three[: three.rindex(b"</guid>")]), items=2),
        _still("nested", "failing", _nested(GOOD)),
        Fault(name=ROLLS, ends="ok", answer=_rolls),
        _still(
            "brotli", "failing", Answer(headers=(("Content-Encoding", "br"),), body=b"\x0b\x02")
        ),
        _still("wide", "either", Answer(body=b'<rss version="2.0"><channel>' + wide)),
        _still("deep", "either", Answer(body=b"<rss>" + b"<a>" * 200_000)),
        _still("missing", "failing", Answer(status=404)),
        _still("server", "failing", Answer(status=500)),
        _still("gone", "gone", Answer(status=410)),
        _still("unasked-304", "failing", Answer(status=304)),
        _still("slow", "failing", Answer(body=GOOD, pause=40)),
        _still("nowhere", "failing", Answer(status=302)),
        _still("cookie", "ok", Answer(headers=(("Set-Cookie", "a=b; Path=/"),), body=GOOD)),
        _to("to-canary", lambda lab: f"http://127.0.0.1:{lab.canary_port}/inside"),
        _to("to-name", lambda lab: f"http://localhost:{lab.canary_port}/inside"),
        _to("to-mapped", lambda lab: f"http://[::ffff:127.0.0.1]:{lab.canary_port}/inside"),
        # On no machine does this lead anywhere, so the reason is looked at.
        _to("to-6to4", lambda lab: f"http://[2002:7f00:1::]:{lab.canary_port}/inside", _FORBIDDEN),
        _to("to-nat64", lambda lab: f"http://[64:ff9b::7f00:1]:{lab.canary_port}/in", _FORBIDDEN),
        _to("to-file", lambda _: f"file://{secret}"),
        _to("to-decimal", lambda lab: f"http://2130706433:{lab.canary_port}/inside"),
        _to("to-metadata", lambda _: "http://169.254.169.254/latest/meta-data/"),
        _to("loop", lambda lab: f"{lab.base}/f/loop"),
        _named(lambda n: f"g{n}", lambda _: "http://coast.example/1", "guid-rotates", "ok"),
        _named(
            lambda n: f"http{'s' * (n > 1)}://coast.example/2",
            lambda _: "http://coast.example/2",
            "scheme",
            "ok",
        ),
        _named(lambda _: "", lambda n: f"http://coast.example/3?utm_source={n}", "tracking", "ok"),
        _still("wait", "ok", Answer(headers=(("Cache-Control", "max-age=3600"),), body=GOOD)),
        _still("asks-to-wait", "new", Answer(status=429, headers=(("Retry-After", "3600"),))),
        _still("json-wrong", "failing", Answer(body=json.dumps({"error": "no"}).encode())),
        _still("entities", "either", Answer(body=_laughs())),
    ]


def _nested(body: bytes) -> Answer:
    packed = gzip.compress(gzip.compress(body))
    return Answer(headers=(("Content-Encoding", "gzip, gzip"),), body=packed)


def _laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{lines}]><rss version="2.0"><channel><item>'
        "<title>&l9;</title></item></channel></rss>"
    ).encode()
