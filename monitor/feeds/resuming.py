"""TLS that remembers: a second visit to a host resumes the session of the first.

A resumed handshake needs no certificate and about half the processor time. asyncio offers no way
to hand a session in, but it asks the context for each connection's TLS object, and here that
context gives the host's last session with it. To take a session out of a connection costs nearly as
much as resuming saves, so one is used a few times, where the host takes it more than once.
Certificates are checked as always: a session is only ever kept for the host whose certificate
opened it, and only within this process.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

# Hosts whose session is kept. Each takes some 10 kB, its certificates included.
_HOSTS = 2_000
# Servers forget a session after an hour or two; a feed that is asked each quarter is within that.
_USES = 4


@dataclass(slots=True)
class _Kept:
    """A host's session, how often it was used, and whether the host takes one only once."""

    session: ssl.SSLSession
    uses: int = 0
    once: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it may be used once more without looking for a newer one."""
        return self.uses < (1 if self.once else _USES)


class _Object(ssl.SSLObject):
    """One connection; what it reads first brings the session's ticket along (TLS 1.3)."""

    _noted = False

    def read(self, len: int = 1024, buffer: Any = None) -> Any:  # noqa: A002, ANN401 (as it is overridden)
        """Read decrypted bytes, and keep the session once the first have come."""
        got = super().read(len, buffer)
        if not self._noted and isinstance(self.context, Resuming):
            self._noted = True
            self.context.note(self)
        return got


class Resuming(ssl.SSLContext):
    """A client's context with the usual checks that resumes sessions by host."""

    sslobject_class = _Object
    _sessions: OrderedDict[str, _Kept]

    def note(self, connection: ssl.SSLObject) -> None:
        """Remember the session of a connection; the host longest unvisited is forgotten."""
        host = connection.server_hostname or ""
        known = self._sessions.get(host)
        resumed = bool(connection.session_reused)
        if known and resumed and known.is_good:
            self._sessions.move_to_end(host)
            return
        session = connection.session
        if session is not None:
            once = known is not None and (known.once or (known.uses > 1 and not resumed))
            self._sessions[host] = _Kept(session, once=once)
            self._sessions.move_to_end(host)
            while len(self._sessions) > _HOSTS:
                self._sessions.popitem(last=False)

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,  # noqa: FBT001, FBT002 (the overridden one's)
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """The TLS object of a connection, with the session that its host gave last."""
        kept = self._sessions.get(str(server_hostname))
        if session is None and kept:
            session, kept.uses = kept.session, kept.uses + 1
        return super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)


def client_context() -> Resuming:
    """A context that trusts what the system trusts, for HTTP/1.1."""
    context = Resuming(ssl.PROTOCOL_TLS_CLIENT)  # certificates and host names are checked
    context._sessions = OrderedDict()  # noqa: SLF001 (its constructor takes other arguments)
    context.load_default_certs()
    context.set_alpn_protocols(["http/1.1"])
    return context


@contextmanager
def trusting_nobody() -> Iterator[None]:
    """Contexts that are made meanwhile read no certificates, and so refuse every server.

    aiohttp makes two while it is imported. We use neither, and to read the system's certificates
    for them takes a sixth of the daemon's start.
    """
    ssl.SSLContext.set_default_verify_paths = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005 (the overridden one's)
    try:
        yield
    finally:
        del ssl.SSLContext.set_default_verify_paths  # what it inherits shows again
