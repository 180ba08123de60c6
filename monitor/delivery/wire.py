"""What web services answered while apprise spoke to them: status and Retry-After.

Apprise reports a failure as False and a sentence; whether to try again hangs on the status behind
it. All of its web services speak through `requests`, which has no hook that reaches sessions made
elsewhere, so `Session.send` is wrapped, once. The wrapper looks on, and only while `listen` is
entered in the same thread; whoever else uses `requests` never notices. Two things it changes. No
redirect is followed: `requests` would turn the message into a bare GET and call its 200 a success,
and the new place might be one that must not be asked. And what is trusted is not read anew for
each message (`trust`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from monitor.delivery.answer import Answer, name_status, refuses_for_good

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

Send = Callable[..., "Response"]

_OK = range(200, 300)


@dataclass(slots=True)
class Heard:
    """Every response to one message, as (status, Retry-After), in order."""

    responses: list[tuple[int, str]] = field(default_factory=list)

    def explain(self, said: str) -> Answer:
        """A failed attempt, judged by its refusals; ``said`` is apprise's own word on it.

        It is permanent only if every refusal is: a message goes to several targets at once, and
        one of them may yet take it. Without a refusal nobody answered, which passes.
        """
        refusals = [(status, wait) for status, wait in self.responses if status not in _OK]
        if not refusals:
            return Answer(ok=False, detail=said or "no answer")
        status, wait = refusals[-1]
        permanent = all(refuses_for_good(status) for status, _ in refusals)
        detail = f"{name_status(status)}: {said}" if said else name_status(status)
        return Answer(ok=False, permanent=permanent, detail=detail, wait=wait)


_heard: ContextVar[Heard | None] = ContextVar("monitor_delivery_heard", default=None)


@contextmanager
def listen() -> Iterator[Heard]:
    """Collect the responses that this thread's requests get."""
    _install()
    heard = Heard()
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


@functools.cache
def _install() -> None:
    from requests import Session

    Session.send = _overhear(Session.send)  # type: ignore[method-assign]


def _overhear(send: Send) -> Send:
    @functools.wraps(send)
    def overheard(session: Session, request: PreparedRequest, **kwargs: Any) -> Response:  # noqa: ANN401  as they come
        heard = _heard.get()
        if heard is not None:
            kwargs["allow_redirects"] = False
            _trust(session, request, kwargs)
        response = send(session, request, **kwargs)
        if heard is not None:
            wait = response.headers.get("Retry-After", "")
            heard.responses.append((response.status_code, wait))
        return response

    return overheard


def _trust(session: Session, request: PreparedRequest, options: Mapping[str, Any]) -> None:
    """Spare the request the reading of all certificates, where nothing unusual is asked of it."""
    from requests.adapters import HTTPAdapter
    from requests.utils import select_proxy

    from monitor.delivery.trust import trusting

    url, verify = request.url or "", options.get("verify", session.verify)
    if not url.startswith("https://") or not verify or options.get("cert", session.cert):
        return
    own = type(session.get_adapter(url)) is not HTTPAdapter  # some services bring their own
    if not own and not select_proxy(url, options.get("proxies")):
        session.mount("https://", trusting(verify))
        request.headers["Connection"] = "close"
