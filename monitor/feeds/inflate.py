"""Bytes as sent in, bytes as meant out, and never more than allowed."""

from __future__ import annotations

import zlib

from monitor.errors import FeedError

_GZIP = b"\x1f\x8b"


def inflate(data: bytes, encoding: str, cap: int) -> bytes:
    """Undo at most one layer of gzip; at most ``cap`` bytes come out.

    ``encoding`` is the Content-Encoding header. A body that says gzip and is not is taken as it
    stands; one that is gzip and does not say so is inflated. Raises FeedError for other or
    nested encodings, a broken stream, and too much.
    """
    named = encoding.strip().lower()
    if named not in ("", "identity", "gzip", "x-gzip"):
        raise FeedError(f'sent in an encoding that was not asked for ("{named[:20]}")')
    if data.startswith(_GZIP):
        data = _gunzip(data, cap)
    if len(data) > cap:
        raise FeedError(f"larger than {cap >> 20} MB")
    return data


def _gunzip(data: bytes, cap: int) -> bytes:
    parts: list[bytes] = []
    room = cap
    while data.startswith(_GZIP):  # members may follow each other; anything else is padding
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            part = stream.decompress(data, room + 1)
        except zlib.error:
            raise FeedError("sent a broken gzip stream") from None
        room -= len(part)
        if room < 0:
            raise FeedError(f"inflates to more than {cap >> 20} MB")
        if not stream.eof:
            raise FeedError("sent a gzip stream that ends too early")
        parts.append(part)
        data = stream.unused_data
    return b"".join(parts)
