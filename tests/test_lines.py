"""A file of plain lines reads as the TOML parser reads it, or is left to the parser."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lines import read_lines

SHIPPED = Path(__file__).parents[1] / "config"
PIECES = (
    *("a", "b", "a.b", '"a"', " ", "\t", "\n", "\r\n", "\r", "=", " = ", "#", "[", "]", "[[", "]]"),
    *("[a]\n", "[[a]]\n", "[b]\n", "[ a ]\n", "[a]]\n", "[[b]] # so\n", "a = 1\n", "b = 2\n"),
    *('"', "'", '"""', '"x"', '"é"', "'y'", '"\\n"', '["x"]', '["x", "y",]', "[]", "[,]", "[1]"),
    *('["x" "y"]', '["a#", "]"]', "0", "01", "-1", "1_000", "2.5", "true", "false", "truth"),
    *("2025-11-18", "{a = 1}", "\x00", "\x0c", "\x7f", "\ufeff", "²"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_read_is_what_the_parser_reads(text: str) -> None:
    found = read_lines(text)
    assert found is None or found == tomllib.loads(text)


@given(st.text(max_size=40).map(lambda text: f'a = "{text}"\n[t]\nb = ["{text}", ""]\n'))
def test_any_text_between_quotes_reads_as_the_parser_reads_it(text: str) -> None:
    found = read_lines(text)
    assert found is None or found == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('# a "b" c\nu = "x"\n[[f]]\nu = "#" # "so"\n\n[[f]]\nu = "=" # "so"', True),
        ('[[f]]\nu = "x"\n# 5" wide\n# 6" high\nw = "y"', False),
        ('[[f]]\nu = "x\n[[f]]\ny"', False),
        ('[[f]]\nn = 1\nu = ["x", "y"]\n[[f]]\nn = 2\nu = ["z", ""]', True),
        ('[[f]]\nu = "x"\nw = "y"\n[[f]]\nw = "y"\nu = "x"', True),
        ('[f]\nu = "x"\n[f]\nu = "x"', False),
    ],
)
def test_parts_of_one_form_are_read_alike(text: str, plain: bool) -> None:
    assert read_lines(text) == (tomllib.loads(text) if plain else None)


@pytest.mark.parametrize("name", ["monitor.toml", "feeds.toml"])
def test_the_shipped_files_are_plain(name: str) -> None:
    text = (SHIPPED / name).read_text("utf-8")
    assert read_lines(text) == tomllib.loads(text)


def test_tables_and_lists_of_them_are_found() -> None:
    assert read_lines('x = 1 # one\n[a]\nb = true\n[[f]]\nu = "#"\n[[f]]\nw = ["p", "q"]') == {
        "x": 1,
        "a": {"b": True},
        "f": [{"u": "#"}, {"w": ["p", "q"]}],
    }


@pytest.mark.parametrize(
    "text",
    ["a = 1\na = 2", "[a]\n[a]", "a = []\n[[a]]", "[[a]]\n[a]", "a = 1 2", 'a = "x" y', "a"],
)
def test_what_is_wrong_is_left_to_the_parser(text: str) -> None:
    assert read_lines(text) is None
