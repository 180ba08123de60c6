"""The unit that we ship: what systemd itself says of it, and what the house relies on."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "systemd"
UNIT = FOLDER / "monitor.service"
ANALYZE = shutil.which("systemd-analyze")

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed here")


def service() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT)
    return parser["Service"]


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    return subprocess.run(  # noqa: S603  systemd's own tool on our own file
        [ANALYZE, "--no-pager", *words], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    """On a copy: the programme itself is not installed where tests run."""
    copy = tmp_path / UNIT.name
    text = UNIT.read_text()
    copy.write_text(text.replace("ExecStart=/opt/monitor/bin/monitor", "ExecStart=/bin/true"))
    assert copy.read_text() != text
    run = analyze("verify", str(copy))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
def test_the_unit_exposes_little() -> None:
    run = analyze("security", "--offline=true", "--threshold=15", str(UNIT))
    level = re.search(r"exposure level for \S+: (\d+\.\d+)", run.stdout)
    assert level is not None, run.stderr
    assert float(level[1]) <= 1.2
    assert run.returncode == 0


def test_the_service_speaks_the_protocol_that_the_daemon_does() -> None:
    unit = service()
    assert (unit["Type"], unit["NotifyAccess"]) == ("notify", "main")
    assert unit["ExecStart"] == "/opt/monitor/bin/monitor -c /etc/monitor/monitor.toml run"
    assert unit["ExecReload"].endswith("kill -HUP $MAINPID")
    assert unit["TimeoutStopSec"] == "15s"  # the contract promises 10
    assert unit["RestartPreventExitStatus"] == "2"
    assert "AF_UNIX" in unit["RestrictAddressFamilies"]


def test_the_group_can_read_the_state_and_nobody_else() -> None:
    unit = service()
    assert (unit["StateDirectory"], unit["StateDirectoryMode"]) == ("monitor", "0750")
    assert unit["UMask"] == "0027"
    assert "DynamicUser" not in unit


def test_the_user_of_the_service_is_the_one_that_is_created() -> None:
    lines = (FOLDER / "monitor.sysusers").read_text().splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#")]
    assert line.split()[:2] == ["u", service()["User"]]
    assert service()["User"] == service()["Group"]


def test_installing_takes_at_most_eight_lines() -> None:
    first = (FOLDER / "README.md").read_text().split("\n\n")[2]
    assert 1 <= len(first.splitlines()) <= 8
    assert all(line.startswith("    ") for line in first.splitlines())
