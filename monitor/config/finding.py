"""Where the database lies, found without reading the feeds or any settings but its own.

Commands that only look into the database need no more, and answer as fast with 100,000 feeds, or
with a mistake elsewhere in the file: `monitor check` names that.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monitor.config.places import LOCAL_FILE, find_file, store_path
from monitor.config.values import written_path
from monitor.tables import Table, read_document


def find_store(path: Path | None, *, env: Mapping[str, str], db: Path | None) -> Path:
    """The database that `load` would name, with the same arguments.

    Raises WrongContent when the file cannot be read or its ``[store] path`` is wrong.
    """
    file, _ = find_file(path, env)
    document = read_document(file) if file else Table({}, file=str(LOCAL_FILE))
    found, _ = store_path(file, written_path(document.table("store"), "path"), env=env, db=db)
    document.finish()
    return found
