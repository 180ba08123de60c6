from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from monitor.config import Config, load
from monitor.errors import WrongContent

Write = Callable[..., Path]
Read = Callable[..., Config]
Complain = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes config/monitor.toml (and config/feeds.toml) in a folder of its own."""

    def _write(text: str, feeds: str | None = None) -> Path:
        folder = tmp_path / "config"
        folder.mkdir(exist_ok=True)
        if feeds is not None:
            (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
        file = folder / "monitor.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return _write


@pytest.fixture
def read(write: Write) -> Read:
    """The configuration that a text makes."""

    def _read(text: str, feeds: str | None = None, env: Mapping[str, str] | None = None) -> Config:
        return load(write(text, feeds), env=env or {}, db=None)

    return _read


@pytest.fixture
def complain(read: Read, tmp_path: Path) -> Complain:
    """What is wrong with a text, one line for each problem, without the folder."""

    def _complain(*args: object, **kwargs: object) -> list[str]:
        with pytest.raises(WrongContent) as wrong:
            read(*args, **kwargs)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in wrong.value.problems]

    return _complain
