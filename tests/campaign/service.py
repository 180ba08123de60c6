"""Two proofs that need other programs: atheris on the parse path, systemd's own view of the unit.

`make campaign FULL=1` installs atheris. Where systemd is not there the figure says so.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.campaign.fuzz import CORPUS, look
from tests.campaign.outcome import Found
from tests.campaign.watch import ROOT

_UNIT = ROOT / "systemd" / "monitor.service"
_EXPOSURE = 12  # tenths


def fuzz(folder: Path, seed: int, seconds: int, env: dict[str, str]) -> Found:
    """Read the corpus, then let atheris look for more, for so many seconds."""
    found = Found("fuzz", seed)
    files = sorted(CORPUS.iterdir())
    for file in files:
        look(file.read_bytes())
    there = importlib.util.find_spec("atheris") is not None
    found.figures |= {"corpus": len(files), "atheris": there, "fuzzed_s": seconds * there}
    found.holds["the corpus is harmless"] = bool(files)
    if seconds:
        found.holds["atheris is installed"] = there
    if there and seconds:
        done = subprocess.run(  # noqa: S603 (ourselves)
            [sys.executable, "-m", "tests.campaign.fuzz", str(seconds), str(folder / "corpus")],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | env,
            capture_output=True,
            text=True,
            check=False,
        )
        found.figures["said"] = done.stderr[-200:]
        found.holds["no finding"] = done.returncode == 0
    return found


def exposed(_folder: Path, seed: int, _size: int, _env: dict[str, str]) -> Found:
    """What systemd says of the rights that are left to the service."""
    found = Found("service", seed)
    program = shutil.which("systemd-analyze")
    found.figures["systemd"] = bool(program)
    done = subprocess.run(  # noqa: S603 (systemd's own)
        [program or "true", "security", "--offline=true", f"--threshold={_EXPOSURE}", str(_UNIT)],
        capture_output=True,
        text=True,
        check=False,
    )
    found.figures["said"] = done.stdout.strip()[-80:]
    found.holds["exposure <= 1.2"] = done.returncode == 0
    return found
