"""What holds for every test: loopback only, no name lookups, nothing inherited from the machine.

Random order, the time limit and warnings as errors are set in pyproject.toml. pytest prints the
seed of the order; ``make test ARGS="--randomly-seed=N"`` repeats it.
"""

from __future__ import annotations

import socket

import pytest

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
OURS = ("MONITOR_CONFIG", "MONITOR_DB", "STATE_DIRECTORY", "CREDENTIALS_DIRECTORY", "NO_COLOR")


@pytest.fixture(autouse=True)
def _no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections are guarded by pytest-socket; a lookup would leave the machine before them."""
    ask = socket.getaddrinfo

    def guarded(
        host: str | bytes | None, port: str | int | None, *rest: int, **named: int
    ) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in LOOPBACK and not _is_address(name):
            raise RuntimeError(f"a test looked up {name}; only loopback is open to tests")
        return ask(host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)


def _is_address(name: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, name)
        except OSError:
            continue
        return True
    return False
