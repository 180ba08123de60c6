"""Feeds into the feeds file, as if by hand: comments, order and the file's rights stay.

The new file is written beside the old one and takes its place in one step, so that a daemon that
reads it meanwhile sees the old or the new, never half of one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from monitor.config.values import same_address, web_address_fault
from monitor.errors import MonitorError, Problem, WrongContent
from monitor.model import Feed
from monitor.spans import span_text
from monitor.tables import Table, read_document

_NEW_FILE_MODE = 0o644


def add_feeds(path: Path, feeds: Sequence[Feed], *, dry_run: bool = False) -> tuple[Feed, ...]:
    """Append the feeds to the file at ``path``, which is made if there is none; those added.

    A feed whose address is there already is passed over, so that doing it twice changes nothing.
    With ``dry_run`` everything is checked and nothing written.

    Raises WrongContent when an address is no web address, when the file is not valid, or when a
    feed carries headers (their secrets are for people to write); MonitorError when the file cannot
    be written.
    """
    path = path.resolve()
    present = read_document(path) if path.exists() else Table({}, file=str(path))
    _check(present, feeds)
    known, new = _addresses(present), []
    for feed in feeds:
        if same_address(feed.url) not in known:
            known.add(same_address(feed.url))
            new.append(feed)
    text = _with_feeds(path, new)
    if dry_run or not new:
        return tuple(new)
    try:
        _put_in_place(path, text)
    except OSError as error:
        raise MonitorError(
            f"{path} cannot be written: {error.strerror}; run this as the owner of the file"
        ) from error
    return tuple(new)


def _check(present: Table, feeds: Sequence[Feed]) -> None:
    """Note all that stands against the feeds, and raise it."""
    for feed in feeds:
        fault = web_address_fault(feed.url)
        if fault:
            present.problem("url", f'"{feed.url}" {fault}', "needs https://... or http://...")
        if feed.headers:
            present.problem("headers", "are not written for you", "add them by hand, as env:NAME")
    present.finish()


def _addresses(present: Table) -> set[str]:
    urls = [table.get("url", str, "") for table in present.tables("feeds")]
    return {same_address(url) for url in urls if not web_address_fault(url)}


def _with_feeds(path: Path, new: Sequence[Feed]) -> str:
    """The text of the file with the feeds at its end."""
    import tomlkit
    from tomlkit.items import AoT

    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    feeds = document.setdefault("feeds", tomlkit.aot())
    if not isinstance(feeds, AoT):
        problem = Problem(
            file=str(path), place="feeds", what="is a list in [ ]", remedy="write it as [[feeds]]"
        )
        raise WrongContent([problem])
    for feed in new:
        table = tomlkit.table()
        table.update(_values(feed))
        feeds.append(table)
    return tomlkit.dumps(document)


def _values(feed: Feed) -> dict[str, str]:
    values = {
        "url": feed.url,
        "source": feed.source,
        "title": feed.title,
        "language": feed.language,
        "every": span_text(feed.every) if feed.every else "",
    }
    return {key: value for key, value in values.items() if value}


def _put_in_place(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            _take_rights(file.fileno(), path)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _take_rights(descriptor: int, path: Path) -> None:
    """The rights and owner of the file that is replaced; what only root may give, if it may."""
    if not path.exists():
        os.fchmod(descriptor, _NEW_FILE_MODE)
        return
    old = path.stat()
    with suppress(PermissionError):
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, old.st_mode & 0o7777)
