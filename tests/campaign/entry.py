"""The monitor as the campaign starts it: the product itself, with a fault put in where one is asked for.

    CAMPAIGN_MUTANT=NAME      one protection switched off (see `mutants`)
    CAMPAIGN_KILL=POINT:N     SIGKILL at the N-th passing of a point (see `points`)
    CAMPAIGN_CLOCK=FILE       seconds in this file are added to the wall clock
    CAMPAIGN_FULL=FILE        the disk takes nothing more while this file is there
    CAMPAIGN_HANG=FILE        sends hang while this file is there, and that is noticed after 3 s
    CAMPAIGN_PATIENCE=N       failed messages are tried again after N seconds

The product knows none of these; they are patches of this process only.
"""

from __future__ import annotations

import os
from pathlib import Path


def main() -> None:
    """Patch what was asked for, then be the command line.

    What nobody asked for is not loaded: how soon the product polls after a start is measured.
    """
    if clock := os.environ.get("CAMPAIGN_CLOCK"):
        from tests.campaign import clocks

        clocks.follow(Path(clock))
    if full := os.environ.get("CAMPAIGN_FULL"):
        from tests.campaign import disks

        disks.fill(Path(full))
    if hang := os.environ.get("CAMPAIGN_HANG"):
        from tests.campaign import disks

        disks.hang(Path(hang))
    if patience := os.environ.get("CAMPAIGN_PATIENCE"):
        from tests.campaign import disks

        disks.hurry(float(patience))
    # Before the mutants: a commit that a mutant has split is two commits, and a kill may fall between.
    if kill := os.environ.get("CAMPAIGN_KILL"):
        from tests.campaign import points

        point, _, number = kill.partition(":")
        points.arm(point, int(number))
    if mutant := os.environ.get("CAMPAIGN_MUTANT"):
        from tests.campaign import mutants

        mutants.MUTANTS[mutant].patch()
    from monitor.cli import main as serve

    serve()


if __name__ == "__main__":
    main()
