"""Draws the curves of the capacity page; runs in the peers' environment, which has matplotlib.

.venv/bench/bin/python -m tests.bench.drawing FILE.json FILE.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """One small picture for each curve, both scales logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.fonttype"] = "none"
    mpl.rcParams["svg.hashsalt"] = "curves"  # the same curves give the same file
    from matplotlib import pyplot as plt

    curves = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    figure, places = plt.subplots((len(curves) + 2) // 3, 3, figsize=(12, 2 + len(curves)))
    for spot, (name, curve) in zip(places.flat, curves.items(), strict=False):
        spot.loglog([int(size) for size in curve], list(curve.values()), marker="o")
        spot.set_title(name, fontsize=9)
        spot.grid(visible=True, alpha=0.3)
    for spot in list(places.flat)[len(curves) :]:
        spot.remove()
    figure.tight_layout()
    figure.savefig(sys.argv[2], metadata={"Date": None})


if __name__ == "__main__":
    main()
