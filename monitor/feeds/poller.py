"""One visit to one feed: retrieve, compare, parse. Whatever the feed does ends as a `Poll`.

The conversation of one visit, each branch with its result:

    304                              NOT_MODIFIED   (an error when nothing was asked)
    410                              GONE
    429, 503 with Retry-After        DEFERRED
    200, body as last time           SAME_BODY      (before any parsing)
    200, a feed                      ITEMS
    anything else                    FAILED, with a short text for people

A feed that moved for good is visited at its new place. When that fails the configured address is
asked in the same visit, and when that fails too the new place is forgotten.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from types import TracebackType
from typing import Self

from monitor.errors import FeedError
from monitor.feeds.links import host_of
from monitor.feeds.retrieve import Allowance, Page, Retriever, Validators, wait_from_cache
from monitor.feeds.settings import Settings
from monitor.feeds.workers import Workers
from monitor.model import Feed, FeedState, Poll
from monitor.scales import PollResult

_log = logging.getLogger(__name__)
_OK = (200, 203)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_TTL_WITHIN = 1 << 16
_ERROR_CHARS = 300


class _Gone(FeedError):
    """410: the feed's server says that it will not come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One start of a visit: where, and what is remembered of that place."""

    feed: Feed
    at: datetime
    start: str
    location: str
    validators: Validators
    body_hash: str
    doubted: bool
    allowance: Allowance


class Poller:
    """Visits feeds, many at once; an async context manager.

    ``clock`` gives the time (aware, UTC) that a poll carries. A cancelled poll leaves nothing
    behind; closing ends all parser processes.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._retriever = Retriever(settings)
        self._workers = Workers(settings)

    async def __aenter__(self) -> Self:
        await self._retriever.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._workers.close()
        await self._retriever.__aexit__(kind, error, trace)

    async def poll(self, feed: Feed, state: FeedState) -> Poll:
        """What the feed holds now. Never raises for a fault of the feed: it is in ``error``."""
        at = self._clock()
        try:
            return await self._visit(feed, state, at)
        except _Gone as error:
            return _failed(feed, at, PollResult.GONE, str(error))
        except FeedError as error:
            return _failed(feed, at, PollResult.FAILED, str(error))
        except Exception as error:  # noqa: BLE001 (one poll: a fault of ours must not stop the rest)
            fault = f"{type(error).__name__} at {_line_of(error)}"
            _log.error("poll_fault host=%s fault=%s", host_of(feed.url), fault)
            return _failed(feed, at, PollResult.FAILED, f"could not be polled: {fault}")

    async def fetch(self, url: str) -> Page:
        """The document at a web address, through the same guard and within the same limits.

        Raises FeedError in words for people, for an answer that is no success too.
        """
        allowance = Allowance(self._settings.request_for.total_seconds())
        page = await self._retriever.get(url, Feed(url=url), Validators(), allowance)
        if page.status not in _OK:
            raise FeedError(f"answers {_name(page.status)}")
        return page

    async def _visit(self, feed: Feed, state: FeedState, at: datetime) -> Poll:
        allowance = Allowance(self._settings.request_for.total_seconds())
        visit = _Visit(
            feed=feed,
            at=at,
            start=state.location or feed.url,
            location=state.location,
            validators=Validators(etag=state.etag, last_modified=state.last_modified),
            body_hash=state.body_hash,
            doubted=state.failures > 0,
            allowance=allowance,
        )
        if not state.location:
            return await self._go(visit)
        try:
            return await self._go(visit)
        except FeedError:
            # The validators belong to the other place.
            return await self._go(
                replace(visit, start=feed.url, location="", validators=Validators())
            )

    async def _go(self, visit: _Visit) -> Poll:
        page = await self._retriever.get(visit.start, visit.feed, visit.validators, visit.allowance)
        location = page.moved_to or visit.location
        poll = Poll(
            feed=visit.feed,
            at=visit.at,
            result=PollResult.NOT_MODIFIED,
            location="" if location == visit.feed.url else location,
            etag=page.validators.etag,
            last_modified=page.validators.last_modified,
            wait_at_least=wait_from_cache(page),
        )
        if page.status == HTTPStatus.NOT_MODIFIED:
            return _unchanged(poll, visit)
        if page.status not in _OK:
            return _refused(poll, page, visit)
        return await self._read(poll, page, visit)

    async def _read(self, poll: Poll, page: Page, visit: _Visit) -> Poll:
        body_hash = blake2b(page.body, digest_size=16).hexdigest()
        poll = replace(poll, body_hash=body_hash)
        if body_hash == visit.body_hash:
            return replace(
                poll,
                result=PollResult.SAME_BODY,
                wait_at_least=_longest(poll.wait_at_least, _ttl_in(page.body)),
            )
        parsed = await self._workers.parse(
            page.body, page.url, language=poll.feed.language, doubted=visit.doubted
        )
        return replace(
            poll,
            result=PollResult.ITEMS,
            items=parsed.items,
            error=f"{parsed.left_out} items more than are read at once" if parsed.left_out else "",
            wait_at_least=_longest(poll.wait_at_least, parsed.ttl),
        )


def _longest(*waits: timedelta | None) -> timedelta | None:
    return max((wait for wait in waits if wait), default=None)


def _ttl_in(body: bytes) -> timedelta | None:
    """The time to live of a feed that need not be parsed again."""
    found = _TTL.search(body, 0, _TTL_WITHIN)
    return timedelta(minutes=int(found[1])) if found else None


def _unchanged(poll: Poll, visit: _Visit) -> Poll:
    if not visit.validators.etag and not visit.validators.last_modified:
        raise FeedError("says that nothing changed, although it was asked for everything")
    return poll


def _refused(poll: Poll, page: Page, visit: _Visit) -> Poll:
    status = page.status
    text = _name(status)
    if status == HTTPStatus.GONE:
        raise _Gone(f"is gone ({text})")
    wait = _read_retry_after(page.retry_after, visit.at)
    slow = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    if status not in slow or wait is None:
        raise FeedError(f"answers {text}")
    return replace(
        poll,
        result=PollResult.DEFERRED,
        location=visit.location,
        error=f"asks to wait ({text})",
        wait_at_least=wait,
    )


def _read_retry_after(text: str, now: datetime) -> timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3) as a span above zero; None for anything else."""
    text = text.strip()[:64]
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), 10**9)) or None
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return until - now if until > now else None


def _name(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _failed(feed: Feed, at: datetime, result: PollResult, error: str) -> Poll:
    return Poll(feed=feed, at=at, result=result, error=error[:_ERROR_CHARS])


def _line_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
