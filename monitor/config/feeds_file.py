"""Feeds into the feeds file and out of it, as if by hand: comments, order and the file's rights stay.

The new file is written beside the old one and takes its place in one step, so that a daemon that
reads it meanwhile sees the old or the new, never half of one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from monitor.config.feeds_text import lost_one, set_one_pause, with_pause, without
from monitor.config.values import same_address, web_address_fault
from monitor.errors import MonitorError, Problem, WrongContent
from monitor.model import Feed
from monitor.spans import span_text
from monitor.tables import Table, read_document

_NEW_FILE_MODE = 0o644


@dataclass(frozen=True, slots=True)
class FeedsFile:
    """The file that lists feeds; written by people, and here as they would.

    Each call raises WrongContent when the file is not valid, and MonitorError when it cannot be
    written. With ``dry_run`` everything is checked and nothing written.
    """

    path: Path

    def add(self, feeds: Sequence[Feed], *, dry_run: bool = False) -> tuple[Feed, ...]:
        """Append the feeds to the file, which is made if there is none; those added.

        A feed whose address is there already is passed over, so that doing it twice changes
        nothing. Raises WrongContent also when an address is no web address, or when a feed carries
        headers (their secrets are for people to write).
        """
        path = self.path.resolve()
        present = read_document(path) if path.exists() else Table({}, file=str(path))
        _check(present, feeds)
        known, new = set(_addresses(present)), []
        for feed in feeds:
            if same_address(feed.url) not in known:
                known.add(same_address(feed.url))
                new.append(feed)
        text = _with_feeds(path, new)
        if new and not dry_run:
            _write(path, text)
        return tuple(new)

    def remove(self, url: str, *, dry_run: bool = False) -> bool:
        """Take out the feed of this address, with the comment right above it; whether it was there.

        Raises WrongContent also when its lines cannot be told from others.
        """
        return self._edit(url, without, lost_one, dry_run=dry_run)

    def pause(self, url: str, paused: bool, *, dry_run: bool = False) -> bool:  # noqa: FBT001 (what it is to be)
        """Have the feed of this address rest, or visited again; whether it is there.

        Raises WrongContent also when its lines cannot be told from others.
        """
        return self._edit(
            url,
            lambda text, place: with_pause(text, place, paused=paused),
            lambda before, after, at: set_one_pause(before, after, at, paused=paused),
            dry_run=dry_run,
        )

    def _edit(
        self,
        url: str,
        change: Callable[[str, int], str],
        holds: Callable[[str, str, str], bool],
        *,
        dry_run: bool,
    ) -> bool:
        path = self.path.resolve()
        addresses = _addresses(read_document(path)) if path.exists() else []
        if web_address_fault(url) or same_address(url) not in addresses:
            return False
        text = path.read_text("utf-8")
        changed = change(text, addresses.index(same_address(url)))
        if not holds(text, changed, url):
            what, remedy = f"{url} is not written as other feeds are", "change it by hand"
            raise WrongContent([Problem(file=str(path), place="feeds", what=what, remedy=remedy)])
        if not dry_run and changed != text:
            _write(path, changed)
        return True


def _check(present: Table, feeds: Sequence[Feed]) -> None:
    """Note all that stands against the feeds, and raise it."""
    for feed in feeds:
        fault = web_address_fault(feed.url)
        if fault:
            present.problem("url", f'"{feed.url}" {fault}', "needs https://... or http://...")
        if feed.headers:
            present.problem("headers", "are not written for you", "add them by hand, as env:NAME")
    present.finish()


def _addresses(present: Table) -> list[str]:
    urls = [table.get("url", str, "") for table in present.tables("feeds")]
    return ["" if web_address_fault(url) else same_address(url) for url in urls]


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


def _write(path: Path, text: str) -> None:
    try:
        _put_in_place(path, text)
    except OSError as error:
        raise MonitorError(
            f"{path} cannot be written: {error.strerror}; run this as the owner of the file"
        ) from error


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
