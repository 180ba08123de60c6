"""Where the configuration lies, and where everything lies that it does not place itself.

Paths are relative to the file they stand in. What no one places lies in the *home*: the folder
above ``config/``, or else the folder of the file itself. So the same configuration always means
the same database, wherever the command is started. Without any file the home is where one stands.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LOCAL_FILE = Path("config/monitor.toml")
SYSTEM_FILE = Path("/etc/monitor/monitor.toml")
# What systemd makes of StateDirectory=monitor; a shell beside the service has no $STATE_DIRECTORY.
SYSTEM_STORE = Path("/var/lib/monitor/monitor.db")

DEFAULT = "default"  # the origin of what nobody chose

Placed = tuple[Path, str]  # a path and its origin


def find_file(path: Path | None, env: Mapping[str, str]) -> tuple[Path | None, str]:
    """The configuration file to read and who named it; None when there is none anywhere."""
    if path is not None:
        return path, "--config"
    if env.get("MONITOR_CONFIG"):
        return Path(env["MONITOR_CONFIG"]), "MONITOR_CONFIG"
    found = next((file for file in (LOCAL_FILE, SYSTEM_FILE) if is_there(file)), None)
    return found, DEFAULT


def home_of(file: Path) -> Path:
    """The folder that unplaced things lie in, for a configuration file at this path."""
    folder = absolute(file).parent
    return folder.parent if folder.name == "config" else folder


def absolute(path: Path, folder: Path | None = None) -> Path:
    """A path as written in a file of ``folder``; ``~`` is the home of the user."""
    spread = os.path.expanduser(path)  # noqa: PTH111 (leaves an unknown user as written)
    return Path(os.path.abspath((folder or Path()) / spread))  # noqa: PTH100 (keeps links)


def store_path(
    file: Path | None, written: Path | None, *, env: Mapping[str, str], db: Path | None
) -> Placed:
    """The database: flag, environment, file (``written``), service, default; the first that is."""
    state = env.get("STATE_DIRECTORY", "").split(":")[0]
    rungs: tuple[tuple[Path | None, str], ...] = (
        (db, "--db"),
        (Path(env["MONITOR_DB"]) if env.get("MONITOR_DB") else None, "MONITOR_DB"),
        (written, str(file)),
        (Path(state) / "monitor.db" if state else None, "$STATE_DIRECTORY"),
        (SYSTEM_STORE if file == SYSTEM_FILE else None, DEFAULT),
    )
    taken = next(((path, origin) for path, origin in rungs if path is not None), None)
    path, origin = taken or (home_of(file or LOCAL_FILE) / "var" / "monitor.db", DEFAULT)
    return absolute(path), origin


def is_there(file: Path) -> bool:
    """Whether there is such a file; one that may not be looked at counts, so that it is named."""
    try:
        file.stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return True
