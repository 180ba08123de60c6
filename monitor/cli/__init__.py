"""A command line in, answers and an exit code out; never a decision on news.

The front door. Printing lives here and nowhere else; each command is loaded when it is used.
"""

from monitor.cli.front import main

__all__ = ["main"]
