"""Where the database lies, found without reading the feeds or any settings but its own.

Commands that only look into the database need no more, and answer as fast with 100,000 feeds, or
with a mistake elsewhere in the file: `monitor check` names that.
"""

from __future__ import annotations

import os

from monitor.config.places import absolute, find_file, store_path
from monitor.lines import read_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def find_store(
    path: str | None, *, env: Mapping[str, str], db: str | None, plainly: bool = False
) -> str:
    """The database that `load` would name, with the same arguments; an absolute path.

    Raises WrongContent when the file cannot be read or its ``[store] path`` is wrong. With
    ``plainly`` no library is loaded, and whatever is not plain to see is a LookupError.
    """
    file, _ = find_file(path, env)
    written = None
    if file is not None:
        try:
            written = _plainly(file)
        except LookupError:
            if plainly:
                raise
            written = _thoroughly(file)
    return store_path(file, written, env=env, db=db)[0]


def _plainly(file: str) -> str | None:
    """The path that stands in a file of plain lines. Raises LookupError when that is not sure."""
    try:
        with open(file, encoding="utf-8", newline="") as opened:
            document = read_lines(opened.read())
    except (OSError, ValueError) as error:
        raise LookupError(file) from error
    store = {} if document is None else document.get("store", {})
    if document is None or not isinstance(store, dict):
        raise LookupError(file)
    if "path" not in store:
        return None
    written = store["path"]
    if not isinstance(written, str) or not written.strip() or not written.isprintable():
        raise LookupError(file)
    return absolute(written, os.path.dirname(file))


def _thoroughly(file: str) -> str | None:
    from pathlib import Path

    from monitor.config.values import written_path
    from monitor.tables import read_document

    document = read_document(Path(file))
    written = written_path(document.table("store"), "path")
    document.finish()
    return None if written is None else str(written)
