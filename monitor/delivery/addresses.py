"""A channel's address: the apprise service behind it, what is wrong with it, and its secrets.

Only here is a URL read. Whatever is said about one goes through `scrub` first, so an error never
carries the token it complains about.
"""

from __future__ import annotations

import functools
import logging
import re
import warnings
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import unquote_plus

from monitor.addresses import is_public, looks_literal, place, read_place
from monitor.tables import suggest

if TYPE_CHECKING:
    from collections.abc import Collection

    from apprise import AppriseAsset, NotifyBase
    from apprise.plugins.email.base import NotifyEmail

CONSOLE = "console://"

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30})://", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w.~+-]+")
_SHORT = 3  # shorter parts are taken out as whole words only; else every "a" would go
_LONGEST_DETAIL = 300
_HIGHEST_PORT = 65535
_HTTP, _HTTPS = 80, 443
_INSIDE = (
    "leads to an address that is not public, so nothing is sent there;"
    " if that is meant, add its host:port to allow_private under [polling]"
)


class UnusableAddress(ValueError):
    """The address opens no exit; the text says why, without the secret parts."""


def check_url(url: str, allowed: Collection[str] | None = None) -> str:
    """Why a channel's URL cannot be used, in a few words for people; empty when it can.

    With the places that are ``allowed`` (host:port) although not public, an address that plainly
    leads inside is one of the reasons. Nothing is sent and no name is looked up, so a name for a
    machine inside is found out at the first message only. The answer never repeats a part of the
    URL but its scheme.
    """
    if url == CONSOLE:
        return ""
    try:
        service = open_service(url)
    except UnusableAddress as fault:
        return str(fault)
    return "" if allowed is None or _is_reachable(service, allowed) else _INSIDE


def _is_reachable(service: NotifyBase, allowed: Collection[str]) -> bool:
    """Whether the guard would let a message out, as far as the address itself tells."""
    host = str(getattr(service, "smtp_host", "") or getattr(service, "host", "") or "").strip("[]")
    name = host.rstrip(".").lower()
    if name != "localhost" and (not looks_literal(name) or is_public(name)):
        return True
    port = service.port or (_HTTPS if service.secure else _HTTP)
    return place(host, port) in {read_place(text) for text in allowed}


def open_service(url: str) -> NotifyBase:
    """The apprise service that a URL names. Raises UnusableAddress, saying why there is none."""
    scheme = _read_scheme(url)
    ready_apprise()
    from apprise import Apprise

    try:
        service = Apprise.instantiate(url, asset=_asset(), suppress_exceptions=False)
    except (TypeError, ValueError, AttributeError, KeyError) as fault:
        raise UnusableAddress(_explain(scheme, scrub(str(fault), url))) from None
    if service is None:
        raise UnusableAddress(_explain(scheme))
    _check_service(service)
    return service


@functools.cache
def ready_apprise() -> None:
    """Load apprise's services, once, and keep its own log to us.

    That log names hosts and, at DEBUG, whole addresses and messages. The warnings that loading
    gives are about apprise's imports from the standard library, nothing that we could mend.
    """
    log = logging.getLogger("apprise")
    log.propagate = False
    log.setLevel(logging.WARNING)
    log.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from apprise.plugins import N_MGR as plugins  # noqa: N811  it is an object, no constant

        plugins.load_modules()  # type: ignore[no-untyped-call]


def scrub(text: str, url: str) -> str:
    """``text`` on one line, without any part of ``url`` but its scheme, and not too long."""
    clean = " ".join(text.split())
    scheme, _, rest = url.partition("://")
    parts = {part for form in (rest, unquote_plus(rest)) for part in _BETWEEN.split(form)}
    for part in sorted(parts - {"", scheme}, key=len, reverse=True):
        word = re.escape(part)
        pattern = word if len(part) > _SHORT else rf"(?<!\w){word}(?!\w)"
        clean = re.sub(pattern, "***", clean, flags=re.IGNORECASE)
    return clean[:_LONGEST_DETAIL]


def _read_scheme(url: str) -> str:
    if not url.strip():
        raise UnusableAddress("is empty")
    if not url.isprintable() or url != url.strip():
        raise UnusableAddress("holds a line break, a control character or a space at its end")
    found = _SCHEME.match(url)
    if not found:
        raise UnusableAddress(
            "is no address; it begins with a scheme, such as slack:// or mailtos://"
        )
    return found[1].lower()


def _asset() -> AppriseAsset:
    """What apprise shows of us, and no time limit or picture of its own."""
    from apprise import AppriseAsset

    asset = AppriseAsset(service_timeout=0)
    asset.app_id = asset.app_desc = "Story monitor"
    asset.app_url = asset.image_url_mask = asset.image_url_logo = ""
    return asset


def _explain(scheme: str, fault: str = "") -> str:
    """The reason for a scheme that apprise does not know, cannot run, or whose parts are wrong."""
    from apprise.plugins import N_MGR as plugins  # noqa: N811  it is an object, no constant

    if scheme == "console":
        return f"has something after {CONSOLE}, which stands alone"
    if scheme in {"http", "https"}:
        return "is a web page to us; a web hook of your own is written json:// or jsons://"
    if scheme not in plugins:
        known = sorted({*plugins.schemas(), "console"})  # type: ignore[no-untyped-call]
        return f'has an unknown scheme "{scheme}"; {suggest(scheme, known) or "see apprise"}'
    plugin = plugins[scheme]
    if not plugin.enabled:
        return f"needs software for {scheme}:// that is not installed here"
    form = plugin.templates[0].replace("{schema}", scheme).replace("{", "").replace("}", "")
    return f"is not a whole {scheme}:// address, written {form}" + (f" ({fault})" if fault else "")


def _check_service(service: NotifyBase) -> None:
    """What apprise takes at first and fails on at the first message."""
    if not 0 < (service.port or 1) <= _HIGHEST_PORT:
        raise UnusableAddress("has a port outside 1 to 65535")
    if is_mail(service) and not service.targets:
        raise UnusableAddress("names nobody to write to; check what stands after to=")


def is_mail(service: NotifyBase) -> TypeGuard[NotifyEmail]:
    """Whether the service is plain mail over SMTP."""
    from apprise.plugins.email.base import NotifyEmail

    return type(service) is NotifyEmail
