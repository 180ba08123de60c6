"""A development and what the channels heard in, alerts and messages out; never a send.

`decide` routes one development, `due` writes the batches and digests whose time has come.
"""

from monitor.alerts.case import Case
from monitor.alerts.decide import decide
from monitor.alerts.due import due
from monitor.alerts.settings import Settings

__all__ = ["Case", "Settings", "decide", "due"]
