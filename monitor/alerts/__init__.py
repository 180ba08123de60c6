"""A development and the channels' memory in, alerts and messages out; never a send.

`decide` routes one development, `digest` gathers what a channel is still owed.
"""

from monitor.alerts.decide import Case, decide
from monitor.alerts.digest import digest
from monitor.alerts.settings import Settings

__all__ = ["Case", "Settings", "decide", "digest"]
