"""The page from the command line: as a file, and served."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor.cli.call import now
from tests.cli.conftest import NEWS, Home
from tests.pages.reading import complaints, links, parsed, texts, values

ROOT = Path(__file__).parents[2]


@contextmanager
def served(home: Home, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running `monitor serve` and its address."""
    command = [sys.executable, "-m", "monitor", "-c", str(home.config), "serve", "--json", *words]
    process = subprocess.Popen(  # noqa: S603 (this interpreter, fixed words)
        command,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())["address"], process
        finally:
            process.kill()


def get(address: str) -> tuple[int, str, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request("GET", parts._replace(scheme="", netloc="").geturl() or "/")
        found = connection.getresponse()
        kind = found.headers.get_content_type()
        return found.status, kind, found.read().decode()
    finally:
        connection.close()


def test_a_report_is_one_page_with_what_was_new(home: Home) -> None:
    file = home.folder / "page.html"
    said = home.ask("report", "-o", file)
    assert said.code == 0
    assert f"{file}: 1 development; new is" in said.out
    text = file.read_text("utf-8")
    assert list(complaints(text)) == []
    page = parsed(text)
    assert any(NEWS in one for one in texts(page, "//ol[@class='steps']/li"))
    assert "The sinking of the ferry Halmar Star" in texts(page, "//h3")
    assert "failing" in "".join(texts(page, "//section[@aria-labelledby='feeds']//td"))


def test_the_next_report_knows_the_last_one(home: Home) -> None:
    file = home.folder / "page.html"
    assert home.ask("report", "-o", file).code == 0
    assert home.ask("report", "-o", file).code == 0
    page = parsed(file.read_text("utf-8"))
    assert texts(page, "//h2")[0].startswith("New since the last report")
    assert texts(page, "//section[@aria-labelledby='new']/p") == ["No storyline has moved."]
    assert home.ask("report", "-o", file, "--new-since", "7d").code == 0
    again = parsed(file.read_text("utf-8"))
    assert len(texts(again, "//section[@aria-labelledby='new']//li")) == 1


def test_who_was_away_for_long_sees_all_of_it(home: Home) -> None:
    file = home.folder / "page.html"
    assert home.ask("report", "-o", file).code == 0
    text = file.read_text("utf-8")
    (written,) = values(parsed(text), "//meta[@name='monitor-report-at']/@content")
    file.write_text(text.replace(written, "2020-02-29T12:00:00+00:00"), "utf-8")
    assert home.ask("report", "-o", file).code == 0
    page = parsed(file.read_text("utf-8"))
    assert texts(page, "//h2")[0] == "New since the last report, 29 Feb 2020, 12:00"
    assert "since 29 February 2020" in texts(page, "//p[@class='dateline']")[0]


def test_a_file_that_is_no_report_is_left_alone(home: Home) -> None:
    file = home.folder / "index.html"
    file.write_text("<p>my own page</p>")
    said = home.ask("report", "-o", file)
    assert said.code == 2
    assert "is no report" in said.err
    assert file.read_text() == "<p>my own page</p>"
    assert home.ask("report", "-o", file, "--force").code == 0
    assert "my own page" not in file.read_text("utf-8")
    assert home.ask("report", "-o", home.folder).code == 2


def test_without_a_file_the_page_goes_to_stdout(home: Home) -> None:
    said = home.ask("report")
    assert said.code == 0
    assert list(complaints(said.out)) == []


def test_as_json_it_tells_the_same(home: Home) -> None:
    said = home.ask("report", "--json").json
    assert said["schema"] == 1
    (course,) = (one for one in said["courses"] if one["steps"])
    assert (course["seed"], course["storyline"]) == ("ferry", "inquiry")
    assert course["steps"][0]["item"]["title"] == NEWS
    assert sum(day["developments"] for day in course["days"]) == 1


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("--seed", "fery"), 3, "monitor seed list"),
        (("--since", "2999-01-01"), 2, "future"),
        (("--since", "soon"), 2, "no time"),
    ],
)
def test_wrong_wishes_are_answered_with_one_line(
    home: Home, words: tuple[str, ...], code: int, hint: str
) -> None:
    said = home.ask("report", *words)
    assert (said.code, said.out) == (code, "")
    assert hint in said.err


