"""What an exit answered to one attempt, and how failures are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

# What says that this very message is the fault: the same words will never be taken. Every other
# refusal is about the channel (a wrong password, a web hook that was taken away, too much at once)
# or the server; an operator or time mends those, and then the message still finds its way.
FOR_GOOD = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
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
    return status in FOR_GOOD


def name_status(status: int) -> str:
    """``HTTP 404 Not Found``; the phrase is the standard's, never the server's."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
