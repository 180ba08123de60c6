"""The units that we ship: what systemd itself says of them, and what the house relies on.

There is no systemd where tests run, so their command lines run in a cage that is built from the
same lines with what the kernel offers: a read-only file system but for the state, no privileges, no
memory that is both written and run. Filters of system calls are left to systemd itself.
"""

from __future__ import annotations

import configparser
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.daemon.lab import Feeds, Manager, configure, serving

FOLDER = Path(__file__).parent.parent / "systemd"
UNIT = FOLDER / "monitor.service"
TIMER = FOLDER / "monitor.timer"
POLL = FOLDER / "monitor-poll.conf"
ANALYZE = shutil.which("systemd-analyze")

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed here")


def service(file: Path = UNIT) -> configparser.SectionProxy:
    """The section; of a key that stands in several lines the last one."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(file)
    return parser["Service"]


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    return subprocess.run(  # noqa: S603  systemd's own tool on our own file
        [ANALYZE, "--no-pager", *words], capture_output=True, text=True, check=False
    )


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as they are installed, but for the programme, which is not there where tests run."""
    text = UNIT.read_text()
    here = "ExecStart=/bin/true"
    programme = "ExecStart=/opt/monitor/bin/monitor"
    assert programme in text
    assert programme in POLL.read_text()
    (tmp_path / UNIT.name).write_text(text.replace(programme, here))
    (tmp_path / TIMER.name).write_text(TIMER.read_text())
    folder = tmp_path / "monitor.service.d"
    folder.mkdir()
    (folder / "poll.conf").write_text(POLL.read_text().replace(programme, here))
    return tmp_path


@needs_systemd
def test_systemd_finds_no_fault_in_the_unit(installed: Path) -> None:
    shutil.rmtree(installed / "monitor.service.d")
    run = analyze("verify", str(installed / UNIT.name))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
def test_systemd_finds_no_fault_in_the_timer_and_what_it_starts(installed: Path) -> None:
    run = analyze("verify", str(installed / TIMER.name), str(installed / UNIT.name))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("passes", [False, True])
def test_the_unit_exposes_little(installed: Path, *, passes: bool) -> None:
    if not passes:
        shutil.rmtree(installed / "monitor.service.d")
    unit = str(installed / UNIT.name)
    run = analyze("security", "--offline=true", "--threshold=12", unit)
    level = re.search(r"exposure level for \S+: (\d+\.\d+)", run.stdout)
    assert level is not None, run.stderr
    assert float(level[1]) <= 1.2
    assert run.returncode == 0


def test_a_pass_differs_from_the_daemon_in_nothing_that_protects() -> None:
    assert set(service(POLL)) == {
        *("Type", "NotifyAccess", "ExecStart", "ExecReload", "WatchdogSec", "Restart"),
        *("SuccessExitStatus", "TimeoutStartSec"),
    }
    assert service(POLL)["ExecStart"] == service()["ExecStart"].replace(" run", " poll")
    assert "\nExecStart=\n" in POLL.read_text()  # or the daemon would be started too


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


MDWE, REFUSE_EXEC_GAIN = 65, 1  # prctl's numbers for memory that is written, then run


def caged(file: Path, state: Path, *words: str) -> list[str]:
    """The unit's command line, with this configuration, in a cage made of the unit's own lines."""
    unit = service()
    hardened = ("NoNewPrivileges", "PrivateUsers", "PrivateMounts", "MemoryDenyWriteExecute")
    assert {unit[name] for name in hardened} == {"yes"}
    assert (unit["ProtectSystem"], unit["CapabilityBoundingSet"]) == ("strict", "")
    command = service(file)["ExecStart"].split()
    assert command[1] == "-c"
    command[:1] = [sys.executable, "-m", "monitor"]
    command[command.index("/etc/monitor/monitor.toml")] = str(state.parent / "monitor.toml")
    inside = (
        'mount --bind "$0" "$0" && mount -o remount,bind,ro / && umask {UMask} &&'
        " exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --"
        ' prlimit --nofile={LimitNOFILE} --core={LimitCORE} "$@"'
    ).format_map(unit)
    outside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    return [*outside, inside, str(state), *command, *words]


def _refuse_exec_gain() -> None:
    ctypes.CDLL(None).prctl(MDWE, REFUSE_EXEC_GAIN, 0, 0, 0)


def start(command: list[str], **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (the command lines that we ship)
        command,
        env=os.environ | env,
        preexec_fn=_refuse_exec_gain,  # noqa: PLW1509 (one call, no lock)
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def cages() -> bool:
    """Whether this kernel and user may build one."""
    if not all(map(shutil.which, ("unshare", "setpriv", "prlimit"))):
        return False
    trial = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "mount",
        "-o",
        "remount,bind,ro",
        "/",
    ]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0  # noqa: S603


needs_cage = pytest.mark.skipif(not cages(), reason="no user namespaces for tests here")
# Whole processes that start several times: seconds, and many more on a machine that is busy.
slow = pytest.mark.timeout(60)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The one folder that the service may write."""
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def settle(state: Path, feeds: Feeds) -> None:
    """A configuration beside the state folder, whose database stands inside it."""
    file = configure(state.parent, feeds, feeds.put("/a", "Nordlys Lines lowers fares")).file
    assert file
    file.write_text(file.read_text().replace('"monitor.db"', f'"{state}/monitor.db"'))


@slow
@needs_cage
def test_the_cage_holds(state: Path) -> None:
    with serving() as feeds:
        settle(state, feeds)
        refused = start([*caged(POLL, state), "--db", str(state.parent / "outside.db")])
        _, said = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert "cannot be written" in said


@slow
@needs_cage
def test_the_daemon_runs_under_the_restrictions_of_its_unit(state: Path) -> None:
    manager = Manager(state.parent)
    with serving() as feeds:
        settle(state, feeds)
        daemon = start(caged(UNIT, state), NOTIFY_SOCKET=manager.address)
        try:
            manager.wait_for("READY=1")
            manager.wait_for("WATCHDOG=1")
            daemon.send_signal(signal.SIGTERM)
            _, said = daemon.communicate(timeout=30)
        finally:
            daemon.kill()
            daemon.communicate()
            manager.close()
    assert daemon.returncode == 0, said
    assert "Traceback" not in said
    assert feeds.asked
    assert (state / "monitor.db").stat().st_mode & 0o777 == 0o640


@slow
@needs_cage
def test_a_pass_of_the_timer_runs_under_the_same_restrictions(state: Path) -> None:
    with serving() as feeds:
        settle(state, feeds)
        for _ in range(2):
            done = start(caged(POLL, state))
            out, said = done.communicate(timeout=30)
            assert done.returncode == 0, said
            assert "0 failing" in out + said
    assert feeds.asked
