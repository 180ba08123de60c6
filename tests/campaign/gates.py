"""Mutants of what comes in: requests, redirects, encodings, parsing, identity, pace; see `mutants`."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any

from tests.campaign import inside
from tests.campaign.patching import put


def open_gate() -> None:
    """Feeds may lead anywhere."""
    from monitor.feeds import addresses, retrieve

    addresses.Guard.permits = lambda *_: True  # type: ignore[method-assign]
    retrieve.Retriever._check = lambda *_: None  # type: ignore[method-assign]


def trust_wrappers() -> None:
    """An address is judged as it is written, not by the one that it carries."""
    from monitor import addresses

    addresses.unwrap = lambda address: address


def keep_forbidden() -> None:
    """Where a redirect led is the feed's new address, whether it may be visited or not."""
    from monitor.errors import FeedError
    from monitor.feeds import poller, retrieve
    from monitor.scales import PollResult

    whole, visited = retrieve._redirect, poller.Poller._visit
    led: list[str] = []

    def redirect(response: Any, url: Any) -> Any:
        found = whole(response, url)
        led.append(found.target)
        return found

    async def visit(self: Any, feed: Any, state: Any, at: Any) -> Any:
        before = len(led)
        try:
            return await visited(self, feed, state, at)
        except FeedError as error:
            failed = poller._failed(feed, at, PollResult.FAILED, str(error))
            return replace(failed, location=led[-1]) if led[before:] else failed

    retrieve._redirect = redirect
    poller.Poller._visit = visit  # type: ignore[method-assign]


def tell_strangers() -> None:
    """A feed's credentials go wherever it redirects to."""
    from monitor.feeds import retrieve

    whole = retrieve.Retriever._hop

    async def hop(self: Any, url: Any, headers: Any, allowance: Any) -> Any:
        kept = getattr(self, "kept", {})
        self.kept = kept | {k: v for k, v in headers.items() if k == "Authorization"}
        mine = self.kept if url.host == "localhost" else {}
        return await whole(self, url, headers | mine, allowance)

    retrieve.Retriever._hop = hop  # type: ignore[method-assign]


def no_caps() -> None:
    """A body may be as large as it likes."""
    from monitor.feeds import retrieve

    whole = retrieve.Retriever.__init__

    def init(self: Any, settings: Any) -> None:
        whole(self, replace(settings, wire_bytes=1 << 40, inflated_bytes=1 << 40))

    retrieve.Retriever.__init__ = init  # type: ignore[method-assign]


def unwrap_all() -> None:
    """Encodings within encodings are undone as deep as they go."""

    def inflate(data: bytes, _encoding: str, _cap: int) -> bytes:
        while data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)
        return data

    put("monitor.feeds.retrieve:inflate", inflate)


def names_for_bytes() -> None:
    """What looks like a path or an address is opened."""
    inside.wear("names")


def keep_half_items() -> None:
    """The item in which a document breaks off is taken for a whole one."""
    inside.wear("halves")


def impatient() -> None:
    """What a server asks for is not waited for."""
    import monitor.feeds as door

    whole = door.pace

    def pace(state: Any, poll: Any, *args: Any, **named: Any) -> Any:
        return whole(state, replace(poll, wait_at_least=None), *args, **named)

    door.pace = pace  # the pipeline looks it up at the door


def forget_validators() -> None:
    """Feeds are asked for everything each time."""
    from monitor.feeds import retrieve

    retrieve._conditions = lambda validators: {}  # noqa: ARG005 (its signature)


def guid_alone() -> None:
    """An item is known by its guid only."""
    from monitor.feeds import identity

    identity._by_name = lambda candidate, found: found.get(candidate.guid)
    identity._by_text = lambda *_: None


def see_no_gap() -> None:
    """A feed that rolled over between two visits has missed nothing."""
    from monitor.feeds import pacing

    pacing._is_gap = lambda *_: False


def hoard() -> None:
    """What feeds sent is kept, in case that somebody asks."""
    from monitor.feeds import poller

    whole, kept = poller.Poller.poll, []

    async def poll(self: Any, *args: Any) -> Any:
        kept.append(bytearray(b"x" * 50_000))
        return await whole(self, *args)

    put("monitor.feeds.poller:Poller.poll", poll)
