"""A sign of life to an address of the operator's: whoever listens there misses it when we are gone."""

from __future__ import annotations

from monitor.delivery.answer import Answer, name_status
from monitor.delivery.gate import guarded
from monitor.delivery.settings import Settings
from monitor.delivery.wire import listen

_ENOUGH = range(200, 400)


def beat(url: str, settings: Settings) -> Answer:
    """Ask for the address once; blocks. What goes wrong is said without any part of it."""
    import requests

    patience = settings.connect_within.total_seconds(), settings.answer_within.total_seconds()
    try:
        with (
            guarded(settings.allow_private),
            listen(),
            requests.get(url, timeout=patience, allow_redirects=False, stream=True) as response,
        ):
            status = response.status_code
    except (requests.RequestException, OSError) as fault:
        return Answer(ok=False, detail=f"no answer ({type(fault).__name__})")
    return Answer(ok=status in _ENOUGH, detail=name_status(status))
