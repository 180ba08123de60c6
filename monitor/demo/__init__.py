"""An invented story in, its feeds on loopback and a summary out; never a decision on news.

`serve` plays the story to whoever polls (`Serving` says where), `summarise` counts what the real
pipeline made of it (`Summary`). Whoever runs the demo wires them to the daemon.
"""

from monitor.demo.server import Serving, serve
from monitor.demo.tally import Summary, summarise

__all__ = ["Serving", "Summary", "serve", "summarise"]
