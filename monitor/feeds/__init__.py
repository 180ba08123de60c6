"""A feed's address in, identified items and the next due time out; never a decision on news.

`Poller` visits feeds over the network, `identify` tells new items from known ones, `pace` says
when to come back. The last two are pure. Importing this door loads no network or XML library.
"""

from typing import TYPE_CHECKING

from monitor.feeds.pacing import pace
from monitor.feeds.settings import Settings

if TYPE_CHECKING:
    from monitor.feeds.identity import identify
    from monitor.feeds.poller import Poller

__all__ = ["Poller", "Settings", "identify", "pace"]


def __getattr__(name: str) -> object:
    if name == "Poller":
        from monitor.feeds.resuming import trusting_nobody

        with trusting_nobody():
            from monitor.feeds.poller import Poller

        return Poller
    if name == "identify":
        from monitor.feeds.identity import identify

        return identify
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
