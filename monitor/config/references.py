"""Secrets by reference: ``env:NAME``, ``file:PATH``, ``credential:NAME``, or the plain text.

What is read is wrapped in a `Secret` at once. A secret file that others may read is refused:
whoever can read a channel's address can write to the channel. A group may read (root:monitor 0640).
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from monitor.config.places import absolute
from monitor.secret import Secret
from monitor.tables import Table

_OTHERS = stat.S_IRWXO


class _Unresolved(Exception):
    """A reference that leads nowhere: what is wrong and what mends it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Secrets:
    """Looks up the secrets of one or more tables.

    ``env`` is the environment; with ``wanted`` False nothing is looked up and what is only
    referred to is empty: reading commands work beside a service whose secrets it alone can see.
    """

    def __init__(self, env: Mapping[str, str], *, wanted: bool = True) -> None:
        self._env = env
        self.wanted = wanted

    def read(self, table: Table, key: str) -> Secret | None:
        """The secret under ``key``, None when absent; what is wrong is noted in the table."""
        written = table.raw(key)
        if not isinstance(written, str):
            if written is not None:  # said without the value, which may be secret
                table.problem(key, "is not text", "needs text in quotes")
            return None
        try:
            return Secret(self._resolve(written.strip(), Path(table.file).parent))
        except _Unresolved as wrong:
            table.problem(key, wrong.what, wrong.remedy)
            return None

    def _resolve(self, text: str, folder: Path) -> str:
        scheme, _, name = text.partition(":")
        lookups: Mapping[str, Callable[[str], str]] = {
            "env": self._from_environment,
            "file": lambda path: _from_file(Path(absolute(path, str(folder)))),
            "credential": self._from_credential,
        }
        _refuse_control(text, "the text")
        if scheme in lookups and not self.wanted:
            return ""
        found = lookups[scheme](name) if scheme in lookups else text
        if not found:
            where = f"{text} is empty" if text else "is empty"
            raise _Unresolved(where, "give it a value, or take the key away")
        _refuse_control(found, text)
        return found

    def _from_environment(self, name: str) -> str:
        if not name.isidentifier():
            raise _Unresolved("is not the name of a variable", "needs env:NAME")
        if name not in self._env:
            raise _Unresolved(
                f"${name} is not set", f"set {name} in the environment of the monitor"
            )
        return self._env[name].strip()

    def _from_credential(self, name: str) -> str:
        folder = self._env.get("CREDENTIALS_DIRECTORY")
        if not folder:
            raise _Unresolved(
                f"credential {name} is not here: $CREDENTIALS_DIRECTORY is not set",
                f"only a service has it: add LoadCredential={name}:PATH to the unit",
            )
        if name != Path(name).name:
            raise _Unresolved(f'"{name}" is not the name of a credential', "needs a bare name")
        return _text_of(Path(folder) / name, f"add LoadCredential={name}:PATH to the unit")


def _refuse_control(text: str, where: str) -> None:
    if any(ord(character) < ord(" ") for character in text):
        raise _Unresolved(f"{where} holds more than one line", "a secret is one line")


def _from_file(path: Path) -> str:
    remedy = "check the path and its permissions"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _Unresolved(f"{path} cannot be read: {error.strerror}", remedy) from None
    if mode & _OTHERS:
        raise _Unresolved(f"others may open {path}", f"run: chmod o-rwx {path}")
    return _text_of(path, remedy)


def _text_of(path: Path, remedy: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise _Unresolved(f"{path} cannot be read: {error.strerror}", remedy) from None
    except UnicodeDecodeError:
        raise _Unresolved(f"{path} is not UTF-8 text", "save it as UTF-8") from None
