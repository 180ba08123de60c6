"""The guards around all tests do guard: no way out but loopback, and warnings are errors."""

from __future__ import annotations

import asyncio
import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError

FAR = ("192.0.2.1", 80)  # an address for documentation; nobody lives there


async def test_loopback_is_open_to_async_tests() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("localhost", port, family=socket.AF_INET)
        writer.write(b"hello\n")
        assert await reader.readline() == b"hello\n"
        writer.close()
        await writer.wait_closed()


def test_the_world_is_closed() -> None:
    with socket.socket() as door, pytest.raises(SocketConnectBlockedError):
        door.connect(FAR)


async def test_the_world_is_closed_to_async_code() -> None:
    with pytest.raises(SocketConnectBlockedError):
        await asyncio.open_connection(*FAR)


async def test_names_are_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"looked up example\.com"):
        await asyncio.get_running_loop().getaddrinfo("example.com", 80)


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="careful"):
        warnings.warn("careful", stacklevel=1)
