"""The short way to a list says what the front would say, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from monitor.cli import front, lists, options
from monitor.cli.encode import plain
from monitor.cli.options import EVERYWHERE, LISTS, NARROWING, Option
from monitor.cli.quick import answer
from monitor.model import Query
from monitor.store import Store
from tests.cli.conftest import Home, python
from tests.cli.test_paper import open_terminal

VALUES = {
    "time": ("7d", "2020-01-01", "2999-01-01", "soon", "99999999d"),
    "text": ("ferry", "nobody", "-x", ""),
    "priority": ("routine", "FLASH", "loud"),
    "number": ("1", "0", "2", "-1", "many", str(10**30)),
}
READ = {
    "items": lambda read: read.items(),
    "matches": lambda read: read.matches(),
    "matches --near": lambda read: read.matches(near=True),
    "stories": lambda read: read.stories(),
    "developments": lambda read: read.developments(),
    "alerts": lambda read: read.alerts(),
    "alerts --suppressed": lambda read: read.alerts(suppressed=True),
    "deliveries": lambda read: read.deliveries(),
}


def lines() -> Iterator[list[str]]:
    """Every list with every option of the table, and each option with values good and bad."""
    for name, switches in {**LISTS, "search": {}}.items():
        line = [name, "Halmar"] if name == "search" else [name]
        yield line
        for one in (*switches, *(one for one in EVERYWHERE if one.kind == "yes")):
            yield [*line, *one.names[-1:]]
        for one in NARROWING:
            for value in VALUES[one.kind]:
                yield [*line, one.names[-1], value]
                yield [*line, f"{one.names[-1]}={value}", "--json"]
    yield from (
        *(["items", "more"], ["search"], ["search", "("], ["search", "prosec*", "inquiry"]),
        *(["--json", "search", "items"], ["items", "--help"], ["items", "--sed", "x"]),
        *(["items", "--limit"], ["items", "-q", "--limit", "1"], ["items", "--", "x"]),
        *(["stories", "merge", "s1", "s2", "-n"], ["deliveries", "resend", "o1", "-n"]),
        *(["-q=1", "items"], ["-v", "items"], ["--limit", "1", "items"], ["items", "--json=1"]),
        *(["show", "items"], ["items", "--near"], ["matches", "--suppressed"], ["alerts", "items"]),
    )


def short(*words: object) -> int | None:
    """The exit code of the short way; None when it was not the way."""
    try:
        return 0 if answer([str(word) for word in words]) else None
    except SystemExit as end:
        return int(str(end.code))


@pytest.mark.parametrize("line", list(lines()), ids=" ".join)
def test_both_ways_give_the_same_answer(
    home: Home, capsys: pytest.CaptureFixture[str], line: list[str]
) -> None:
    whole = home.ask(*line)
    capsys.readouterr()

    code = short("-c", home.config, *line)

    said = capsys.readouterr()
    assert (said.out, said.err) == (("", "") if code is None else (whole.out, whole.err))
    assert code in {None, whole.code}
    assert code in {None, 0, 3}


@pytest.mark.parametrize(
    "line",
    ["search nobody", "items --source nobody", "matches --since 2999-01-01", "feeds list"],
)
def test_what_finds_nothing_goes_the_short_way_too(home: Home, line: str) -> None:
    assert short("-c", home.config, *line.split()) == home.ask(*line.split()).code


@pytest.mark.parametrize("line", ["--seed nobody", "--source ä", "--source a@b.example"])
def test_nothing_found_that_takes_more_than_plain_words_is_left_to_the_front(
    home: Home, line: str
) -> None:
    assert short("-c", home.config, "items", *line.split()) is None


@pytest.mark.parametrize("form", ["--json", ""])
@pytest.mark.parametrize("line", ["silence list", "silence list --ended", "silence list x"])
def test_both_ways_list_the_same_silences(
    home: Home, capsys: pytest.CaptureFixture[str], form: str, line: str
) -> None:
    words = [*line.split(), *form.split()]
    for begun in (False, True):
        if begun:
            home.ask("silence", "add", "--for", "1h", "--seed", "ferry", "--reason", "Reason x")
            home.ask(
                "silence", "add", "--for", "9d", "--text", "a", "--even-flash", "--reason", "y"
            )
            home.ask("silence", "expire", "q1")
        whole = home.ask(*words)
        capsys.readouterr()
        code = short("-c", home.config, *words)
        said = capsys.readouterr()
        assert code == (None if "x" in words else whole.code)
        assert (said.out, said.err) == (("", "") if code is None else (whole.out, whole.err))


FEEDS = """
[[feeds]] # no remark here
[[feeds]]
url = "https://a.example/x?y=1"
title = "A \u00e4"
every = "5m"
[[feeds]]
url = "https://b.example:81/"
source = "B"
paused = true
language = "en"
"""


@pytest.mark.parametrize("form", ["--json", "", "--quiet", "-v"])
@pytest.mark.parametrize("feeds", [FEEDS.partition("\n[[feeds]]\n")[2], FEEDS, "", "x"])
def test_both_ways_list_the_same_feeds(
    home: Home, capsys: pytest.CaptureFixture[str], form: str, feeds: str
) -> None:
    text = f"[[feeds]]\n{feeds}" if feeds.startswith("url") else feeds
    (home.folder / "feeds.toml").write_text(text, "utf-8")
    (home.folder / "monitor.toml").write_text("", "utf-8")
    whole = home.ask("feeds", "list", *form.split())
    capsys.readouterr()

    code = short("-c", home.config, "feeds", "list", *form.split())

    said = capsys.readouterr()
    assert code == (0 if feeds.startswith("url") and form != "-v" else None)
    assert (said.out, said.err) == (("", "") if code is None else (whole.out, whole.err))


@pytest.mark.parametrize("line", ["status", "status --check", "status --limit 5", "status x"])
def test_both_ways_tell_the_same_of_the_whole(
    home: Home, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    with Store.open(home.db) as store:  # long ago, so that no second makes a difference
        store._connection.run("UPDATE feeds SET last_polled_at = '2020-01-01T00:00:00.000000Z'")
    whole = home.ask(*line.split())
    whole_document = home.ask(*line.split(), "--json")
    capsys.readouterr()

    done = answer(["-c", str(home.config), *line.split()])

    said = capsys.readouterr()
    assert done == (line == "status")
    assert (said.out, said.err) == ((whole.out, whole.err) if done else ("", ""))
    if answer(["-c", str(home.config), *line.split(), "--json"]):
        found = json.loads(capsys.readouterr().out)
        assert found | {"free": 0} == whole_document.json | {"free": 0}


@pytest.mark.parametrize("line", READ)
def test_the_short_way_is_taken_and_tells_the_nouns_themselves(
    home: Home, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    with Store.open(home.db) as store:
        if "--suppressed" in line:
            store._connection.run("UPDATE alerts SET reason = 'SILENCED'")
        nouns = [plain(noun) for noun in READ[line](store.read)]
    assert nouns

    assert answer([*line.split(), "--json", "--db", str(home.db)])

    (found,) = (
        value for key, value in json.loads(capsys.readouterr().out).items() if key != "schema"
    )
    assert found == nouns
    assert [list(one) for one in found] == [list(one) for one in nouns]


def test_the_feeds_on_a_terminal_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = open_terminal(monkeypatch, 100)
    assert answer(["-c", str(home.config), "feeds", "health"])
    assert "\x1b[" in screen.getvalue()
    assert "first with developments" in screen.getvalue()


@pytest.mark.parametrize("name", LISTS)
def test_on_a_terminal_too(home: Home, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    screen = open_terminal(monkeypatch, 100)
    assert answer(["--db", str(home.db), name]) == (name != "developments")
    assert ("\x1b[" in screen.getvalue()) == (name != "developments")


def test_what_is_not_there_or_not_plain_is_left_to_the_front(empty: Home) -> None:
    assert not answer(["-c", str(empty.config), "items"])
    assert not answer(["-c", str(empty.folder / "missing.toml"), "items"])
    empty.db.write_bytes(b"no database")
    assert not answer(["--db", str(empty.db), "items"])
    empty.config.write_text("[store]\npath = 5", "utf-8")
    assert not answer(["-c", str(empty.config), "items"])


@pytest.mark.parametrize("form", ["--json", ""])
@pytest.mark.parametrize(
    "line",
    [
        *("", "--failing", "--since 2020-01-01", "--since soon", "--limit 5", "--seed x", "more"),
        *(f"--sort {word}" for word in (*options.SORTS, "size")),
    ],
)
def test_both_ways_tell_the_same_of_the_feeds(
    home: Home, capsys: pytest.CaptureFixture[str], form: str, line: str
) -> None:
    words = ["feeds", "health", *line.split(), *form.split()]
    with Store.open(home.db) as store:  # long ago, so that no second makes a difference
        store._connection.run(
            "UPDATE feeds SET last_polled_at = :at, last_ok_at = :at, next_poll_at = :at",
            {"at": "2020-01-01T00:00:00.000000Z"},
        )
    told = home.ask(*words)
    capsys.readouterr()

    code = short("-c", home.config, *words)

    said = capsys.readouterr().out
    if form and code == 0:
        assert list(json.loads(said)["feeds"][0].items()) == list(told.json["feeds"][0].items())
        assert json.loads(said) == told.json
    else:
        assert said == ("" if code is None else told.out)
    assert code == (told.code if told.code in {0, 3} else None)


@pytest.mark.parametrize(
    "feed",
    [
        *('url = "https://a.example/x"\nnonsense = 1', 'url = "https://a.example/x"\nevery = "x"'),
        *('url = "https://a.example/x"\npaused = 1', 'url = "ftp://a.example/x"', 'title = "x"'),
        *('url = "https://a.example/x"\ntitle = " "', "url = 'https://a.example/x'", "url = 5"),
        'url = "https://a.example/x"\n[[feeds]]\nurl = "https://a.example/x"',
        'url = "https://a.example/x"\n[feeds.headers]\nX = "env:Y"',
    ],
)
def test_feeds_that_are_not_plain_to_see_are_left_to_the_front(home: Home, feed: str) -> None:
    assert answer(["-c", str(home.config), "feeds", "health", "--json"])
    (home.folder / "feeds.toml").write_text(f"[[feeds]]\n{feed}\n", "utf-8")

    assert not answer(["-c", str(home.config), "feeds", "health", "--json"])


def test_an_older_database_is_left_to_the_front(home: Home) -> None:
    with Store.open(home.db) as store:
        store._connection.run("PRAGMA user_version = 1")
    assert not answer(["--db", str(home.db), "items"])


def test_every_narrowing_option_is_a_field_of_the_question() -> None:
    fields = {one.key: options.DEFAULTS.get(one.kind) for one in NARROWING}
    assert Query(**fields) == Query()  # type: ignore[arg-type] # the table's own defaults


def test_the_lists_load_no_library(home: Home) -> None:
    heavy = ("click", "re", "typing", "json", "dataclasses", "pathlib", "tomllib", "enum")
    names = f"import sys; print([name for name in {heavy!r} if name in sys.modules])"
    words = ["-c", str(home.config), "items", "--json"]
    found = python(
        "-S", "-c", f"from monitor.cli.quick import answer; print(answer({words})); {names}"
    )
    assert found.stdout.splitlines()[-2:] == ["True", "[]"], found.stderr


def known(option: Option) -> set[str]:
    return set(option.names)


def test_click_knows_the_options_of_the_table_and_no_others() -> None:
    for name, switches in LISTS.items():
        command = getattr(lists, name)
        told = {word for param in command.params for word in param.opts}
        wanted = set().union(*map(known, (*EVERYWHERE, *NARROWING, *switches)))
        assert told == wanted, name
    assert front.root.get_command(None, "search")  # type: ignore[arg-type] # it needs no context