def test_before_the_first_poll_there_is_nothing_to_report(empty: Home) -> None:
    assert empty.ask("report").code == 3
    assert empty.ask("serve").code == 3


def test_it_serves_until_it_is_told_to_end(home: Home) -> None:
    with served(home, "--port", "0") as (address, process):
        assert urlsplit(address).hostname == "127.0.0.1"
        seen, waiting = set(), {address}
        while waiting:
            path = waiting.pop()
            seen.add(path)
            status, kind, text = get(path)
            assert status == 200, path
            if kind == "text/html":
                assert list(complaints(text)) == [], path
                waiting |= {one for one in links(parsed(text), path) if address in one} - seen
        assert f"{address}storylines/ferry/inquiry.atom" in seen
        assert f"{address}show/a1" in seen
        found = json.loads(get(f"{address}alerts.json")[2])
        assert found["schema"] == 1
        assert found["alerts"][0]["id"].startswith("a")
        assert get(f"{address}search?q=prosecutor")[2].count(NEWS) == 1
        assert "monitor_daemon_up 0\n" in get(f"{address}metrics")[2]
        with sqlite3.connect(home.db) as conn:
            conn.execute("UPDATE feeds SET last_polled_at = '2020-01-01T00:00:00.000Z'")
        conn.close()
        told = home.ask("status", "--json").json["degraded"]
        status, _, text = get(f"{address}healthz")
        assert (status, text.splitlines()) == (503, told)
        assert "the last poll was" in text
        assert "no daemon" not in text  # it is kept by passes
        with sqlite3.connect(home.db) as conn:
            conn.execute(
                "UPDATE feeds SET last_polled_at = :now, state = 'ok'",
                {"now": f"{now():%FT%T}.000Z"},
            )
        conn.close()
        assert get(f"{address}healthz")[::2] == (200, "ok\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=8) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_changed_files_are_seen_and_broken_ones_count_as_before(home: Home) -> None:
    with served(home, "--port", "0") as (address, _):
        assert "Third feed" not in get(address)[2]
        words = home.config.read_text()
        more = '[[feeds]]\nurl = "https://third.example/rss"\ntitle = "Third feed"\n'
        home.config.write_text(words + more)
        assert "Third feed" in get(address)[2]
        home.config.write_text("feeds = [broken")
        (home.folder / "seeds" / "ferry.toml").write_text("seed = [broken")
        text = get(address)[2]
        assert "Third feed" in text
        assert "The sinking of the ferry" in text
        page = parsed(text)
        faults = [one for one in texts(page, "//p[@class='fault']") if "is wrong" in one]
        assert [one.split()[0] for one in faults] == ["monitor.toml", "ferry.toml"]
        home.config.write_text(words)
        (home.folder / "seeds" / "ferry.toml").unlink()
        text = get(address)[2]
        assert "is wrong" not in text
        assert "The sinking of the ferry" not in text


def test_a_database_that_goes_and_comes_back_is_survived(home: Home) -> None:
    with served(home, "--port", "0") as (address, _):
        for file in home.folder.glob("monitor.db*"):
            file.rename(file.with_name(f"gone-{file.name}"))
        status, _, text = get(address)
        assert status == 404
        assert "nothing stored yet" in text
        for file in home.folder.glob("gone-*"):
            file.rename(file.with_name(file.name.removeprefix("gone-")))
        assert get(address)[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "10.0.0.1"])  # noqa: S104 (refused)
def test_others_are_let_in_only_when_asked_for_plainly(home: Home, host: str) -> None:
    said = home.ask("serve", "--host", host)
    assert said.code == 2
    assert "--open-to-network" in said.err


def test_names_are_no_addresses(home: Home) -> None:
    said = home.ask("serve", "--host", "news.example.org")
    assert said.code == 2
    assert "127.0.0.1" in said.err


def test_a_port_that_is_taken_is_one_line(home: Home) -> None:
    with served(home, "--port", "0") as (address, _):
        said = home.ask("serve", "--port", str(urlsplit(address).port))
        assert said.code == 1
        assert "choose another --port" in said.err
