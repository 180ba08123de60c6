"""Wrong input of every kind: one helpful line on stderr, nothing on stdout, the right exit code.

The table is the list that issue after issue is held against; what a row promises is the whole answer.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tests.cli.conftest import Home, Said

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Words after `monitor -c FILE`; the exit code, and what the one line has to say."""

    words: str
    code: int
    says: str
    text: str | bytes = ""


TABLE = (
    # a mistyped or missing word
    Wrong("itmes", 2, 'did you mean "items"?'),
    Wrong("zzz", 2, "the list of commands: monitor --help"),
    Wrong("feeds zzz", 2, "the list of commands: monitor feeds --help"),
    Wrong("seed biuld x", 2, 'did you mean "build"?'),
    Wrong("feeds healt", 2, 'did you mean "health"?'),
    Wrong("items --lmit 3", 2, 'did you mean "--limit"?'),
    Wrong("--jsn items", 2, 'did you mean "--json"?'),
    Wrong("show", 2, "missing argument 'ID'; see monitor show --help"),
    Wrong("show a1 a2", 2, "unexpected extra argument (a2)"),
    Wrong("search", 2, "missing argument"),
    Wrong("backtest --items x", 2, "missing option '--seed'"),
    Wrong("completion tcsh", 2, "'tcsh' is not one of"),
    Wrong("explain", 2, "give an item's id or address, or --text"),
    Wrong("explain i1 --text x", 2, "only one of them"),
    # a wrong value
    Wrong("items --since tomorow", 2, "or a date such as 2025-11-18"),
    Wrong("items --since 2025-13-40", 2, "or a date such as 2025-11-18"),
    Wrong("items --until 5x", 2, "write 30s, 5m, 4h or 7d"),
    Wrong("items --limit many", 2, "'many' is not a valid integer"),
    Wrong("items --limit -1", 2, "not in the range x>=0"),
    Wrong("alerts --min-priority loud", 2, "none of routine, urgent, bulletin, flash"),
    Wrong(
        "items --seed", 2, "items: option '--seed' requires an argument; see monitor items --help"
    ),
    Wrong("explain --text", 2, "see monitor explain --help"),
    Wrong("seed build - --published yesterday", 2, "write it as 2025-11-18"),
    Wrong("feeds add https://a.example/ --every soon", 2, "needs a duration such as 30s"),
    Wrong("feeds add ftp://a.example/", 2, "is not an http or https address"),
    Wrong("feeds health --sort size", 2, "'size' is not one of"),
    Wrong("demo --speed 0", 2, "not in the range"),
    Wrong("seed new - --name Ferry!", 2, "small letters, digits and hyphens"),
    Wrong("mark i1 great", 2, "relevant"),
    Wrong("items --since 2026-02-02 --until 2026-02-01", 2, "--until has to lie after --since"),
    Wrong("search ''", 2, "at least one word"),
    Wrong("silence add --storyline casualties --reason x", 2, "give an end"),
    Wrong("silence add --for 8h --storyline casualties", 2, "missing option '--reason'"),
    Wrong("silence add --for 8h --reason x", 2, "say what to hold"),
    Wrong("silence add --for -8h --seed ferry --reason x", 2, "write 30m, 8h or 2d"),
    Wrong("silence add --until 2020-01-01 --seed ferry --reason x", 2, "is over already"),
    Wrong("serve --port 99999", 2, "not in the range"),
    Wrong("stories merge s1", 2, "missing argument 'OTHER..'"),
    Wrong("replay --since soon", 2, "or a date such as 2025-11-18"),
    Wrong("report -o no/such/page.html", 2, "there is no folder no/such (make it first)"),
    Wrong("silence add --for 8h --storyline casualtis --reason x", 3, 'did you mean "casualties"?'),
    Wrong("report --since 2999-01-01 -o x.html", 2, "lies in the future"),
    Wrong("items --limit 1e3", 2, "'1e3' is not a valid integer; see"),
    Wrong("items --since 2026-01-01T00:00+25:00", 2, "is no time; write 30s"),
    Wrong("items --since 99999999999d", 2, "is no time; write 30s"),
    Wrong("items --since ''", 2, '"" is no time'),
    Wrong("items --since 2026-02-01 --until 2026-02-01", 2, "--until has to lie after --since"),
    Wrong("explain --text '   '", 2, "or --text"),
    Wrong("explain d1 --seed nobody", 2, "d1 has its own"),
    Wrong("mark i1 relevant --undo", 2, "--undo takes an ID at most"),
    Wrong("stories merge s1 s1", 2, "cannot be merged with itself"),
    Wrong("replay --since 2999-01-01", 2, "--since: lies in the future"),
    Wrong("report --new-since 2999-01-01 -o x.html", 2, "--new-since: lies in the future"),
    Wrong("demo --speed nan", 2, "--speed needs a number"),
    Wrong("demo --speed inf", 2, "not in the range"),
    Wrong("serve --name 'bad name'", 2, '"bad name" is no name of a machine'),
    Wrong("serve --host nowhere", 2, "nowhere is no address"),
    Wrong("feeds add https://", 2, "is not a complete address"),
    Wrong("feeds add http://[::1", 2, "needs https://... or http://..."),
    Wrong("feeds add https://a.example/ --every 0s", 2, "needs a duration such as 30s"),
    Wrong("feeds pause ''", 2, "the address of the feed is empty"),
    Wrong("feeds retry", 2, "give the address of a feed, or --failing"),
    Wrong("silence add --until 9999-12-31T23:59-14:00 --seed ferry --reason x", 2, "is no time"),
    # something that is not there
    Wrong("show i0", 3, "there is no item i0; the newest is i3"),
    Wrong("show i99999999999999999999", 3, "there is no item i99999999999999999999"),
    Wrong("show I1", 3, "ids are a letter and a number"),
    Wrong("show ''", 3, '"" is no id'),
    Wrong("feeds pause https://no.example/", 3, "https://no.example/ is not configured"),
    Wrong("feeds resume https://no.example/", 3, "https://no.example/ is not configured"),
    Wrong("feeds suggest --seed fery", 3, 'did you mean "ferry"?'),
    Wrong("notify test ''", 3, 'there is no channel ""; known: console'),
    Wrong("deliveries resend a1", 3, "a1 is no delivery"),
    Wrong("show i999", 3, "there is no item i999; the newest is i3"),
    Wrong("show 12", 3, "ids are a letter and a number, such as i12"),
    Wrong("show x1", 3, "ids are a letter and a number"),
    Wrong("show fery", 3, 'did you mean "ferry"?'),
    Wrong("show ferry/casualtis", 3, 'did you mean "casualties"?'),
    Wrong("items --seed fery", 3, 'did you mean "ferry"?'),
    Wrong("stories --storyline casualtis", 3, 'did you mean "casualties"?'),
    Wrong("items --since 2999-01-01", 3, "with since 2999-01-01"),
    Wrong("search zeppelin", 3, "no items found"),
    Wrong("seed show fery", 3, 'did you mean "ferry"?'),
    Wrong("notify test consol", 3, 'did you mean "console"?'),
    Wrong("feeds suggest --group norwy", 3, 'did you mean "norway"?'),
    Wrong("explain https://no.example/item", 3, "no stored item has the address"),
    Wrong("deliveries resend o99", 3, "o99"),
    Wrong("poll --feed https://no.example/", 2, "is not configured"),
    Wrong("feeds remove https://a.example/", 3, "is not configured; see monitor feeds list"),
    Wrong("silence expire q99", 3, "there is no silence q99"),
    Wrong("silence expire a1", 3, "a1 is no silence"),
    Wrong("stories merge s1 s99", 3, "there is no story s99"),
    Wrong("stories merge s1 i1", 3, "i1 is no story"),
    Wrong("stories split s1 i99", 3, "s1 does not hold i99"),
    Wrong("seed lint fery", 3, 'there is no seed "fery"'),
    Wrong("report --seed fery -o x.html", 3, "no seed fery is watched"),
    # a file that is missing, empty, unreadable, a folder, or of another kind
    Wrong("seed build no.txt", 2, "there is no such file"),
    Wrong("seed build {folder}", 2, "cannot be read: Is a directory"),
    Wrong("seed build {empty}", 2, "empty or too short"),
    Wrong("seed build {binary}", 2, "not UTF-8 text"),
    Wrong("seed build {nul}", 2, "holds binary data, not text"),
    Wrong("seed build {picture}", 2, "is not UTF-8 text"),
    Wrong("seed build {book}", 2, "is longer than 1 MB, which no article is"),
    Wrong("seed build -", 2, "standard input: is longer than 1 MB", "a word " * 200_000),
    Wrong("seed build /dev/zero", 2, "is longer than 1 MB"),
    Wrong("seed new {book}", 2, "is longer than 1 MB"),
    Wrong("seed show {torn}", 2, "is not valid TOML"),
    Wrong("report -o /dev/full", 2, "is no file that a report could stand in"),
    Wrong("backtest --seed {profile} --items {folder}", 2, "Is a directory (give a file of items"),
    Wrong("backtest --seed {profile} --items {dated}", 2, "not an ISO date or time"),
    Wrong("replay --seed {folder}", 2, "Is a directory (name a file in it)"),
    Wrong("--db {empty} items", 1, "monitor db migrate"),
    Wrong("--db {folder} items", 1, "is a folder; name a file in it"),
    Wrong("seed build {locked}", 2, "cannot be read: Permission denied"),
    Wrong("seed build -", 2, "standard input: is not UTF-8 text", b"\xff\xfe\xfa"),
    Wrong("seed build {article} -o seed.txt", 2, "does not end in .toml (write -o seed.toml)"),
    Wrong("seed new no.txt", 2, "there is no such file"),
    Wrong("seed new", 2, "give an article"),
    Wrong("backtest --seed no.toml --items x", 2, "no.toml: there is no such file"),
    Wrong("backtest --seed {profile} --items no.jsonl", 2, "no.jsonl: there is no such file"),
    Wrong("backtest --seed {profile} --items -", 2, "line 1: is not JSON", "not json"),
    Wrong("backtest --seed {article} --items -", 2, "is not valid TOML"),
    Wrong("feeds import no.opml", 2, "there is no such file"),
    Wrong("feeds import {folder}", 2, "Is a directory"),
    Wrong("feeds import {article}", 2, "is no XML"),
    Wrong("feeds export {article}", 2, "exists already"),
    Wrong("feeds import {html}", 2, "no OPML"),
    Wrong("backtest --seed {profile} --items {twice}", 2, 'line 2: the id "1" was used before'),
    Wrong("backtest --seed {profile} --items {untitled}", 2, "line 1: has no title"),
    Wrong("replay --seed no.toml", 2, "no.toml: there is no such file"),
    Wrong("report -o {folder}", 2, "Is a directory"),
    Wrong("--db {article} items", 1, "is not a SQLite database"),
    Wrong("--db {folder}/none.db items", 3, "nothing stored yet"),
    Wrong("-c no.toml items", 2, "no.toml: there is no such file"),
    Wrong("-c {folder} items", 2, "Is a directory"),
    Wrong("-c {article} items", 2, "is not valid TOML"),
    Wrong("db backup {article}", 1, "exists already"),
    Wrong("db backup {folder}/no/b.db", 1, "there is no folder"),
    Wrong("config init {article}", 2, "is a file"),
    # a network that does not answer, or must not be asked
    Wrong("feeds discover http://169.254.169.254/", 1, "not a public address"),
    Wrong("feeds discover file:///etc/passwd", 1, "not an address"),
    Wrong("seed new http://127.0.0.1:1/", 1, "not a public address"),
)


