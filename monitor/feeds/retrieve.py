"""An address in, bytes out: one request with everything that may go wrong on the way bounded.

Theory of operation. Redirects are followed by hand, hop by hop, so that each hop passes the
guard, the host's limit and the time left, and so that a feed's own headers go to the origin that
the operator wrote and to no other. The body of a redirect or of an error is never read. A slot of
the host is taken before one of the whole, so that a slow host cannot use up all slots.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from types import TracebackType
from typing import Self
from urllib.parse import urljoin
from weakref import WeakValueDictionary

import aiohttp
from yarl import URL

from monitor.addresses import Refused, is_public, looks_literal, place, read_place
from monitor.errors import FeedError
from monitor.feeds.addresses import Guard
from monitor.feeds.inflate import inflate
from monitor.feeds.resuming import Resuming, client_context
from monitor.feeds.settings import Settings
from monitor.model import Feed

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
)
_CONNECT_FOR = 10.0
# Some servers send policies longer than aiohttp's 8 kB a line.
_HEADER_BYTES = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask later whether anything changed; bytes kept as Latin-1 text."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The answer at the end of the redirects; ``moved_to`` is set when all were permanent."""

    status: int
    url: str
    moved_to: str = ""
    body: bytes = b""
    validators: Validators
    cache_control: str = ""
    age: str = ""
    retry_after: str = ""


@dataclass(slots=True)
class Allowance:
    """The seconds that one poll's requests may still take together."""

    left: float


