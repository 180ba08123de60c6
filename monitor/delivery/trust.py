"""What an exit trusts, read once instead of for each message.

`requests` opens the whole bundle of certificates anew for every connection: some 40 ms of
processor time, fifteen times what the rest of a message to a web service costs. Here the bundle
becomes one TLS context that is used until the file changes. All checks are the usual ones. Each
message still has a connection of its own, whose address the guard sees. Letters, which trust what the
system does, have a kept context too.
"""

from __future__ import annotations

import functools
import ssl
import threading
from pathlib import Path
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH

_BUNDLES = 4
_reading = threading.Lock()  # a hundred channels begin at once, and one reads for all


class Trusting(HTTPAdapter):
    """Carries requests over TLS with a context that exists already; never through a proxy."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (the overridden one's)
        """The pools, each with the context."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)

    def build_connection_pool_key_attributes(
        self,
        request: PreparedRequest,
        *args: Any,  # noqa: ANN401 (the overridden one's)
        **kwargs: Any,  # noqa: ANN401 (the same)
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What chooses a pool, without the bundle, which would be read again."""
        host, pool = super().build_connection_pool_key_attributes(request, *args, **kwargs)
        return host, {"cert_reqs": pool["cert_reqs"]}

    def cert_verify(self, conn: Any, *_settings: Any) -> None:  # noqa: ANN401 (the overridden one's)
        """Certificates are required; the context knows by what they are judged."""
        conn.cert_reqs, conn.ca_certs, conn.ca_cert_dir = "CERT_REQUIRED", None, None

    def close(self) -> None:
        """Stay: a session ends with its message, this does not."""


def trusting(verify: bool | str) -> Trusting:  # noqa: FBT001 (a bundle's path, or True for the usual one)
    """The adapter for a bundle as `requests` names it. Raises OSError when there is none."""
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


@functools.lru_cache(maxsize=_BUNDLES)
def _made(bundle: str, _written: int) -> Trusting:
    file, folder = (None, bundle) if Path(bundle).is_dir() else (bundle, None)
    return Trusting(ssl.create_default_context(cafile=file, capath=folder))
