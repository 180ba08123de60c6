"""Broken XML in, the same with its commonest faults repaired out.

Bare ampersands, HTML's named entities, references to characters that XML forbids, control bytes,
attributes without quotes, something before the declaration or behind the end, an encoding that the
bytes give the lie: what most broken feeds die of, and what costs the other parsers their precision
and a lot of time.
"""

from __future__ import annotations

import re
from html.entities import html5

# References that need no mending, the most of them, are passed over: small and middling numbers.
_AMPERSAND = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#(?:[4-9]\d|[1-9]\d{2,3}|1\d{4}));)(?:#(\d{1,9});|#[xX]([0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{1,31});)?"
)
# Attributes without quotes; tags that have some quotes are left alone.
_BARE_TAG = re.compile(rb"<[A-Za-z][\w:.-]*+\s[^<>\"'=]*+=[^<>\"']*+>")
_BARE_VALUE = re.compile(rb"(\s[\w:.-]++=)([^\s=/>][^\s=>]*+)")
_CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\r")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_HEAD = 4096
_DECLARED = re.compile(rb"<\?xml\s[^<>]{0,200}\?>")
_SOUND = re.compile(
    rb"<\?xml\s+version\s*=\s*[\"']1\.\d[\"'](?:\s+encoding\s*=\s*[\"'][A-Za-z][\w.-]*+[\"'])?"
    rb"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>"
)
_ENDED = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")
_OPENED = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)


def mend(body: bytes) -> bytes:
    """The repaired body; one in a two-byte encoding stays as it is."""
    if body.startswith(_WIDE):
        return body
    body = _BARE_TAG.sub(_quote, _cut_edges(body).translate(None, _CONTROLS))
    return _AMPERSAND.sub(_reference, body)


def _quote(tag: re.Match[bytes]) -> bytes:
    return _BARE_VALUE.sub(rb'\1"\2"', tag[0])


def _cut_edges(body: bytes) -> bytes:
    """The document alone, with a declaration only where it can be true."""
    declared = _DECLARED.search(body, 0, _HEAD)
    start = declared.start() if declared else 0
    # Two-byte text never gets here.
    if declared and (b"16" in declared[0] or not _SOUND.fullmatch(declared[0])):
        body, start = body[: declared.start()] + body[declared.end() :], 0
    last = max(start, body.rfind(b"</item>"), body.rfind(b"</entry>"))
    closed = _ENDED.search(body, last)
    return body[start : closed.end() if closed else None]


def _reference(found: re.Match[bytes]) -> bytes:
    number, hexadecimal, name = found.groups()
    if number or hexadecimal:
        code = int(number) if number else int(hexadecimal, 16)
        return found[0] if _is_allowed(code) else b""
    if name in _XML_NAMES:
        return found[0]
    meant = html5.get(f"{name.decode()};") if name else None
    if meant:
        return b"".join(b"&#%d;" % ord(letter) for letter in meant)
    return b"&amp;" + found[0][1:]


def _is_allowed(code: int) -> bool:
    # XML 1.0, section 2.2
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF  # noqa: PLR2004 (the standard's figures)


def ends_within_item(body: bytes) -> bool:
    """Whether the document breaks off in the middle of an item."""
    return _last(_OPENED, body) > _last(_CLOSED, body)


def _last(pattern: re.Pattern[bytes], body: bytes) -> int:
    return max((found.start() for found in pattern.finditer(body)), default=-1)
