"""What every command shares: the options that stand anywhere, and what they lead to."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.clock import now
from monitor.cli.options import EVERYWHERE
from monitor.errors import NothingFound

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.store import Store

__all__ = ["Call", "Everywhere", "everywhere", "now"]


@dataclass(slots=True)
class Call:
    """The options of every command; filled while the words of the command line are read."""

    config: Path | None = None
    db: Path | None = None
    verbose: int = 0
    quiet: bool = False
    json: bool = False

    def begin(self, *also: str) -> None:
        """Set the log up: warnings, more with -v, errors only with -q.

        Loggers named in ``also`` are heard from INFO on unless it has to be quiet.
        """
        import logging

        from monitor import log

        if not gc.isenabled():  # see the door: what was loaded so far stays until the end
            gc.freeze()
            gc.enable()

        level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(self.verbose, 2)]
        log.setup(logging.ERROR if self.quiet else level, sys.stderr)
        for name in also:
            logging.getLogger(name).setLevel(logging.NOTSET if self.quiet else logging.INFO)

    def load(self, *, need_secrets: bool = False) -> Config:
        """The configuration in force. Raises WrongContent with every problem of its files."""
        from monitor.config import load

        return load(self.config, env=os.environ, db=self.db, need_secrets=need_secrets)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The database beside whoever writes it. Raises NothingFound when there is none yet."""
        from monitor.store import Store

        with Store.open(self.stored(), read_only=True) as store:
            yield store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The existing database, to be changed. Raises NothingFound when there is none yet."""
        from monitor.store import Store

        with Store.open(self.stored()) as store:
            yield store

    def places(self) -> tuple[str, str]:
        """Where the database and the seeds lie. Raises WrongContent for a file that is wrong."""
        from monitor.config import find_places

        config, db = (None if path is None else str(path) for path in (self.config, self.db))
        found = find_places(config, env=os.environ, db=db)
        return found.store, found.seeds

    def stored(self) -> Path:
        """Where the database lies. Raises NothingFound when there is none yet."""
        path = Path(self.places()[0])
        if not path.exists():
            raise NothingFound(
                f"nothing stored yet in {path}: start `monitor run` or `monitor poll` first,"
                " or name the right file with --db"
            )
        return path


class Everywhere(click.Option):
    """An option that every command takes, before and after its name."""


def _note(ctx: click.Context, param: click.Parameter, value: Any) -> None:  # noqa: ANN401 (click's)
    call = ctx.ensure_object(Call)
    if value and param.name:
        setattr(call, param.name, call.verbose + value if param.name == "verbose" else value)


def everywhere() -> list[click.Parameter]:
    """The options of every command, anew for each."""
    how: dict[str, dict[str, Any]] = {
        "file": {"type": click.Path(path_type=Path)},
        "count": {"count": True},
        "yes": {"is_flag": True},
    }
    return [
        Everywhere(
            one.names,
            metavar=one.metavar or None,
            help=one.help,
            callback=_note,
            expose_value=False,
            **how[one.kind],
        )
        for one in EVERYWHERE
    ]
