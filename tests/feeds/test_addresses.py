from __future__ import annotations

import socket

import pytest

from monitor.addresses import Refused, is_public, looks_literal
from monitor.feeds.addresses import Guard


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 (it is refused)
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2130706433",
        "127.1",
        "not an address",
    ],
)
def test_everything_else_does_not(address: str) -> None:
    assert not is_public(address)


def test_digits_and_dots_are_never_a_name() -> None:
    assert looks_literal("2130706433")
    assert looks_literal("0177.0.0.1")
    assert looks_literal("::1")
    assert not looks_literal("0x7f000001")
    assert not looks_literal("news.example")


async def test_a_name_is_judged_by_what_it_resolves_to() -> None:
    with pytest.raises(Refused):
        await Guard(()).resolve("localhost", 80)


async def test_an_allowed_place_may_be_a_name_or_its_address_but_only_on_that_port() -> None:
    for allowed in ("localhost:8900", "127.0.0.1:8900"):
        found = await Guard((allowed,)).resolve("localhost", 8900)
        assert "127.0.0.1" in {answer["host"] for answer in found}
        with pytest.raises(Refused):
            await Guard((allowed,)).resolve("localhost", 8901)


async def test_the_socket_itself_is_guarded() -> None:
    guard = Guard(("[::1]:80",))
    with pytest.raises(Refused):
        guard.open_socket((2, 1, 6, "", ("10.0.0.1", 80)))
    assert guard.permits("::1", 80)
    assert not guard.permits("::1", 81)


@pytest.mark.parametrize("fault", [socket.gaierror(-2, "unknown"), UnicodeError("too long")])
async def test_a_name_that_does_not_exist_is_an_ordinary_network_fault(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def unknown(*_asked: object) -> None:
        raise fault

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OSError, match=r".") as seen:
        await Guard(()).resolve("no-such-name.invalid", 80)
    assert not isinstance(seen.value, Refused)


async def test_a_name_with_public_and_private_addresses_keeps_the_public_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mixed(*_asked: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, 1, 6, "", (text, 80)) for text in ("10.0.0.1", "93.184.216.34")]

    monkeypatch.setattr(socket, "getaddrinfo", mixed)
    found = await Guard(()).resolve("mixed.example", 80)
    assert [answer["host"] for answer in found] == ["93.184.216.34"]
