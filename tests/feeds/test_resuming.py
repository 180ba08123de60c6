"""TLS sessions are resumed host by host, and certificates are checked as ever."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monitor.feeds import resuming
from monitor.feeds.resuming import Resuming, client_context

# Made for these tests alone; nobody trusts it but they.
PEM = Path(__file__).with_name("loopback.pem")


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
def trusting() -> Resuming:
    context = client_context()
    context.load_verify_locations(PEM)
    return context


async def resumed(port: int, context: Resuming) -> bool:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname="127.0.0.1"
    )
    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"
    wrapped: ssl.SSLObject = writer.get_extra_info("ssl_object")
    writer.close()
    return bool(wrapped.session_reused)


async def test_the_second_visit_resumes_the_session_of_the_first(
    port: int, trusting: Resuming
) -> None:
    assert [await resumed(port, trusting) for _ in range(3)] == [False, True, True]


async def test_only_so_many_hosts_are_remembered(
    port: int, trusting: Resuming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "_HOSTS", 1)
    await resumed(port, trusting)
    (session,) = trusting._sessions.values()
    trusting.keep("other.example", session)
    assert list(trusting._sessions) == ["other.example"]
    assert not await resumed(port, trusting)


async def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await resumed(port, client_context())


async def test_a_certificate_for_another_host_is_refused(port: int, trusting: Resuming) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await asyncio.open_connection(
            "127.0.0.1", port, ssl=trusting, server_hostname="other.example"
        )