@pytest.fixture
def places(home: Home, tmp_path: Path) -> Mapping[str, Path]:
    folder = tmp_path / "folder"
    folder.mkdir()
    made = {"empty": b"", "binary": b"\xff\xfe\x00", "article": b"[A ferry sank\n", "locked": b"x"}
    made |= {"html": b"<html><body/></html>", "untitled": b'{"id": "1"}'}
    made |= {"nul": b"A ferry\0 sank", "picture": b"\x89PNG\r\n", "torn": b"title = [\n"}
    made |= {"book": b"A ferry sank. " * 80_000}
    made["dated"] = b'{"id": "1", "title": "a", "published": "0000-00-00"}\n'
    made["twice"] = b'{"id": "1", "title": "a"}\n' * 2
    for name, content in made.items():
        (tmp_path / f"{name}.txt").write_bytes(content)
    profile = home.folder / "seeds" / "ferry.toml"
    return {name: tmp_path / f"{name}.txt" for name in made} | {
        "folder": folder,
        "profile": profile,
    }


def assert_one_helpful_line(said: Said, wrong: Wrong) -> None:
    assert said.code == wrong.code, said
    assert said.out == "", said
    (line,) = said.err.splitlines()
    assert line.startswith("monitor: "), line
    assert wrong.says in line


