"""The command line in this process, and a folder in which two polls have been."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor import log
from monitor.cli.front import root
from monitor.daemon import Scope, clock, pass_once
from tests.daemon.lab import configure, serving

ROOT = Path(__file__).resolve().parents[2]
OLD = "Bakery wins prize for rye bread [bold]fresh[/bold]"
NEWS = "Prosecutor opens inquiry into sinking of Halmar Star"
NEAR = "Brekkevik ferry owner promised help"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with configuration, seed and (for most tests) a database."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "monitor.toml"

    @property
    def db(self) -> Path:
        return self.folder / "monitor.db"

    def ask(self, *words: object, text: str | bytes | None = None) -> Said:
        """Run a command with this folder's configuration."""
        return ask("-c", self.config, *words, text=text)


def ask(*words: object, text: str | bytes | None = None) -> Said:
    """Run a command in this process; ``text`` is its standard input."""
    found = CliRunner().invoke(root, [str(word) for word in words], input=text, prog_name="monitor")
    assert not found.exception or isinstance(found.exception, SystemExit), found.exception
    return Said(found.exit_code, found.stdout, found.stderr)


def python(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (this interpreter, fixed words)
        [sys.executable, *words],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT)} | env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(autouse=True)
def _log_is_put_back() -> Iterator[None]:
    """Each command points the log at a stream that is gone after it."""
    yield
    for kept in list(logging.getLogger().handlers):
        if isinstance(kept.formatter, log.Lines):
            logging.getLogger().removeHandler(kept)
    logging.captureWarnings(capture=False)
    for name in ("monitor", "monitor.daemon.service"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture(scope="session")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose feeds were polled twice: a baseline, then news; one feed is dead."""
    folder = tmp_path_factory.mktemp("polled")
    with serving() as feeds:
        urls = feeds.put("/a", OLD, NEAR), f"http://127.0.0.1:{feeds.port}/dead"
        config = configure(folder, feeds, *urls)
        everything = Scope(due_only=False)
        pass_once(config, everything, console=lambda _: None, clock=clock)
        feeds.put("/a", OLD, NEAR, NEWS)
        pass_once(config, everything, console=lambda _: None, clock=clock)
    return folder


@pytest.fixture
def home(polled: Path, tmp_path: Path) -> Home:
    """A copy of that folder, to do with as one likes."""
    folder = tmp_path / "home"
    shutil.copytree(polled, folder)
    return Home(folder)


@pytest.fixture
def empty(home: Home) -> Home:
    """The same before the first poll."""
    for file in home.folder.glob("monitor.db*"):
        file.unlink()
    return home
