"""The door is cheap: nobody pays for the server or the sheets before a page is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monitor import pages

ROOT = Path(__file__).parents[2]


def test_importing_the_door_loads_no_library() -> None:
    heavy = "[name for name in ('aiohttp', 'jinja2', 'markupsafe', 'xml') if name in sys.modules]"
    found = subprocess.run(  # noqa: S603 (this interpreter, fixed words)
        [sys.executable, "-c", f"import sys, monitor.pages; print({heavy})"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "[]\n"


def test_the_door_offers_what_it_says_and_nothing_else() -> None:
    assert callable(pages.serving)
    assert callable(pages.write_report)
    with pytest.raises(AttributeError, match="fill"):
        _ = pages.fill
