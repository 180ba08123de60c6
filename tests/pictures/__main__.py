"""The pictures that the README shows, made anew: python -m tests.pictures

The invented story of `monitor demo` is played through the real daemon; then each command runs on a
terminal of its own (a pty), and what it wrote there becomes an SVG without any external request.
"""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from fcntl import ioctl
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from monitor.cli import demo
from monitor.cli.call import now
from monitor.cli.demo_screen import Screen
from monitor.demo import serve

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECONDS = 12.0  # in which the story unfolds
_FONTS = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)

# File, columns of the terminal, rows kept (0 for all), and the commands.
PICTURES: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("look", 96, 46, ("developments --limit 6", "show {seed}/{storyline}")),
    ("explain", 96, 0, ("explain {alert}",)),
    ("narrow", 40, 24, ("developments --limit 4",)),
    ("seed", 96, 0, ("seed new article.txt --name my-story -n",)),
)


def main() -> None:
    """Play the story, look at it, draw what was seen."""
    with TemporaryDirectory(prefix="monitor-pictures-") as name:
        folder = Path(name)
        play(folder)
        words = names(folder)
        for file, columns, rows, commands in PICTURES:
            seen = "\n".join(look(folder, command.format(**words), columns) for command in commands)
            draw(HERE / f"{file}.svg", seen, columns, rows)
        draw(HERE / "demo.svg", on_terminal(folder, ("demo", "--speed", "5"), 96), 96, 46)


def play(folder: Path) -> None:
    """The demo's story in a database that stays, with a configuration that leads to it."""
    screen = Screen(silent=True)
    with serve(SECONDS, clock=now, told=screen.show_item) as serving:
        config = demo._configure(folder, serving)
        demo._plant(config.seeds_folder, serving)
        demo._watch(config, serving, screen, SECONDS)
        (folder / "article.txt").write_text(serving.story.article, "utf-8")
        feeds = "".join(f'[[feeds]]\nurl = "{feed.url}"\n' for feed in serving.feeds)
    settings = '[store]\npath = "monitor.db"\n[seeds]\nfolder = "seeds"\n'
    screen_channel = '[[channels]]\nname = "screen"\nurl = "console://"\n'
    (folder / "monitor.toml").write_text(settings + screen_channel + feeds, "utf-8")


def names(folder: Path) -> dict[str, str]:
    """What the commands speak of: the seed, its liveliest storyline, and an alert of it."""
    from monitor.model import Query
    from monitor.store import Store

    with Store.open(folder / "monitor.db", read_only=True) as store:
        alerts = store.read.alerts(Query(limit=0))
    lines = [alert.storyline for alert in alerts]
    storyline = max(lines, key=lines.count)
    alert = next(alert for alert in alerts if alert.storyline == storyline)
    return {"seed": alert.seed, "storyline": storyline, "alert": alert.id}


def look(folder: Path, command: str, columns: int) -> str:
    """A command as it was typed, and what it answered."""
    words = ("-c", "monitor.toml", *command.split())
    return f"\x1b[1m$ monitor {command}\x1b[0m\n{on_terminal(folder, words, columns)}"


def on_terminal(folder: Path, words: Sequence[str], columns: int) -> str:
    """What a command writes on a terminal of this width."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, columns, 0, 0))
    env = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PATH": os.environ["PATH"]}
    process = subprocess.Popen(  # noqa: S603 (this interpreter)
        [sys.executable, "-m", "monitor", *words],
        cwd=folder,
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while part := _read(ours):
        said += part
    os.close(ours)
    process.wait()
    return said.decode().replace("\r\n", "\n").replace(str(folder), "/home/desk")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end was closed
        return b""


def draw(file: Path, seen: str, columns: int, rows: int) -> None:
    """Write what was seen as an SVG, the fonts left to the reader's machine."""
    lines = seen.rstrip().splitlines()
    shown = "\n".join(lines[:rows] if rows else lines)
    console = Console(record=True, width=columns, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown), soft_wrap=False)
    svg = console.export_svg(title="monitor", theme=MONOKAI, unique_id=file.stem)
    svg = _FONTS.sub("", svg).replace("Fira Code, monospace", "Menlo, Consolas, monospace")
    file.write_text(re.sub(r"[ \t]+\n", "\n", svg), "utf-8")


if __name__ == "__main__":
    main()