@pytest.mark.parametrize("wrong", TABLE, ids=lambda wrong: wrong.words)
def test_each_wrong_input_has_one_helpful_line_and_its_exit_code(
    home: Home, places: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch, wrong: Wrong
) -> None:
    if "{locked}" in wrong.words:  # root may read everything, so the answer is invented
        monkeypatch.setattr(Path, "open", _refuse)
    words = [word.format(**places) for word in shlex.split(wrong.words)]
    assert_one_helpful_line(home.ask(*words, text=wrong.text), wrong)


def _refuse(path: Path, mode: str = "r", *more: Any, **named: Any) -> IO[Any]:  # noqa: ANN401 (as `open`)
    if path.name == "locked.txt":
        raise PermissionError(13, "Permission denied", str(path))
    return io.open(path, mode, *more, **named)  # noqa: UP020 (what `Path.open` calls)


def test_the_list_has_at_least_forty_rows() -> None:
    assert len({wrong.words for wrong in TABLE}) >= 40


def run(home: Home, script: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell with `$M` for the monitor over this folder."""
    command = f"M='{sys.executable} -m monitor -c {home.config}'; {script}"
    return subprocess.run(  # noqa: S603 (fixed words)
        ["/bin/bash", "-c", command],
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]} | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ("$M items >&-", 0, b""),
        ("$M items 2>&-", 0, b""),
        ("$M items <&-", 0, b""),
        ("$M items --json | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}", 0, b""),
        ("$M items > /dev/full", 1, b"monitor: No space left on device"),
        ("$M seed new <&-", 2, b"give an article"),
    ],
)
def test_a_pipe_that_is_closed_or_full_is_no_trace(
    home: Home, script: str, code: int, says: bytes
) -> None:
    found = run(home, script)
    assert found.returncode in {code, 141 if "head" in script else code}
    assert says in found.stderr
    assert len(found.stderr.splitlines()) <= 1


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_a_terminal_without_letters_for_it_still_gets_an_answer(home: Home, locale: str) -> None:
    found = run(
        home, "$M explain --text 'Señor “Ørn” 東京'; $M items --json",
        LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0",
    )  # fmt: skip
    assert found.returncode == 0
    assert found.stderr == b""


def test_a_folder_that_is_gone_underfoot_is_one_line(home: Home, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    found = run(home, f"mkdir {gone} && cd {gone} && rmdir {gone}; $M items --limit 1")
    assert found.returncode in {0, 1}
    assert len(found.stderr.splitlines()) <= 1


# What the configuration says of a channel, and the line that names it.
CHANNELS = (
    ('timezone = "Europe/Olso"', 'timezone: "Europe/Olso" is not known (did you mean'),
    ('quiet_hours = "22:00-07:00,06:00-08:00"', 'quiet_hours: is "22:00-07:00,06:00-08:00"'),
    ('quiet_hours = "25:00-07:00"', 'needs a span such as "22:00-07:00"'),
    ('min_priority = "loud"', "one of: routine, urgent, bulletin, flash"),
    ('budget_per_day = "6"', "needs a whole number"),
    ('digest = "8"', 'needs times such as "08:00,18:00"'),
    ('seeds = ["fery"]', 'channels[1].seeds: "fery" is no seed'),
    ('storylines = ["casualtis"]', 'did you mean "casualties"?'),
    ('digset = "08:00"', 'did you mean "digest"?'),
    ('url = "env:NOT_SET"', "set NOT_SET in the environment"),
    ('url = "file:no"', "cannot be read"),
    ('url = "credential:no"', "LoadCredential"),
    ('url = "slak://a/b/c"', 'did you mean "slack"?'),
    ('url = "https://hooks.example/x"', "json:// or jsons://"),
)


@pytest.mark.parametrize(("line", "says"), CHANNELS, ids=[line for line, _ in CHANNELS])
def test_each_mistake_in_a_channel_is_one_line_with_its_place(
    home: Home, line: str, says: str
) -> None:
    url = "" if line.startswith("url") else 'url = "console://"\n'
    text = f'{home.config.read_text()}\n[[channels]]\nname = "desk"\n{url}{line}\n'
    home.config.write_text(text)
    said = home.ask("check")
    assert said.code == 2
    (told,) = said.err.splitlines()
    assert told.startswith(f"monitor: {home.config}: channels[1].")
    assert says in told
    assert "channels[1]" not in said.out  # not named a second time, as a hint
