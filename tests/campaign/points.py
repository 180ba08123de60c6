"""Named places where a kill may strike: before and after each commit, send and receipt."""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable
from typing import Any

POINTS = (
    "lease-feeds",
    "apply",
    "lease-outbox",
    "send",
    "receipt",
)  # each with .before and .after


def arm(point: str, number: int) -> None:
    """SIGKILL ourselves at the ``number``-th passing of ``NAME.before`` or ``NAME.after``."""
    from monitor.delivery import courier
    from monitor.store import Store
    from monitor.store.feeds import Feeds
    from monitor.store.outbox import Outbox

    name, _, side = point.partition(".")
    places: dict[str, tuple[Any, str]] = {
        "lease-feeds": (Feeds, "lease"),
        "apply": (Store, "apply"),
        "lease-outbox": (Outbox, "lease"),
        "send": (courier, "send"),
        "receipt": (Outbox, "record"),
    }
    owner, attribute = places[name]
    counts = _brings_items if name == "apply" else _any
    setattr(owner, attribute, _deadly(getattr(owner, attribute), side, number, counts))


def _brings_items(*args: Any) -> bool:
    """Whether a commit holds something that could be lost; most polls bring nothing."""
    return any(outcome.items for outcome in args[1])


def _any(*_: Any) -> bool:
    return True


def _deadly(
    work: Callable[..., Any], side: str, number: int, counts: Callable[..., bool]
) -> Callable[..., Any]:
    passed = [0]

    @functools.wraps(work)
    def deadly(*args: Any, **kwargs: Any) -> Any:
        if side == "before" and counts(*args):
            _strike(passed, number)
        done = work(*args, **kwargs)
        # An outcome without a message, or a lease of nothing, is not worth a kill.
        if side == "after" and (done is None or done) and counts(*args):
            _strike(passed, number)
        return done

    return deadly


def _strike(passed: list[int], number: int) -> None:
    passed[0] += 1
    if passed[0] == number:
        os.kill(os.getpid(), signal.SIGKILL)
