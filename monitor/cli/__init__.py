"""A command line in, answers and an exit code out; never a decision on news.

The front door. Printing lives here and nowhere else; each command is loaded when it is used, and
the list of commands needs no library at all: it is kept as it is shown, in `help.txt`.
"""

from __future__ import annotations

import gc
import os
import sys

__all__ = ["main"]

PAGE = os.path.join(os.path.dirname(__file__), "help.txt")  # noqa: PTH118, PTH120 (pathlib loads for longer than this runs)


def main() -> None:
    """Read the command line, do what it says, and exit as the contract promises."""
    if sys.argv[1:] in (["-h"], ["--help"]) and _print_page():
        return
    gc.disable()  # while libraries are loaded nothing is thrown away; `Call.begin` wakes it
    from monitor.cli.quick import answer

    if answer(sys.argv[1:]):
        return
    from monitor.cli.front import main as enter

    enter()


def _print_page() -> bool:
    """Show the list of commands; False where that has to be left to the whole front."""
    try:
        with open(PAGE, encoding="utf-8") as page:  # noqa: PTH123 (see above)
            sys.stdout.write(page.read())
        sys.stdout.flush()
    except (OSError, AttributeError, ValueError):  # no page, or a stream that is closed or broken
        return False
    return True
