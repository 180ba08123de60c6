"""Where the configuration lies, and where everything lies that it does not place itself.

Paths are relative to the file they stand in. What no one places lies in the *home*: the folder
above ``config/``, or else the folder of the file itself. So the same configuration always means
the same database, wherever the command is started. Without any file the home is where one stands.

Paths are texts here: lists start half as fast again without `pathlib`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL_FILE = "config/monitor.toml"
SYSTEM_FILE = "/etc/monitor/monitor.toml"
# What systemd makes of StateDirectory=monitor; a shell beside the service has no $STATE_DIRECTORY.
SYSTEM_STORE = "/var/lib/monitor/monitor.db"

DEFAULT = "default"  # the origin of what nobody chose

Placed = tuple[str, str]  # a path and its origin


def find_file(path: str | None, env: Mapping[str, str]) -> tuple[str | None, str]:
    """The configuration file to read and who named it; None when there is none anywhere."""
    if path is not None:
        return path, "--config"
    if env.get("MONITOR_CONFIG"):
        return env["MONITOR_CONFIG"], "MONITOR_CONFIG"
    found = next((file for file in (LOCAL_FILE, SYSTEM_FILE) if is_there(file)), None)
    return found, DEFAULT


def home_of(file: str) -> str:
    """The folder that unplaced things lie in, for a configuration file at this path."""
    folder = os.path.dirname(absolute(file))
    return os.path.dirname(folder) if os.path.basename(folder) == "config" else folder


def absolute(path: str, folder: str = "") -> str:
    """A path as written in a file of ``folder``; ``~`` is the home of the user, links are kept."""
    return os.path.abspath(os.path.join(folder, os.path.expanduser(path)))


def store_path(
    file: str | None, written: str | None, *, env: Mapping[str, str], db: str | None
) -> Placed:
    """The database: flag, environment, file (``written``), service, default; the first that is."""
    state = env.get("STATE_DIRECTORY", "").split(":")[0]
    rungs: tuple[tuple[str | None, str], ...] = (
        (db, "--db"),
        (env.get("MONITOR_DB") or None, "MONITOR_DB"),
        (written, str(file)),
        (os.path.join(state, "monitor.db") if state else None, "$STATE_DIRECTORY"),
        (SYSTEM_STORE if file == SYSTEM_FILE else None, DEFAULT),
    )
    taken = next(((path, origin) for path, origin in rungs if path is not None), None)
    path, origin = taken or (
        os.path.join(home_of(file or LOCAL_FILE), "var", "monitor.db"),
        DEFAULT,
    )
    return absolute(path), origin


def is_there(file: str) -> bool:
    """Whether there is such a file; one that may not be looked at counts, so that it is named."""
    try:
        os.stat(file)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
