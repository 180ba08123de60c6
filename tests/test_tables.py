"""Reading what people write: values by key, every fault named with its place, all at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import WrongContent
from monitor.spans import parse_span, span_text
from monitor.tables import Table, read_document, suggest


def a_table(**values: object) -> Table:
    return Table(values, file="a.toml")


def faults(table: Table) -> list[str]:
    return [str(problem) for problem in table.problems]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), ("4h", 14_400), ("7d", 604_800), ("0s", 0), (" 5m ", 300)],
)
def test_a_duration_is_read(text: str, seconds: int) -> None:
    assert parse_span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    ["", "5", "m", "5 m", "5M", "-5m", "1.5h", "5m30s", "5w", "٥m", "36501d", "9" * 5000 + "s"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert parse_span(text) is None


@pytest.mark.parametrize("text", ["30s", "90s", "5m", "4h", "36h", "7d", "0s"])
def test_a_duration_is_written_as_it_is_read(text: str) -> None:
    span = parse_span(text)
    assert span is not None
    assert parse_span(span_text(span)) == span


def test_the_largest_unit_that_divides_is_taken() -> None:
    assert span_text(timedelta(hours=24)) == "1d"
    assert span_text(timedelta(seconds=90)) == "90s"


def test_a_suggestion_is_made_only_when_one_is_near() -> None:
    assert suggest("storyline", ["storylines", "seeds"]) == 'did you mean "storylines"?'
    assert suggest("xyz", ["storylines", "seeds"]) == ""
    assert suggest("", []) == ""


def test_values_come_out_by_type() -> None:
    table = a_table(name="x", on=True, number=3, share=1, day=date(2026, 3, 2), words=["a"])
    assert table.get("name", str, "") == "x"
    assert table.get("on", bool, default=False) is True
    assert table.get("number", int, 0) == 3
    assert table.get("share", float, 0.0) == 1.0
    assert isinstance(table.get("share", float, 0.0), float)
    assert table.get("day", date, date.min) == date(2026, 3, 2)
    assert table.words("words") == ("a",)
    assert table.words("name") == ("x",)
    assert faults(table) == []


@pytest.mark.parametrize(
    ("ask", "fault"),
    [
        (lambda t: t.get("x", str, ""), "a.toml: x: is 5 (needs text in quotes)"),
        (lambda t: t.get("x", bool, default=False), "a.toml: x: is 5 (needs true or false)"),
        (lambda t: t.get("x", list, []), "a.toml: x: is 5 (needs a list in [ ])"),
        (lambda t: t.get("x", dict, {}), "a.toml: x: is 5 (needs a table)"),
        (lambda t: t.words("x"), "a.toml: x: is 5 (needs a list in [ ])"),
        (lambda t: t.span("x", None), "a.toml: x: is 5 (needs text in quotes)"),
        (lambda t: t.tables("x"), "a.toml: x: is 5 (needs a list in [ ])"),
        (lambda t: t.get("yes", int, 0), "a.toml: yes: is True (needs a whole number)"),
        (lambda t: t.get("yes", float, 0.0), "a.toml: yes: is True (needs a number)"),
        (lambda t: t.get("half", int, 0), "a.toml: half: is 0.5 (needs a whole number)"),
        (lambda t: t.require("gone", str, ""), "a.toml: gone: is missing (needs text in quotes)"),
        (
            lambda t: t.words("mixed"),
            'a.toml: mixed: holds something that is not text (needs ["a", "b"])',
        ),
        (
            lambda t: t.span("word", None),
            'a.toml: word: is "soon" (needs a duration such as 30s, 5m, 4h or 7d)',
        ),
        (
            lambda t: t.span("zero", None),
            'a.toml: zero: is "0s" (needs a duration such as 30s, 5m, 4h or 7d)',
        ),
        (lambda t: t.tables("mixed"), "a.toml: mixed[1]: is not a table (write it as [[mixed]])"),
        (
            lambda t: t.tables("one"),
            "a.toml: one: is one table, not a list of them (write it as [[one]])",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_is_needed(
    ask: Callable[[Table], object], fault: str
) -> None:
    table = a_table(x=5, yes=True, half=0.5, mixed=["a", 5], word="soon", zero="0s", one={"a": 1})
    ask(table)
    assert faults(table)[0] == fault


def test_a_huge_wrong_value_does_not_hide_the_sentence() -> None:
    table = a_table(x="y" * 100_000)
    table.get("x", int, 0)
    (fault,) = faults(table)
    assert len(fault) < 200
    assert fault.endswith("... (needs a whole number)")


def test_reading_goes_on_after_a_fault_and_finish_raises_all() -> None:
    table = a_table(a=5, b=True, c="ok", clolor="red")
    assert table.get("a", str, "default") == "default"
    assert table.get("b", int, 7) == 7
    assert table.get("c", str, "") == "ok"
    table.get("color", str, "")
    table.check_unknown()
    with pytest.raises(WrongContent) as raised:
        table.finish()
    assert [problem.place for problem in raised.value.problems] == ["a", "b", "clolor"]
    assert str(raised.value.problems[-1]).endswith('(did you mean "color"?)')


def test_a_good_table_finishes_quietly() -> None:
    a_table().finish()


def test_an_unknown_key_far_from_all_gets_the_list() -> None:
    table = a_table(zzz=1)
    table.get("name", str, "")
    table.get("kind", str, "")
    table.check_unknown()
    assert faults(table) == ["a.toml: zzz: is not a known key (known: kind, name)"]


def test_faults_of_inner_tables_carry_their_whole_place() -> None:
    table = a_table(feeds=[{"url": "x"}, {"url": 5, "head": {"a": 1}}])
    first, second = table.tables("feeds")
    first.get("url", str, "")
    second.get("url", str, "")
    second.table("head").get("a", str, "")
    assert [problem.place for problem in table.problems] == ["feeds[2].url", "feeds[2].head.a"]


def test_an_absent_table_is_empty() -> None:
    table = a_table()
    assert table.table("alerts").keys() == ()
    assert table.tables("feeds") == []
    assert "alerts" not in table
    assert list(table) == []
    assert faults(table) == []


def test_zero_is_allowed_where_it_means_something() -> None:
    assert a_table(wait="0s").span("wait", None, zero=True) == timedelta(0)
    assert a_table().span("wait", timedelta(seconds=5)) == timedelta(seconds=5)


def test_a_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('\ufeffname = "ñandú"\nat = 2026-03-02T10:00:00Z\n', "utf-8")
    table = read_document(path)
    assert table.get("name", str, "") == "ñandú"
    assert table.raw("at") == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"a = \xff", "is not UTF-8 text (save it as plain text in UTF-8)"),
        (b"a = ", "is not valid TOML: Invalid value"),
        (b"a = 1\na = 2", "is not valid TOML: Cannot overwrite a value"),
        (b"a = 2025-02-30", "is not valid TOML: Invalid date"),
        (b"a = " + b"9" * 5000, "is not valid TOML: "),
        (b"a = " + b"[" * 100_000, "is not valid TOML: "),
        (b"a = \0", "holds binary data, not text"),
    ],
)
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(WrongContent) as raised:
        read_document(path)
    assert str(raised.value).startswith(f"{path}: {fault}")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(WrongContent, match="there is no such file"):
        read_document(tmp_path / "none.toml")
    with pytest.raises(WrongContent, match="cannot be read: Is a directory"):
        read_document(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.touch(mode=0o000)
    with pytest.raises(WrongContent, match="cannot be read: Permission denied"):
        read_document(path)
