"""Where database and seeds lie, found without reading the feeds or any settings but its own.

Commands that only look into the database need no more, and answer as fast with 100,000 feeds, or
with a mistake elsewhere in the file: `monitor check` names that.
"""

from __future__ import annotations

import os

from monitor.config.places import LOCAL_FILE, absolute, find_file, home_of, store_path
from monitor.config.plain import read_feeds_plainly, read_plainly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_KEYS = (("store", "path"), ("seeds", "folder"))


class Places:
    """Where things lie: ``store`` is the database, ``seeds`` the folder of the profiles.

    ``file`` is the configuration file that names them, None without one.
    """

    def __init__(self, store: str, seeds: str, file: str | None) -> None:
        self.store = store
        self.seeds = seeds
        self.file = file

    def feeds(self) -> list[dict[str, Any]]:
        """Every field of each feed that `load` would find, in its order; see `plain`.

        Raises LookupError for whatever is not plain to see.
        """
        if self.file is None:
            raise LookupError("no configuration")
        return read_feeds_plainly(self.file)


def find_places(
    path: str | None, *, env: Mapping[str, str], db: str | None, plainly: bool = False
) -> Places:
    """The database and the folder of seeds that `load` would name, with the same arguments.

    Raises WrongContent when the file cannot be read or one of its paths is wrong. With ``plainly``
    no library is loaded, and whatever is not plain to see is a LookupError.
    """
    file, _ = find_file(path, env)
    store = seeds = None
    if file is not None:
        try:
            store, seeds = _plainly(file)
        except LookupError:
            if plainly:
                raise
            store, seeds = _thoroughly(file)
    usual = os.path.join(home_of(file or LOCAL_FILE), "seeds")
    return Places(store_path(file, store, env=env, db=db)[0], seeds or usual, file)


def _plainly(file: str) -> list[str | None]:
    """The paths that stand in a file of plain lines. Raises LookupError when that is not sure."""
    document = read_plainly(file)
    found: list[str | None] = []
    for name, key in _KEYS:
        table = document.get(name, {})
        written = table.get(key) if isinstance(table, dict) else ""
        if written is None:
            found.append(None)
        elif isinstance(written, str) and written.strip() and written.isprintable():
            found.append(absolute(written, os.path.dirname(file)))
        else:
            raise LookupError(file)
    return found


def _thoroughly(file: str) -> list[str | None]:
    from pathlib import Path

    from monitor.config.values import written_path
    from monitor.tables import read_document

    document = read_document(Path(file))
    found = [written_path(document.table(name), key) for name, key in _KEYS]
    document.finish()
    return [None if path is None else str(path) for path in found]
