"""`poll` and `run`: feeds on loopback, messages on stdout, faults on stderr."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import NEWS, OLD, Home
from tests.daemon.lab import Feeds, configure, serving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    with serving() as started:
        yield started


@pytest.fixture
def fresh(tmp_path: Path, feeds: Feeds) -> Home:
    configure(tmp_path, feeds, feeds.put("/a", OLD))
    return Home(tmp_path)


def test_one_pass_stores_and_tells(fresh: Home, feeds: Feeds) -> None:
    assert fresh.ask("poll", "--all").code == 0
    feeds.put("/a", OLD, NEWS)
    said = fresh.ask("poll", "--all")
    assert (said.code, said.err) == (0, "")
    assert f": {NEWS}" in said.out.splitlines()[0]
    assert "1 feed visited, 0 failing" in said.out
    assert NEWS not in fresh.ask("poll", "--all").out


def test_with_json_the_messages_leave_stdout_alone(fresh: Home, feeds: Feeds) -> None:
    fresh.ask("poll", "--all")
    feeds.put("/a", OLD, NEWS)
    said = fresh.ask("poll", "--all", "--json")
    assert said.json["feeds"] == 1
    assert NEWS in said.err


def test_without_delivery_messages_wait(fresh: Home, feeds: Feeds) -> None:
    fresh.ask("poll", "--all")
    feeds.put("/a", OLD, NEWS)
    said = fresh.ask("poll", "--all", "--no-deliver")
    assert said.code == 0
    assert NEWS not in said.out
    assert {one["state"] for one in fresh.ask("deliveries", "--json").json["deliveries"]} == {
        "pending"
    }
    assert NEWS in fresh.ask("poll").out


def test_a_dry_run_keeps_and_sends_nothing(fresh: Home, feeds: Feeds) -> None:
    said = fresh.ask("poll", "--all", "--dry-run")
    assert said.code == 0
    assert not fresh.db.exists()
    fresh.ask("poll", "--all")
    feeds.put("/a", OLD, NEWS)
    assert NEWS in fresh.ask("poll", "--all", "--dry-run").out
    assert len(fresh.ask("items", "--json").json["items"]) == 1


def test_a_feed_that_fails_is_named_and_the_exit_says_so(tmp_path: Path, feeds: Feeds) -> None:
    dead = f"http://127.0.0.1:{feeds.port}/dead"
    configure(tmp_path, feeds, feeds.put("/a", OLD), dead)
    home = Home(tmp_path)
    said = home.ask("poll", "--all")
    assert said.code == 1
    assert f"{dead}: answers 404" in said.err
    assert home.ask("poll", "--feed", f"http://127.0.0.1:{feeds.port}/a").code == 0
    rows = {row["url"]: row for row in home.ask("feeds", "health", "--json").json["feeds"]}
    promised = "url state failures error last_polled_at last_ok_at next_poll_at"
    assert set(promised.split()) <= set(rows[dead])
    assert (rows[dead]["state"], rows[dead]["failures"]) == ("failing", 1)


def test_check_online_names_feeds_that_do_not_answer(tmp_path: Path, feeds: Feeds) -> None:
    dead = f"http://127.0.0.1:{feeds.port}/dead"
    configure(tmp_path, feeds, feeds.put("/a", OLD), dead)
    home = Home(tmp_path)
    assert home.ask("check").code == 0
    said = home.ask("check", "--online")
    assert said.code == 2
    assert f"{dead}: answers 404" in said.err
    assert "1 of 2 answer" in said.out
    assert not home.db.exists()


def test_check_warns_of_a_channel_that_the_guard_will_turn_away(
    tmp_path: Path, feeds: Feeds
) -> None:
    hook = '[[channels]]\nname = "hook"\nurl = "json://127.0.0.1:9/s3cr3t-token"\n'
    configure(tmp_path, feeds, feeds.put("/a", OLD), more=hook)
    said = Home(tmp_path).ask("check")
    assert said.code == 0
    assert "channels[1].url: leads to an address that is not public" in said.out
    assert "s3cr3t" not in said.out
    allowed = (
        (tmp_path / "monitor.toml")
        .read_text()
        .replace("allow_private = [", 'allow_private = ["127.0.0.1:9", ')
    )
    (tmp_path / "monitor.toml").write_text(allowed)
    assert "not public" not in Home(tmp_path).ask("check").out


@contextmanager
def daemon(home: Home) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "monitor", "-c", str(home.config), "run"]
    running = subprocess.Popen(  # noqa: S603 (this interpreter, fixed words)
        words,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with running:
        try:
            yield running
        finally:
            running.kill()


def test_the_daemon_prints_alerts_and_ends_with_zero(fresh: Home, feeds: Feeds) -> None:
    with daemon(fresh) as running:
        assert running.stdout
        assert running.stderr
        started = running.stderr.readline()
        while feeds.asked.count("/a") < 2:  # the baseline is there
            assert running.poll() is None
        feeds.put("/a", OLD, NEWS)
        assert NEWS in running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        said, aside = running.communicate()
    assert running.returncode == 0
    assert "what=started feeds=1" in started
    assert "Traceback" not in said + aside
