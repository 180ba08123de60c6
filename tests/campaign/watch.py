"""A real daemon over the lab: its files, its processes, its end."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from monitor.model import Entity, Profile, Storyline
from monitor.seeds import render
from tests.campaign.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
TOKENS = 400
_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve ki lo ju hu wa ze ny ter".split()


def token(number: int) -> str:
    """A word that stands in one item only, and is one storyline's own."""
    return f"zq{number:04d}x"


def title(number: int) -> str:
    """A headline that is told once: nothing but the ship is said in any other."""
    words = " ".join(_word(number * 7 + place) for place in range(7))
    return f"Halmar Star {words} {token(number)}"


def _word(number: int) -> str:
    """A word of invented syllables, unlike that of any other number."""
    return "".join(random.Random(number).choices(_SYLLABLES, k=5))  # noqa: S311 (repeatable)


def _profile(storylines: int) -> Profile:
    lines = tuple(
        Storyline(slug=token(number), title=f"Line {number}", terms={"en": (token(number),)})
        for number in range(storylines)
    )
    return Profile(
        seed="ferry",
        title="The sinking of the ferry Halmar Star",
        languages=("en",),
        entities=(Entity(name="Halmar Star", kind="vessel", weight=1.0, anchor=True),),
        storylines=lines,
        article="The ferry Halmar Star sank. Prosecutors opened an inquiry into the sinking.",
    )


def write_files(
    folder: Path, lab: Lab, urls: list[str], more: str = "", storylines: int = TOKENS
) -> Path:
    """A configuration that watches ``urls`` and tells the lab's web hook; its path.

    Its seed has a storyline for each of so many tokens.
    """
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "ferry.toml").write_text(render(_profile(storylines)))
    feeds = "".join(f'[[feeds]]\nurl = "{url}"\nevery = "1s"\n' for url in urls)
    file = folder / "monitor.toml"
    file.write_text(
        f'[store]\npath = "monitor.db"\n[seeds]\nfolder = "seeds"\n'
        f'[polling]\nallow_private = ["127.0.0.1:{lab.port}"]\nper_host = 64\n'
        f'[alerts]\nbatch_wait = "0s"\n'
        f'[[channels]]\nname = "desk"\nurl = "json://127.0.0.1:{lab.port}/in"\n'
        f'min_priority = "routine"\ndigest = false\nbudget_per_day = 100000\n{more}{feeds}'
    )
    return file


_STARTED: list[subprocess.Popen[bytes]] = []


def end_all() -> None:
    """Kill every daemon that was started here and still lives."""
    for process in _STARTED:
        if process.poll() is None:
            process.kill()
            process.wait()


@dataclass
class Watch:
    """One daemon after another over the same database; ``env`` goes to each of them."""

    folder: Path
    file: Path
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    lives: int = 0

    @property
    def database(self) -> Path:
        return self.folder / "monitor.db"

    def start(self, **env: str) -> None:
        """A new life; what it says is kept in ``log``."""
        self.lives += 1
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 (our own programme)
                [sys.executable, "-m", "tests.campaign.entry", "-c", str(self.file), "run", "-v"],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | self.env | env,
                stdout=log,
                stderr=log,
            )
        _STARTED.append(self.process)

    def kill(self) -> None:
        """SIGKILL, and wait for the body."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit code, -9 when it had to be killed after 12 s."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(12)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9

    def wait_dead(self, seconds: float) -> bool:
        assert self.process
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def peak_mb(self) -> float:
        """The daemon's highest memory so far (VmHWM)."""
        assert self.process
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    def processor_seconds(self) -> float:
        """What the daemon has used of the processors so far."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the database says, read beside the daemon."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10) as db:
            return db.execute(sql).fetchall()

    def pairs(self, sql: str) -> dict[object, object]:
        """Rows of two columns, the first of which is a key."""
        return {row[0]: row[1] for row in self.rows(sql)}

    def integrity(self) -> str:
        with sqlite3.connect(self.database, timeout=10) as db:
            return str(db.execute("PRAGMA integrity_check").fetchone()[0])

    def cli(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another process of ours over the same files, with the same fault put in."""
        return subprocess.run(  # noqa: S603 (our own programme)
            [sys.executable, "-m", "tests.campaign.entry", "-c", str(self.file), *words],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | self.env,
            capture_output=True,
            text=True,
            check=False,
        )


def wait_for(fact: Callable[[], bool], seconds: float) -> bool:
    """Whether a fact came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if fact():
            return True
        time.sleep(0.02)
    return fact()
