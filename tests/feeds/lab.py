"""A small feed server on loopback, and what its feeds are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from monitor.feeds import Poller, Settings
from monitor.model import Feed, FeedState, Poll

NOW = datetime(2025, 11, 21, 12, 0, tzinfo=UTC)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def rss(*items: str, extra: str = "") -> str:
    """A plain RSS document around the given items."""
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Lab</title>'
        f"<link>http://news.example/</link>{extra}{''.join(items)}</channel></rss>"
    )


def piece(number: int, title: str = "", extra: str = "") -> str:
    """One RSS item."""
    return (
        f"<item><title>{title or f'Story number {number} of the day'}</title>"
        f"<link>http://news.example/{number}</link><guid>urn:{number}</guid>"
        f"<pubDate>Fri, 21 Nov 2025 08:00:00 GMT</pubDate>{extra}</item>"
    )


@dataclass(slots=True)
class Server:
    """What it answers by path, and the requests that it got."""

    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def say(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    def give(
        self,
        path: str,
        body: str | bytes = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> str:
        data = body.encode() if isinstance(body, str) else body

        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, body=data, headers=headers)

        return self.say(path, answer)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.give(path, status=status, headers={"Location": target})

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        assert isinstance(request, web.Request)
        self.requests.append(request)
        return await self.answers[request.path](request)


def settings_for(server: Server, **changes: object) -> Settings:
    """Settings that allow the server's own place."""
    values = {"allow_private": (f"127.0.0.1:{server.port}",), "workers": 1, **changes}
    return Settings(**values)  # type: ignore[arg-type]  # a test's shorthand


async def visit(poller: Poller, url: str, **state: object) -> Poll:
    """One poll of an address with the given memory."""
    return await poller.poll(Feed(url=url), FeedState(url=url, **state))  # type: ignore[arg-type]  # a test's shorthand
