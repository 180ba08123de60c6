"""What an exit answered to one attempt, and how failures are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

# Refusals that pass: the server was slow, too early or too busy, not unwilling.
PASSING = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One attempt as the exit saw it; ``wait`` is Retry-After as the server wrote it."""

    ok: bool
    permanent: bool = False
    detail: str = ""
    wait: str = ""


def refuses_for_good(status: int) -> bool:
    """Whether an HTTP status means that the same message will never be taken there."""
    return HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and (
        status not in PASSING
    )


def name_status(status: int) -> str:
    """``HTTP 404 Not Found``; the phrase is the standard's, never the server's."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
