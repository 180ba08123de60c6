"""TLS sessions are resumed host by host, and certificates are checked as ever."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from monitor.feeds import resuming
from monitor.feeds.resuming import Resuming, client_context, trusting_nobody

# Made for these tests alone; nobody trusts it but they.
PEM = Path(__file__).with_name("loopback.pem")


@asynccontextmanager
async def a_server() -> AsyncIterator[int]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with a_server() as place:
        yield place


@pytest.fixture
def trusting() -> Resuming:
    context = client_context()
    context.load_verify_locations(PEM)
    return context


async def resumed(port: int, context: Resuming, host: str = "127.0.0.1") -> bool:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=host
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


async def test_a_session_is_used_a_few_times_and_then_a_newer_one(
    port: int, trusting: Resuming
) -> None:
    used = []
    for _ in range(resuming._USES + 2):
        await resumed(port, trusting)
        used.append(trusting._sessions["127.0.0.1"].session)
    assert [one is used[0] for one in used] == [True] * resuming._USES + [False, False]


async def test_where_a_session_is_taken_only_once_the_newest_is_offered(trusting: Resuming) -> None:
    # Two machines that answer for one host, and know nothing of each other's sessions.
    async with a_server() as one, a_server() as other:
        assert [await resumed(one, trusting) for _ in range(2)] == [False, True]
        assert [await resumed(other, trusting) for _ in range(4)] == [False, True, True, True]
        before = trusting._sessions["127.0.0.1"].session
        assert await resumed(other, trusting)
        assert trusting._sessions["127.0.0.1"].session is not before


async def test_only_so_many_hosts_are_remembered(
    port: int, trusting: Resuming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "_HOSTS", 1)
    trusting.check_hostname = False  # the certificate names one host only
    await resumed(port, trusting)
    await resumed(port, trusting, host="localhost")
    assert list(trusting._sessions) == ["localhost"]
    assert not await resumed(port, trusting)


async def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await resumed(port, client_context())


async def test_a_certificate_for_another_host_is_refused(port: int, trusting: Resuming) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await asyncio.open_connection(
            "127.0.0.1", port, ssl=trusting, server_hostname="other.example"
        )


def test_what_is_made_while_nobody_is_trusted_refuses_every_server_and_later_ones_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    with trusting_nobody():
        made_meanwhile = ssl.create_default_context()
    assert made_meanwhile.verify_mode is ssl.CERT_REQUIRED
    assert made_meanwhile.cert_store_stats()["x509"] == 0
    assert client_context().cert_store_stats()["x509"] > 0
