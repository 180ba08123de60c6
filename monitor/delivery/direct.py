"""One request over one connection, opened for it and closed after it.

`requests` builds for each message what could carry thousands: pools, pools of pools, and over TLS all
certificates anew. That is several times the work of the message itself. This carries it with what
they are made of, `http.client`. Answers are those of `requests`, and so are its faults. As each
request has a connection of its own, the guard sees every address.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, cast
from urllib.parse import urlsplit

from requests import ConnectionError as NoConnection
from requests import ConnectTimeout, PreparedRequest, ReadTimeout, Response, Timeout
from requests.adapters import HTTPAdapter
from requests.exceptions import SSLError
from urllib3 import HTTPHeaderDict, HTTPResponse


class Direct(HTTPAdapter):
    """Carries plain requests: a body in one piece, no proxy; over TLS by what ``trust`` says."""

    def __init__(self, trust: ssl.SSLContext | None = None) -> None:
        self._trust = trust
        super().__init__()

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 (the overridden one's)
        timeout: Any = None,  # noqa: ANN401 (the overridden one's)
        *_settings: Any,  # noqa: ANN401 (the same)
        **_more: Any,  # noqa: ANN401 (the same)
    ) -> Response:
        """The answer. ``timeout`` is a pair of seconds: to connect, and to wait for each part.

        Raises the exceptions of `requests`.
        """
        connect_for, read_for = timeout
        connection = self._open(request.url or "", connect_for)
        try:
            with _in_their_words(request, ConnectTimeout):
                connection.connect()
            connection.sock.settimeout(read_for)
            with _in_their_words(request, ReadTimeout):
                answer = _ask(connection, request)
            response = self.build_response(request, answer)
            if not stream:
                response.content  # noqa: B018 (reads it)
        except BaseException:
            connection.close()
            raise
        if not stream:
            connection.close()
        return response

    def _open(self, url: str, patience: float) -> HTTPConnection:
        """A connection that is made when it is first needed."""
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme == "https":
            port = parts.port or HTTPSConnection.default_port
            return HTTPSConnection(host, port, timeout=patience, context=self._trust)
        return HTTPConnection(host, parts.port or HTTPConnection.default_port, timeout=patience)

    def close(self) -> None:
        """Stay: a session ends with its message, this does not."""


def _ask(connection: HTTPConnection, request: PreparedRequest) -> HTTPResponse:
    body = (
        request.body.encode()
        if isinstance(request.body, str)
        else cast("bytes | None", request.body)
    )
    headers = {**request.headers, "Connection": "close"}
    connection.request(request.method or "", request.path_url, body, headers)
    answer = connection.getresponse()
    return HTTPResponse(
        answer,
        headers=HTTPHeaderDict(answer.headers.items()),
        status=answer.status,
        reason=answer.reason,
        preload_content=False,
        decode_content=False,
        connection=connection,  # type: ignore[arg-type] # all it does with it is to close it
        request_method=request.method,
    )


@contextmanager
def _in_their_words(request: PreparedRequest, late: type[Timeout]) -> Iterator[None]:
    """Raise faults as `requests` does, for that is what services look out for."""
    try:
        yield
    except ssl.SSLError as fault:
        raise SSLError(fault, request=request) from fault
    except TimeoutError as fault:
        raise late(fault, request=request) from fault
    except (HTTPException, OSError, UnicodeError) as fault:
        raise NoConnection(fault, request=request) from fault
