"""A channel's address: the apprise service behind it, what is wrong with it, and its secrets.

Only here is a URL read. Whatever is said about one goes through `scrub` first, so an error never
carries the token it complains about.
"""

from __future__ import annotations

import functools
import logging
import re
import sys
import warnings
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import unquote_plus

from monitor.addresses import is_public, looks_literal, place, read_place
from monitor.tables import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from apprise import AppriseAsset, NotifyBase
    from apprise.plugins.email.base import NotifyEmail

CONSOLE = "console://"

# The services that most people use, and where apprise keeps them. Each is loaded by itself: all that
# apprise has, some 150, would take a third of the daemon's start.
_AT_HAND = {
    "discord": "discord:NotifyDiscord",
    "form": "custom_form:NotifyForm",
    "forms": "custom_form:NotifyForm",
    "gotify": "gotify:NotifyGotify",
    "gotifys": "gotify:NotifyGotify",
    "json": "custom_json:NotifyJSON",
    "jsons": "custom_json:NotifyJSON",
    "mailto": "email.base:NotifyEmail",
    "mailtos": "email.base:NotifyEmail",
    "mmost": "mattermost:NotifyMattermost",
    "mmosts": "mattermost:NotifyMattermost",
    "ntfy": "ntfy:NotifyNtfy",
    "ntfys": "ntfy:NotifyNtfy",
    "slack": "slack:NotifySlack",
    "tgram": "telegram:NotifyTelegram",
    "workflow": "workflows:NotifyWorkflows",
    "workflows": "workflows:NotifyWorkflows",
    "xml": "custom_xml:NotifyXML",
    "xmls": "custom_xml:NotifyXML",
}

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
    try:
        service = _make_service(url, scheme)
    except (TypeError, ValueError, AttributeError, KeyError) as fault:
        raise UnusableAddress(_explain(scheme, scrub(str(fault), url))) from None
    if service is None:
        raise UnusableAddress(_explain(scheme))
    _check_service(service)
    return service


def _make_service(url: str, scheme: str) -> NotifyBase | None:
    """What apprise makes of a URL, from the one service if it is at hand, else from them all."""
    plugin = _load_alone(scheme)
    if plugin is None:
        _load_all()
        from apprise import Apprise

        return Apprise.instantiate(url, asset=_asset(), suppress_exceptions=False)
    parts = plugin.parse_url(url.replace("/#", "/%23"))  # as apprise hands it to a service
    return plugin(**parts | {"asset": _asset(), "tag": set()}) if parts else None


@functools.cache
def _load_alone(scheme: str) -> type[NotifyBase] | None:
    """The service of a scheme that is at hand here."""
    if scheme not in _AT_HAND:
        return None
    module, _, name = _AT_HAND[scheme].partition(":")
    with _quiet_apprise():
        plugin: type[NotifyBase] = getattr(import_module(f"apprise.plugins.{module}"), name)
    return plugin if plugin.enabled else None


@functools.cache
def _load_all() -> None:
    """Have apprise load each of its services, once."""
    with _quiet_apprise():
        from apprise.plugins import N_MGR as plugins  # noqa: N811  it is an object, no constant

        plugins.load_modules()  # type: ignore[no-untyped-call]


@contextmanager
def _quiet_apprise() -> Iterator[None]:
    """Keep apprise's own log to us, and the warnings of what is loaded meanwhile.

    That log names hosts and, at DEBUG, whole addresses and messages. The warnings are about
    apprise's imports from the standard library, nothing that we could mend.
    """
    log = logging.getLogger("apprise")
    log.propagate = False
    log.setLevel(logging.WARNING)
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


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
    _load_all()
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
    """Whether the service is plain mail over SMTP; other kinds of it are told without loading it."""
    mail = sys.modules.get("apprise.plugins.email.base")
    return mail is not None and type(service) is mail.NotifyEmail
