"""What web services answered while apprise spoke to them: status and Retry-After.

Apprise reports a failure as False and a sentence; whether to try again hangs on the status behind
it. All of its web services speak through `requests`, which has no hook that reaches sessions made
elsewhere, so `Session.send` is wrapped, once. The wrapper looks on, and only while `listen` is
entered in the same thread; whoever else uses `requests` never notices. Two things it changes. No
redirect is followed: `requests` would turn the message into a bare GET and call its 200 a success,
and the new place might be one that must not be asked. And a request with nothing unusual about it
goes the short way (`direct`), by what is trusted already (`trust`). `Session.request` is wrapped
beside it, for one thing: where the surroundings name no proxy and no passwords, they are not searched
for them at each message.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

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
    Session.request = _unburden(Session.request)  # type: ignore[method-assign]


def _overhear(send: Send) -> Send:
    @functools.wraps(send)
    def overheard(session: Session, request: PreparedRequest, **kwargs: Any) -> Response:  # noqa: ANN401  as they come
        heard = _heard.get()
        if heard is not None:
            kwargs["allow_redirects"] = False
            _shorten(session, request, kwargs)
        response = send(session, request, **kwargs)
        if heard is not None:
            wait = response.headers.get("Retry-After", "")
            heard.responses.append((response.status_code, wait))
        return response

    return overheard


def _unburden(ask: Send) -> Send:
    @functools.wraps(ask)
    def unburdened(session: Session, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  as they come
        if _heard.get() is not None:
            session.trust_env = session.trust_env and _has_orders()
        return ask(session, *args, **kwargs)

    return unburdened


def _has_orders() -> bool:
    """Whether our surroundings name proxies, or passwords for hosts; both are for `requests` to obey."""
    return _names_proxies() or any(map(_is_there, _password_files()))


def _is_there(file: str) -> bool:
    try:
        return Path(file).expanduser().exists()
    except RuntimeError:  # a service may have no home
        return False


@functools.cache
def _names_proxies() -> bool:
    """Whether the environment does; ours never changes."""
    return bool(getproxies())


def _password_files() -> Iterable[str]:
    own = os.environ.get("NETRC")
    return (own,) if own else ("~/.netrc", "~/_netrc")


def _shorten(session: Session, request: PreparedRequest, options: dict[str, Any]) -> None:
    """Have the request carried directly, unless something unusual is asked of it.

    A session may ask several things; an unusual one after others goes the usual way again.
    """
    from requests.adapters import HTTPAdapter
    from requests.utils import select_proxy

    from monitor.delivery.direct import Direct
    from monitor.delivery.trust import direct

    url, verify = request.url or "", _bundle(options.get("verify", session.verify))
    options["verify"] = verify
    carrier = type(session.get_adapter(url))
    if carrier not in (HTTPAdapter, Direct):
        return  # some services bring their own
    plain = (
        verify
        and not options.get("cert", session.cert)
        and not select_proxy(url, options.get("proxies"))
        and isinstance(request.body, (bytes, str, type(None)))
        and isinstance(options.get("timeout"), tuple)
    )
    if plain or carrier is Direct:
        session.mount(
            f"{url.partition(':')[0]}://", direct(url, verify) if plain else HTTPAdapter()
        )


def _bundle(verify: bool | str) -> bool | str:  # noqa: FBT001 (as `requests` has it)
    """What is trusted, by the two variables that `requests` reads."""
    named = (os.environ.get(name) for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"))
    return next(filter(None, named), True) if verify is True else verify
