"""Files, environment and flags to one `Config`: flags > environment > file > defaults.

Everything that is wrong, in the configuration file and in the feeds file, is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.config import sections
from monitor.config.channels import read_channels
from monitor.config.describing import rows
from monitor.config.feed_list import read_feeds
from monitor.config.places import (
    DEFAULT,
    LOCAL_FILE,
    absolute,
    find_file,
    home_of,
    is_there,
    store_path,
)
from monitor.config.plain import FEEDS_FILE
from monitor.config.references import Secrets
from monitor.config.shape import Config
from monitor.config.values import written_path
from monitor.delivery import Settings as DeliverySettings
from monitor.errors import Problem, WrongContent
from monitor.store import Settings as StoreSettings
from monitor.tables import Table, read_document

_SECTIONS = ("store", "seeds", "polling", "alerts")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What the files say, as tables; all of them note their problems in ``document``."""

    document: Table
    parts: Mapping[str, Table]
    channels: list[Table]
    feeds: list[Table]
    feeds_file: Path


def load(
    path: Path | None,
    *,
    env: Mapping[str, str],
    db: Path | None,
    need_secrets: bool = True,
    problems: list[Problem] | None = None,
) -> Config:
    """The configuration in force; ``path`` and ``db`` are the flags ``--config`` and ``--db``.

    Without ``path`` it is $MONITOR_CONFIG, ./config/monitor.toml, /etc/monitor/monitor.toml or
    nothing but defaults. With ``need_secrets`` False secrets are not looked up and stay empty, for
    commands that only read the database. Raises WrongContent with every problem of both files;
    with ``problems`` they are put there instead, and what could be read is returned: for `check`,
    which goes on with the seeds and the database.
    """
    where, named_by = find_file(_text(path), env)
    file = None if where is None else Path(where)
    written = _read(file)
    placed = written_path(written.parts["store"], "path")
    db_path, db_origin = store_path(where, _text(placed), env=env, db=_text(db))
    config = replace(
        _compose(written, Secrets(env, wanted=need_secrets), StoreSettings(path=Path(db_path))),
        file=file,
    )
    _check_unknown(written)
    if problems is None:
        written.document.finish()
    else:
        problems += written.document.problems
    origins = _origins(written, config) | {"file": named_by, "store.path": db_origin}
    return replace(config, origins={key: origins.get(key, DEFAULT) for key, _ in rows(config)})


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _read(file: Path | None) -> _Written:
    document = read_document(file) if file else Table({}, file=LOCAL_FILE)
    feeds_file = (
        written_path(document, "feeds_file") or Path(absolute(document.file)).parent / FEEDS_FILE
    )
    return _Written(
        document=document,
        parts={name: document.table(name) for name in _SECTIONS},
        channels=document.tables("channels"),
        feeds=[*document.tables("feeds"), *_tables_of_feeds_file(document, feeds_file)],
        feeds_file=feeds_file,
    )


def _tables_of_feeds_file(document: Table, feeds_file: Path) -> list[Table]:
    """The feeds of the feeds file. It may be missing only when nobody named it."""
    if "feeds_file" not in document and not is_there(str(feeds_file)):
        return []
    try:
        found = read_document(feeds_file)
    except WrongContent as wrong:
        document.problems.extend(wrong.problems)
        return []
    found.problems = document.problems
    tables = found.tables("feeds")
    found.check_unknown()
    return tables


def _compose(written: _Written, secrets: Secrets, store: StoreSettings) -> Config:
    parts, home = written.parts, Path(home_of(written.document.file))
    polling = sections.polling(parts["polling"], secrets)
    return Config(
        file=None,
        feeds_file=written.feeds_file,
        store=sections.store(parts["store"], store),
        seeds_folder=written_path(parts["seeds"], "folder") or home / "seeds",
        polling=polling,
        alerts=sections.alerts(parts["alerts"], secrets),
        delivery=DeliverySettings(allow_private=polling.allow_private),
        channels=read_channels(written.channels, secrets),
        feeds=read_feeds(written.feeds, secrets),
    )


def _check_unknown(written: _Written) -> None:
    for table in (written.document, *written.parts.values()):
        table.check_unknown()


def _origins(written: _Written, config: Config) -> dict[str, str]:
    """For every key that is written: the file it stands in."""
    file = written.document.file
    keys = [*written.document]
    keys += [f"{name}.{key}" for name, table in written.parts.items() for key in table]
    for channel, table in zip(config.channels, written.channels, strict=False):
        keys += [f"channels.{channel.name}.{key}" for key in table]
    feeds_from = dict.fromkeys(table.file for table in written.feeds)
    return dict.fromkeys(keys, file) | {"feeds": ", ".join(feeds_from) or DEFAULT}
