"""The fast parser: well-formed XML in, a document out.

No tree is built, and no entity of a document's own is ever expanded.
"""

from __future__ import annotations

import re
from pyexpat import ExpatError, ParserCreate

from monitor.feeds.document import Document
from monitor.feeds.walk import Walk

_DECLARED = re.compile(rb"""\s*<\?xml[^<>]{0,100}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_MARKED = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_BUFFER = 1 << 16


def parse_fast(body: bytes) -> Document | None:
    """The feed in ``body``; None when it is none, or not quite as it should be.

    That is: the XML, the encoding, the places of items; and it must bring no entities of its own.
    """
    walk = Walk()
    try:
        _go(walk, _as_utf8(body.lstrip()))
    except (ExpatError, ValueError, LookupError):
        return None
    return walk.document() if walk.is_feed and not walk.has_strays else None


def _go(walk: Walk, body: bytes) -> None:
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.SkippedEntityHandler = walk.entity
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(body, True)


def _as_utf8(body: bytes) -> bytes:
    """The body in the one encoding that is always known; one with a byte order mark as it is."""
    declared = _DECLARED.match(body)
    if not declared or body.startswith(_MARKED):
        return body
    named = declared[1].decode().lower()
    if named in ("utf-8", "utf8", "us-ascii"):
        return body
    return body[: declared.start(1)] + b"utf-8" + body[declared.end(1) :].decode(named).encode()


class _EntityDeclared(ValueError):
    """The document brings entities of its own, which nobody here expands."""


def _refuse_entity(*_declaration: object) -> None:
    raise _EntityDeclared
