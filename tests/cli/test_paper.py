"""Words for people: inert, relative, and readable at any width."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.cli import paper
from monitor.cli.encode import dumps, plain
from monitor.cli.folding import cut, fold, pad, width
from monitor.cli.paper import Column, ago, inert, show_fields, show_table, words
from monitor.model import Channel
from monitor.scales import Priority, Reason
from monitor.secret import Secret

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
COLUMNS = (
    *(Column(name="id"), Column(name="priority"), Column(name="source", wide=True)),
    Column(name="title", grows=True),
)
ROWS = [("a1", Priority.FLASH, "Kystposten", "A very long title " * 6 + "[bold]end[/bold]")]


class Terminal(io.StringIO):
    """A terminal that keeps what is written on it."""

    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> Terminal:
    """From now on stdout is a terminal; in the test itself, for pytest changes stdout before."""
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    return screen


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=5), "5 s ago"),
        (timedelta(minutes=3, seconds=59), "3 min ago"),
        (timedelta(hours=30), "1 d ago"),
        (timedelta(minutes=-5), "in 5 min"),
        (timedelta(days=60), "2026-01-01"),
    ],
)
def test_times_are_relative_until_they_are_old(before: timedelta, said: str) -> None:
    assert ago(NOW - before, NOW) == said


def test_nothing_in_a_text_can_steer_a_terminal() -> None:
    assert inert("a\x1b[31mb\u202ec\nd\x00") == "a [31mb c d"


def test_what_is_not_there_is_a_dash() -> None:
    assert {words(None), words(""), words(()), words("\u202e")} == {"-"}


def test_a_terminal_gets_colour_by_meaning_and_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch, 120)
    show_table(COLUMNS, ROWS)
    written = terminal.getvalue()
    assert "\x1b[" in written
    assert "[bold]end[/bold]" in written.replace("\n", "")
    assert "Kystposten" in written


def test_a_narrow_terminal_drops_what_can_be_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch, 50)
    show_table(COLUMNS, ROWS)
    show_fields([("title", "word " * 40)])
    written = terminal.getvalue()
    assert "Kystposten" not in written
    assert "flash" in written
    assert max(len(line) for line in written.splitlines() if "\x1b" not in line) <= 50


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch, 120)
    monkeypatch.setenv("NO_COLOR", "1")
    show_table(COLUMNS, ROWS)
    show_fields([("priority", Priority.FLASH)])
    paper.say("loud", bold=True, colour="red")
    assert "\x1b[3" not in terminal.getvalue()
    assert "loud\n" in terminal.getvalue()


def test_a_pipe_gets_plain_columns(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(COLUMNS, ROWS)
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["id", "priority", "source", "title"]
    assert row.endswith("[bold]end[/bold]")


def test_nouns_become_json_without_their_secrets() -> None:
    channel = Channel(name="desk", url=Secret("slack://T0KEN"))
    found = plain(channel)
    assert found["url"] == "***"
    assert found["digest"] == ["08:00:00"]
    assert plain({"at": NOW, "span": timedelta(minutes=1), "why": Reason.COPY}) == {
        "at": "2026-03-02T12:00:00Z",
        "span": 60.0,
        "why": "a copy of what is known",
    }
    assert plain(time(8, 30)) == "08:30:00"


def test_half_a_letter_still_makes_a_line() -> None:
    assert dumps({"id": "\ud800 \u00e9"}) == '{"id": "\\ud800 \\u00e9"}'
    assert dumps({"id": "\u00e9"}) == '{"id": "\u00e9"}'


def test_cells_of_a_terminal_are_counted_not_letters() -> None:
    assert (width("abc"), width("é"), width("e\u0301"), width("通讯")) == (3, 1, 1, 4)
    assert (cut("通讯社", 4), cut("abc", 3), pad("通", 4)) == ("通…", "abc", "通  ")


def test_a_text_is_wrapped_at_words_and_a_word_that_is_too_long_is_broken() -> None:
    assert fold("one two three", 7) == ["one two", "three"]
    assert fold("a abcdefgh", 4) == ["a", "abcd", "efgh"]
    assert fold("a abcdefgh", 4, whole=True) == ["a", "abcdefgh"]
    assert fold("in /var/lib/monitor/a.db", 14) == ["in", "/var/lib/", "monitor/a.db"]
    assert fold("/v/abcdefghijklmn", 8) == ["/v/abcde", "fghijklm", "n"]
    assert fold("通讯社通讯社", 5) == ["通讯", "社通", "讯社"]


@pytest.mark.parametrize("columns", [64, 80, 100, 140])
def test_a_table_never_leaves_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    terminal = open_terminal(monkeypatch, columns)
    monkeypatch.setenv("NO_COLOR", "1")
    names = ("state", "seed", "storyline", "source", "where", "who")
    columns_ = (*(Column(name=name) for name in names), Column(name="title", grows=True))
    show_table(columns_, [(*("a-rather-long-word-without-end",) * 6, "Ferry 通讯社 sinks " * 9)])
    assert max(map(width, terminal.getvalue().splitlines())) <= columns
    assert "Ferry" in terminal.getvalue()


def test_where_there_is_no_heading_a_figure_says_what_it_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = open_terminal(monkeypatch, 40)
    columns = (Column(name="id"), Column(name="items"), Column(name="title", grows=True))
    show_table(columns, [("s1", 18, "Ferry sinks")])
    show_table(columns[-1:], [("Alone",)])
    assert terminal.getvalue() == "s1  items 18\n  Ferry sinks\n  Alone\n"
