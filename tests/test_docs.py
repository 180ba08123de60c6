"""Every command that the documents name is executed, in a folder where it makes sense.

A line of documents is a promise. Names in it (a seed, an id, a file) are put in place first; what
would reach the network or run for ever is parsed to its last word, and executed by other tests.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from monitor.cli import front
from tests.cli.conftest import Home, ask, polled  # noqa: F401 (a fixture)
from tests.invented import PROFILE

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    *("README.md", "CHANGELOG.md", "systemd/README.md", "config/monitor.toml"),
    *("config/feeds.toml", "config/REFERENCE.md", "seeds/maduro-talks.toml"),
)
# These would run for ever, ask a network that is not there, or need a pipe.
PARSED = re.compile(r"monitor (-\S+ \S+ )?(run|demo|serve|replay|feeds discover|check --online)\b")
WEB = re.compile(r"https?://(?!127)")
ID = re.compile(r"\b([imsdao])\d+\b")
# Done; a feed of the fixture is dead; nothing of the kind is stored; no daemon is running.
LIKELY = {0, 1, 3, 4}
# Prose names a command without its words.
UNFINISHED = re.compile(r"missing (argument|parameter|option)|: give an |no terminal")
LETTERS = {
    "ID": "i1", "SEED": "ferry", "STORYLINE": "casualties", "NAME": "console", "CHANNEL": "console",
    "FILE": "new.opml", "ARTICLE": "article.txt", "WORDS": "ferry", "SHELL": "bash", "N": "1",
    "maduro-talks": "ferry", "seeds/maduro-talks.toml": "seeds/ferry.toml", "talks": "casualties", "boat-strikes": "casualties",
    "desk-slack": "console", "URL": "https://a.example/rss",
}  # fmt: skip


def of_documents() -> Iterator[tuple[str, str]]:
    """Each command with the document that names it: whole lines of code, and words in backticks."""
    for name in DOCUMENTS:
        for line in (ROOT / name).read_text("utf-8").splitlines():
            found = re.findall(r"`(monitor [^`]+)`", line)
            if line.startswith("    "):
                code = re.sub(r"\s#.*|\s{2,}(?!monitor).*", "", line.strip())
                parts = re.split(r"\s{2,}(?=monitor )", line.strip())
                found = [re.sub(r"\s#.*", "", part) for part in parts] if len(parts) > 1 else [code]
            for command in found:
                said = re.search(r"(?:^|[\s/(])(monitor [a-z-][^&|<>;)]+)", f" {command}")
                if said and not said[1].startswith("monitor && "):
                    yield name, said[1].strip()


def of_help() -> Iterator[tuple[str, str]]:
    """Each command in the examples of a --help."""
    context = click.Context(front.root)
    for name in front.root.list_commands(context):
        command = front.root.get_command(context, name)
        assert command
        below = list(command.commands.values()) if isinstance(command, click.Group) else []
        for one in (command, *below):
            text = re.sub(r"^Examples?: ", "", one.epilog or "")
            for line in text.replace("\b", "").splitlines():
                for part in re.split(r", (?=monitor )", line):
                    said = re.search(r"monitor [^|<>)\"]*(\"[^\"]*\"[^|<>]*)?", part)
                    if said:
                        yield f"{one.name} --help", re.split(r"\s{3,}", said[0])[0].strip()


COMMANDS = sorted({*of_documents(), *of_help()})


@pytest.fixture
def desk(polled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:  # noqa: F811
    """A folder with all that the documents speak of."""
    home = Home(tmp_path / "home")
    shutil.copytree(polled, home.folder)
    monkeypatch.chdir(home.folder)
    for name in ("article.txt", "caption.txt"):
        Path(name).write_text(PROFILE.article)
    for name in ("old.jsonl", "items.jsonl"):
        Path(name).write_text('{"id": "1", "title": "Ferry sinks"}\n')
    profile = Path("seeds/ferry.toml").read_text()
    Path("seeds/my-story.toml").write_text(profile.replace('"ferry"', '"my-story"', 1))
    Path("subscriptions.opml").write_text('<opml version="2.0"><body/></opml>')
    return home


def words_of(command: str) -> list[str]:
    """The words, with every name that stands for something replaced by one that is there."""
    words: list[str] = []
    for word in shlex.split(command.rstrip(".,:"))[1:]:
        for part in ("[", "]"):
            word = word.replace(part, "")  # noqa: PLW2901 (step by step)
        word = word.split("|")[0].removesuffix("...") or word  # noqa: PLW2901
        word = LETTERS.get(word, word)  # noqa: PLW2901
        if word.startswith("maduro-talks/"):
            word = "ferry/casualties"  # noqa: PLW2901
        if len(word) < 6 and (shown := ID.match(word)):
            word = f"{shown[1]}{1 + sum(one[:1] == shown[1] for one in words)}"  # noqa: PLW2901
        words.append(word)
    again = ["--force"] if "-o" in words else []  # the folder has what other lines speak of
    return [word for word in (*words, *again) if word]


@pytest.mark.parametrize(
    ("document", "command"), COMMANDS, ids=[" in ".join(one[::-1]) for one in COMMANDS]
)
def test_each_command_of_the_documents_does_what_it_says(
    desk: Home, document: str, command: str
) -> None:
    words = words_of(command)
    parsed = PARSED.match(command) or WEB.search(command) or ("-c" in words) or not words
    if parsed and words:
        said = ask(*words, "--help")
        assert said.code == 0, (document, command, said.err)
        return
    said = ask("-c", desk.config, *words, text=PROFILE.article)
    if "import" in words or "backup" in words:
        assert said.code in {0, 1, 2, 3}, (document, command, said)
        assert "there is no option" not in said.err
        return
    if said.code == click.UsageError.exit_code and UNFINISHED.search(said.err):
        said = ask(*words, "--help")
    assert said.code in LIKELY, (document, command, said)


def test_the_documents_name_every_command() -> None:
    """A command that no document names might as well not be there."""
    named = {
        word for document, command in COMMANDS if "help" not in document for word in command.split()
    }
    assert set(front.root.list_commands(click.Context(front.root))) - named == set()


def test_the_pictures_are_there_small_and_ask_nobody_for_anything() -> None:
    shown = re.findall(r"!\[[^\]]+\]\((\S+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    for name in shown:
        assert (ROOT / name).stat().st_size < 120_000, name
        if name.endswith(".png"):
            continue
        picture = (ROOT / name).read_text("utf-8")
        assert not re.search(r"@import|@font-face|<image|<script|href=|url\(http", picture), name
        assert "monitor-pictures-" not in picture, name
