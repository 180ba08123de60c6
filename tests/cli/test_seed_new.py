"""`seed new`: from an article to a watched seed, on a terminal and without one."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.seeds import read
from tests.cli.conftest import NEWS, Home
from tests.daemon.lab import Feeds, serving
from tests.invented import PROFILE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(PROFILE.article)
    return file


@pytest.fixture
def web(home: Home) -> Iterator[Feeds]:
    with serving() as found:
        text = home.config.read_text()
        old = text.split('allow_private = ["')[1].split('"')[0]
        home.config.write_text(text.replace(old, f"127.0.0.1:{found.port}"))
        yield found


def on_terminal(home: Home, typed: str, *words: object, editor: str = "true") -> tuple[int, str]:
    """Run `seed new` on a terminal of its own, with these lines typed ahead."""
    ours, theirs = pty.openpty()
    env = {"PYTHONPATH": str(ROOT), "EDITOR": editor, "PATH": os.environ["PATH"], "TERM": "xterm"}
    process = subprocess.Popen(  # noqa: S603 (this interpreter)
        [sys.executable, "-m", "monitor", "-c", str(home.config), "seed", "new", *map(str, words)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env,
        close_fds=True,
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so at the end of a terminal
            break
        if not part:
            break
        said += part
    os.close(ours)
    return process.wait(timeout=8), said.decode()


def test_without_a_terminal_it_is_saved_as_it_is(home: Home, article: Path) -> None:
    said = home.ask("seed", "new", article, "--name", "star", "--published", "2026-03-01")
    assert said.code == 0
    profile = read(home.folder / "seeds" / "star.toml")
    assert (profile.seed, profile.article) == ("star", PROFILE.article)
    assert "(3 items) it would have:" in said.out
    assert "The stored week was taken in" in said.out
    assert home.ask("matches", "--seed", "star", "--json").json["matches"]
    assert home.ask("alerts", "--seed", "star", "--suppressed").code == 0


def test_what_it_would_have_told_is_shown_before_it_is_saved(home: Home, article: Path) -> None:
    said = home.ask("seed", "new", article, "--name", "star", "-n", "--json")
    seen = said.json["preview"]
    assert seen["items"] == 3
    assert seen["matched"] >= 1
    assert NEWS in {one["title"] for one in seen["told"]}
    assert not (home.folder / "seeds" / "star.toml").exists()


def test_before_the_first_poll_there_is_nothing_to_hold_it_against(
    empty: Home, article: Path
) -> None:
    said = empty.ask("seed", "new", article, "--name", "star", "--yes")
    assert "Nothing is stored yet" in said.out
    assert "from the first poll on" in said.out


def test_an_article_is_read_from_its_page(home: Home, web: Feeds) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in PROFILE.article.splitlines() if line)
    date = '<meta property="article:published_time" content="2026-03-01T12:00:00Z">'
    web.bodies["/story"] = f"<html lang=en><head>{date}</head><body>{paragraphs}</body></html>"
    url = f"http://127.0.0.1:{web.port}/story"
    found = home.ask("seed", "new", url, "--name", "star", "--json").json
    assert found["published"] == "2026-03-01"
    assert "Halmar Star" in found["article"]
    web.bodies["/bare"] = "<html><body><a href=/>Home</a></body></html>"
    bare = home.ask("seed", "new", f"http://127.0.0.1:{web.port}/bare")
    assert bare.code == 2
    assert "save its text in a file" in bare.err
    assert home.ask("seed", "new", f"http://127.0.0.1:{web.port}/lost").code == 1


def test_standard_input_is_an_article(home: Home) -> None:
    assert home.ask("seed", "new", "-", "--name", "star", text=PROFILE.article).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(("no.txt",), 2), ((), 2), (("http://10.0.0.1/",), 1), (("-", "--name", "My Seed"), 2)],
)
def test_what_cannot_be_done_is_one_line(home: Home, words: tuple[str, ...], code: int) -> None:
    said = home.ask("seed", "new", *words, text="")
    assert said.code == code
    assert len(said.err.splitlines()) == 1


def test_on_a_terminal_it_is_shown_and_accepted(home: Home, article: Path) -> None:
    code, said = on_terminal(home, "save\n", article, "--name", "star")
    assert code == 0, said
    assert "Save it, edit it first, or quit" in said
    assert (home.folder / "seeds" / "star.toml").exists()


def test_it_can_be_corrected_in_an_editor_first(home: Home, article: Path) -> None:
    broken = "sed -i s/^title/tilte/"
    code, said = on_terminal(home, "edit\nquit\n", article, "--name", "star", editor=broken)
    assert code == 130
    assert 'did you mean "title"?' in said
    mended = "sed -i '1,4s/^title.*/title = \"Mine\"/'"
    code, _ = on_terminal(home, "edit\nsave\n", article, "--name", "star", editor=mended)
    assert code == 0
    assert read(home.folder / "seeds" / "star.toml").title == "Mine"


def test_an_article_can_be_pasted(home: Home) -> None:
    typed = f"{PROFILE.article}\n.\nquit\n"
    code, said = on_terminal(home, typed, "--name", "star")
    assert code == 130
    assert "Paste the article" in said
    assert not (home.folder / "seeds" / "star.toml").exists()
