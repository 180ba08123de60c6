"""Configuration and profiles for a command that goes on: read again when their files change."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from monitor.cli.call import Call
from monitor.errors import WrongContent
from monitor.model import Profile

if TYPE_CHECKING:
    from monitor.config import Config

_Stamp = tuple[int, int]


class Files:
    """The files of a call as they are now. One that has become wrong counts as it was before.

    Safe to ask from several threads.
    """

    def __init__(self, call: Call) -> None:
        """Raises WrongContent when the configuration is wrong already."""
        self._call = call
        self._lock = RLock()
        self._loaded = call.load()
        self._stamps = _stamps(self._loaded)
        self._profiles: dict[Path, tuple[_Stamp, Profile | None]] = {}
        self._wrong: set[Path] = set()

    def config(self) -> Config:
        """The configuration in force."""
        with self._lock:
            stamps = _stamps(self._loaded)
            if stamps != self._stamps:
                self._stamps = stamps
                self._reload()
            return self._loaded

    def profiles(self) -> tuple[Profile, ...]:
        """Every profile that could ever be read and is still there."""
        with self._lock:
            there = sorted(self.config().seeds_folder.glob("*.toml"))
            for gone in self._profiles.keys() - set(there):
                del self._profiles[gone]
                self._wrong.discard(gone)
            for path in there:
                if path not in self._profiles or self._profiles[path][0] != _stamp(path):
                    self._read(path)
            return tuple(one for _, one in self._profiles.values() if one)

    def faults(self) -> tuple[str, ...]:
        """What is wrong in the files, a line for each of them."""
        with self._lock:
            self.profiles()
            return tuple(
                f"{path.name} is wrong and counts as it was before: `monitor check`"
                for path in sorted(self._wrong)
            )

    def _reload(self) -> None:
        named = self._loaded.file or self._loaded.feeds_file
        try:
            self._loaded = self._call.load()
            self._wrong.discard(named)
        except WrongContent:
            self._wrong.add(named)

    def _read(self, path: Path) -> None:
        from monitor.seeds import read

        stamp, (_, before) = _stamp(path), self._profiles.get(path, (None, None))
        try:
            self._profiles[path] = stamp, read(path)
            self._wrong.discard(path)
        except WrongContent:
            self._profiles[path] = stamp, before
            self._wrong.add(path)


def _stamps(config: Config) -> tuple[_Stamp, ...]:
    return tuple(_stamp(file) for file in (config.file, config.feeds_file) if file)


def _stamp(path: Path) -> _Stamp:
    """What tells whether a file was changed; zeros when it is just being replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
