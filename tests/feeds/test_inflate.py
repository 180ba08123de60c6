from __future__ import annotations

import gzip

import pytest

from monitor.errors import FeedError
from monitor.feeds.inflate import inflate

CAP = 1000


def test_plain_and_gzipped_bytes_come_out_the_same() -> None:
    packed = gzip.compress(b"feed")
    for data, said in ((b"feed", ""), (b"feed", "identity"), (packed, "gzip"), (packed, "X-GZIP")):
        assert inflate(data, said, CAP) == b"feed"


def test_a_body_is_judged_by_what_it_is_where_the_header_lies() -> None:
    assert inflate(b"feed", "gzip", CAP) == b"feed"
    assert inflate(gzip.compress(b"feed"), "", CAP) == b"feed"


def test_members_follow_each_other_and_padding_is_ignored() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 9
    assert inflate(packed, "gzip", CAP) == b"one two"


@pytest.mark.parametrize(
    ("data", "said", "words"),
    [
        (gzip.compress(b"x" * 10_000_000), "gzip", "more than"),
        (gzip.compress(b"x" * 600) * 2, "gzip", "more than"),
        (b"x" * 1001, "", "larger than"),
        (gzip.compress(b"feed")[:-5], "gzip", "too early"),
        (b"\x1f\x8bnot a stream", "gzip", "broken"),
        (gzip.compress(gzip.compress(b"feed")), "gzip, gzip", "not asked for"),
        (b"feed", "br", "not asked for"),
        (b"feed", "deflate", "not asked for"),
    ],
)
def test_bombs_cuts_and_unasked_encodings_are_refused(data: bytes, said: str, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        inflate(data, said, CAP)
