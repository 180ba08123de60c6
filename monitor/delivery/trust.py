"""What an exit trusts, read once instead of for each message.

`requests` opens the whole bundle of certificates anew for every connection: some 40 ms of
processor time, fifteen times what the rest of a message to a web service costs. Here the bundle
becomes one TLS context that is used until the file changes. All checks are the usual ones. Letters,
which trust what the system does, have a kept context too.
"""

from __future__ import annotations

import functools
import ssl
import threading
from pathlib import Path

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from monitor.delivery.direct import Direct

_BUNDLES = 4
_reading = threading.Lock()  # a hundred channels begin at once, and one reads for all


def direct(url: str, verify: bool | str) -> Direct:  # noqa: FBT001 (a bundle's path, or True for the usual one)
    """What carries a request to ``url``, by a bundle as `requests` names it.

    Raises OSError when there is no such bundle.
    """
    if not url.startswith("https://"):
        return _plain()
    bundle = DEFAULT_CA_BUNDLE_PATH if verify is True else str(verify)
    with _reading:
        return _made(bundle, Path(bundle).stat().st_mtime_ns)


def system_trust() -> ssl.SSLContext:
    """The context of what this system trusts, for connections other than those of `requests`."""
    bundle = ssl.get_default_verify_paths().cafile
    with _reading:
        return _usual(bundle, Path(bundle).stat().st_mtime_ns if bundle else 0)


@functools.lru_cache(maxsize=1)
def _usual(_bundle: str | None, _written: int) -> ssl.SSLContext:
    return ssl.create_default_context()


@functools.cache
def _plain() -> Direct:
    return Direct()


@functools.lru_cache(maxsize=_BUNDLES)
def _made(bundle: str, _written: int) -> Direct:
    file, folder = (None, bundle) if Path(bundle).is_dir() else (bundle, None)
    context = ssl.create_default_context(cafile=file, capath=folder)
    context.set_alpn_protocols(["http/1.1"])
    return Direct(context)
