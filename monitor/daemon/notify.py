"""Word to systemd: READY, WATCHDOG, RELOADING, STOPPING; silence where nobody listens.

The protocol is one datagram to the socket that $NOTIFY_SOCKET names (sd_notify(3)).
"""

from __future__ import annotations

import logging
import os
import socket

_log = logging.getLogger(__name__)


def notify(state: str) -> None:
    """Send ``state`` (lines of KEY=value) to the service manager, if one started us."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # A leading @ stands for Linux's abstract namespace, written with a NUL there.
    target = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto(state.encode(), target)
    except OSError as error:
        _log.warning("notify_failed error=%s", error.strerror)
