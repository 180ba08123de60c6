"""A library in, pages over HTTP out; it reads, and never changes anything.

aiohttp speaks the protocol; the store is read in threads, so that one slow search holds nobody up.

    method    GET or HEAD, or 405
    host      an address, ``localhost`` or a configured name, or 421: a page elsewhere that points
              its own name at this machine (DNS rebinding) gets nothing
    answer    no cookie, no script, nothing loaded from elsewhere; the headers below on all of them
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from monitor.errors import MonitorError, NothingFound
from monitor.pages import atom, views
from monitor.pages.facts import Library
from monitor.pages.printing import policy
from monitor.pages.settings import Settings
from monitor.pages.views import Asked, Reply, View

Clock = Callable[[], datetime]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = logging.getLogger(__name__)
_FORM = r"{form:(?:\.json)?}"
_FEED = r"{form:(?:\.json|\.atom)?}"
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_SLUG = r"[^/]+?"  # what a profile allows in a slug is for profiles to say
ROUTES: Mapping[str, View] = {
    "/": views.front,
    "/briefing{form:.json}": views.front,
    f"/storylines/{{seed:{_SLUG}}}/{{storyline:{_SLUG}}}{_FEED}": views.storyline,
    f"/developments{_FEED}": views.developments,
    f"/alerts{_FORM}": views.listing("a", "alerts"),
    f"/stories{_FORM}": views.listing("s", "stories"),
    f"/items{_FORM}": views.listing("i", "items"),
    rf"/show/{{id:[isda]\d{{1,18}}}}{_FORM}": views.sheet,
    f"/search{_FORM}": views.search,
    "/metrics": views.prometheus,
    "/healthz": views.health,
}
HEADERS = {
    "Content-Security-Policy": policy("'self'") + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Server": "story-monitor",
}


@asynccontextmanager
async def serving(library: Library, settings: Settings, clock: Clock) -> AsyncIterator[str]:
    """Serve until the block is left; its value is the address that people open.

    Raises MonitorError when the address cannot be listened on.
    """
    runner = web.AppRunner(build(library, settings, clock), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, settings)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        yield f"http://{host}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        raise MonitorError(
            f"cannot listen on {settings.host}, port {settings.port}: {_reason(error)};"
            " choose another --port, or stop what listens there"
        ) from error


def _reason(error: OSError) -> str:
    """What the system says; asyncio puts the address before it, which was told already."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror)


def build(library: Library, settings: Settings, clock: Clock) -> web.Application:
    """The application: every path and every method passes the same guard."""
    app = web.Application()
    app.on_response_prepare.append(_add_headers)
    for path, view in ROUTES.items():
        app.router.add_route("*", path, _answering(view, library, settings, clock))
    nowhere = _answering(views.nowhere, library, settings, clock)
    app.router.add_route("*", "/{rest:.*}", nowhere)
    return app


def _answering(view: View, library: Library, settings: Settings, clock: Clock) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        refusal = _refusal(request, settings.names, clock())
        if refusal:
            return _respond(request, refusal)
        parts = dict(request.match_info)
        asked = Asked(
            library=library,
            now=clock(),
            base=f"http://{request.host}",
            parts=parts | {"form": parts.get("form", "").removeprefix(".")},
            query=request.query,
        )
        return _respond(request, await asyncio.to_thread(_look, view, asked))

    return answer


def _look(view: View, asked: Asked) -> Reply:
    try:
        return view(asked)
    except NothingFound as error:
        return views.message(asked.now, "Nothing here", f"{error}.", 404)
    except MonitorError as error:
        _log.warning("page_failed error=%s", error)
        return views.message(asked.now, "Not now", f"{error}.", 503)


def _refusal(request: web.Request, names: tuple[str, ...], now: datetime) -> Reply | None:
    """Why a request is not answered at all, if it is not."""
    if request.method not in {"GET", "HEAD"}:
        return views.message(now, "Only reading", "Pages can be read here, nothing else.", 405)
    if not is_own_host(request.headers.get("Host", ""), names):
        text = "This address is not served here; see monitor serve --help about --name."
        return views.message(now, "Not this address", text, 421)
    return None


def is_own_host(host: str, names: tuple[str, ...] = ()) -> bool:
    """Whether a Host header may be answered: an address, ``localhost`` or one of ``names``."""
    found = _HOST.fullmatch(host)
    if not found:
        return False
    name = found[1].strip("[]").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in {"localhost", *(one.lower() for one in names)}
    return True


def _respond(request: web.Request, reply: Reply) -> web.StreamResponse:
    body = reply.text.encode("utf-8", "replace")
    headers = {"Content-Type": reply.kind}
    if reply.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD"
    if reply.kind == atom.KIND:
        etag = hashlib.blake2b(body, digest_size=12).hexdigest()
        headers["ETag"] = f'"{etag}"'
        if any(held.value in {etag, "*"} for held in request.if_none_match or ()):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return web.Response(body=body, status=reply.status, headers=headers)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    del request
    response.headers.update(HEADERS)
