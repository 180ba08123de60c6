"""The server of `lab`, running, and a poller that may reach it and nothing else private."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from monitor.feeds import Poller
from tests.feeds.lab import NOW, Server, settings_for


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    lab = Server()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", lab.serve)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    lab.port = int(place.name.rpartition(":")[2])
    yield lab
    await runner.cleanup()


@pytest.fixture
async def poller(server: Server) -> AsyncIterator[Poller]:
    async with Poller(settings_for(server), lambda: NOW) as open_poller:
        yield open_poller