class Retriever:
    """One session for all feeds; an async context manager."""

    def __init__(self, settings: Settings) -> None:
        proxy = (_place_of(URL(settings.proxy)),) if settings.proxy else ()
        self._settings = settings
        self._allowed = frozenset(read_place(text) for text in settings.allow_private)
        self._guard = Guard((*settings.allow_private, *proxy))
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._guard,
                socket_factory=self._guard.open_socket,
                limit=0,  # the slots are the limit
                ttl_dns_cache=60,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                "User-Agent": self._settings.user_agent,
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip",
            },
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_FOR),
            auto_decompress=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    @cached_property
    def _encryption(self) -> Resuming:
        """Made when first needed: to read what the system trusts takes as long as 100 polls."""
        return client_context()

    async def get(
        self, start: str, feed: Feed, validators: Validators, allowance: Allowance
    ) -> Page:
        """What ``start`` leads to. Raises FeedError, in words for people, when it cannot be had.

        ``feed`` gives its own headers, for the origin of its configured address only. The
        statuses 304, 410, 429 and 503 are answers, not errors.
        """
        url, lasting = _read_url(start), True
        origin = _read_url(feed.url).origin() if feed.headers else None
        for _ in range(self._settings.redirects + 1):
            self._check(url)
            headers = _conditions(validators)
            if origin and url.origin() == origin:
                headers |= {name: secret.reveal() for name, secret in feed.headers.items()}
            answer = await self._hop(url, headers, allowance)
            if isinstance(answer, _Answer):
                moved = str(url.with_fragment(None)) if lasting and str(url) != start else ""
                return answer.to_page(url, moved, self._settings.inflated_bytes)
            lasting = lasting and answer.permanent
            url = _read_url(answer.target)
        raise FeedError(f"redirects more than {self._settings.redirects} times")

    def _check(self, url: URL) -> None:
        """Refuse what needs no name to be looked up: schemes, and addresses as they stand."""
        host = url.raw_host or ""
        if url.scheme not in ("http", "https") or not host:
            raise FeedError(f'leads to an address that is not http or https ("{url.scheme}:")')
        private = looks_literal(host) and not is_public(host)
        # Behind a proxy names are the proxy's to look up; the obvious ones stop here.
        private = private or (bool(self._settings.proxy) and host.endswith("localhost"))
        if private and _place_of(url) not in self._allowed:
            raise FeedError(f"leads to {host}, which is not a public address")

    async def _hop(
        self, url: URL, headers: dict[str, str], allowance: Allowance
    ) -> _Answer | _Redirect:
        spot = _place_of(url)
        host = self._hosts.get(spot) or asyncio.Semaphore(max(1, self._settings.per_host))
        self._hosts[spot] = host
        async with host, self._slots:
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                async with asyncio.timeout(allowance.left):
                    return await self._request(url, headers)
            except TimeoutError:
                raise FeedError("takes too long to answer") from None
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise FeedError(_explain(error)) from None
            finally:
                allowance.left -= loop.time() - began

    async def _request(self, url: URL, headers: dict[str, str]) -> _Answer | _Redirect:
        assert self._session is not None, "enter the retriever first"  # noqa: S101 (our own fault)
        if any(name.lower() == "authorization" for name in headers):
            url = url.with_user(None)  # two credentials cannot be sent; the configured one counts
        proxy = self._settings.proxy
        response = await self._session.get(
            url,
            headers=headers,
            allow_redirects=False,
            proxy=proxy or None,
            ssl=self._encryption if "https" in (url.scheme, proxy[:5].lower()) else True,
        )
        try:
            if response.status in _REDIRECTS:
                return _redirect(response, url)
            body = b""
            if response.ok and response.status not in (204, 304):
                body = await _read(response, self._settings.wire_bytes)
            else:
                response.close()
        finally:
            response.release()
        return _Answer(response=response, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    target: str
    permanent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    response: aiohttp.ClientResponse
    body: bytes

    def to_page(self, url: URL, moved_to: str, cap: int) -> Page:
        response = self.response
        encoding = ",".join(response.headers.getall("Content-Encoding", []))
        return Page(
            status=response.status,
            url=str(url),
            moved_to=moved_to,
            body=inflate(self.body, encoding, cap) if self.body else b"",
            validators=Validators(
                etag=_raw(response, b"etag"), last_modified=_raw(response, b"last-modified")
            ),
            cache_control=",".join(response.headers.getall("Cache-Control", [])),
            age=response.headers.get("Age", ""),
            retry_after=response.headers.get("Retry-After", ""),
        )


def wait_from_cache(page: Page) -> timedelta | None:
    """How long the answer says that it stays fresh: max-age, less the age it came with."""
    if not page.cache_control:
        return None
    parts = (part.strip().lower().partition("=") for part in page.cache_control.split(","))
    names = {name: value for name, _, value in parts}
    if "no-store" in names or "no-cache" in names:
        return None
    seconds = _number(names.get("max-age", "").strip('"')) - _number(page.age)
    return timedelta(seconds=seconds) if seconds > 0 else None


def _number(text: str) -> int:
    text = text.strip()
    return min(int(text), 10**9) if text.isascii() and text.isdigit() and len(text) < 20 else 0  # noqa: PLR2004 (no longer than 64 bits)


def _place_of(url: URL) -> str:
    return _place(url.raw_host or "", url.port or 0)


_place = lru_cache(maxsize=4_096)(place)


def _read_url(text: str) -> URL:
    try:
        url = URL(text)
    except ValueError:
        raise FeedError("leads to something that is not an address") from None
    if not url.absolute:
        raise FeedError("leads to something that is not an address")
    return url


def _conditions(validators: Validators) -> dict[str, str]:
    """Headers that ask only for what changed; byte-exact, or not at all."""
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    headers = {}
    for name, value in named.items():
        try:  # the client writes text as UTF-8; these bytes were read as Latin-1
            written = value.encode("latin-1").decode("utf-8")
        except UnicodeError:
            continue
        if written and written.isprintable():
            headers[name] = written
    return headers


def _raw(response: aiohttp.ClientResponse, name: bytes) -> str:
    values = [value for key, value in response.raw_headers if key.lower() == name]
    return values[0].decode("latin-1") if values else ""


def _redirect(response: aiohttp.ClientResponse, url: URL) -> _Redirect:
    response.close()
    values = [value for key, value in response.raw_headers if key.lower() == b"location"]
    if not values or not values[0].strip():
        raise FeedError("redirects without saying where")
    try:
        where = values[0].decode("utf-8")
    except UnicodeDecodeError:
        where = values[0].decode("latin-1")
    try:
        target = urljoin(str(url), where.strip())
    except ValueError:
        raise FeedError("redirects to something that is not an address") from None
    return _Redirect(target=target, permanent=response.status in _PERMANENT)


async def _read(response: aiohttp.ClientResponse, cap: int) -> bytes:
    if (response.content_length or 0) > cap:
        raise FeedError(f"larger than {cap >> 20} MB")
    parts: list[bytes] = []
    room = cap
    async for part in response.content.iter_any():
        room -= len(part)
        if room < 0:
            raise FeedError(f"larger than {cap >> 20} MB")
        parts.append(part)
    return b"".join(parts)


# The most particular comes first.
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "its host name is not known"),
    (aiohttp.ClientSSLError, "its certificate or encryption is not accepted"),
    (aiohttp.ClientConnectorError, "cannot be reached"),
    (aiohttp.ClientProxyConnectionError, "the proxy cannot be reached"),
    (aiohttp.ClientPayloadError, "its answer breaks off"),
    (aiohttp.ClientResponseError, "its answer is not HTTP"),
    (ValueError, "leads to something that is not an address"),
)


def _explain(error: Exception) -> str:
    """A client's fault in plain words; nothing that the server wrote is repeated."""
    cause: object = getattr(error, "os_error", error)
    if isinstance(cause, Refused):
        return f"leads to an address that is not public ({cause})"
    for kind, text in _FAULTS:
        if isinstance(error, kind):
            reason = getattr(cause, "strerror", None)
            return f"{text} ({reason})" if reason and isinstance(error, OSError) else text
    return "the connection broke off"
