"""Wired parts in, a running monitor out: timers, signals, watchdog; never a decision.

`run` is the service, `pass_once` one pass (over a `Scope`) for cron and tests; `clock` is the house's wall clock.
"""

from monitor.daemon.clock import clock
from monitor.daemon.service import Scope, pass_once, run

__all__ = ["Scope", "clock", "pass_once", "run"]
