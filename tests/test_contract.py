"""The stable surface, held against the product: commands, options, documents, exit codes, files.

What stands in these tables is what scripts rely on; it grows, and nothing in it changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest

from monitor.cli import front
from tests.cli.conftest import Home, ask, polled  # noqa: F401 (a fixture)
from tests.cli.conftest import home as home  # noqa: PLC0414 (a fixture, too)

READ = """
check; demo; seed list; seed show; seed lint; feeds list; feeds health; items; matches; stories
developments; alerts; deliveries; show; explain; search; silence list; replay; backtest; serve
status; config show; db check; run
"""
# What writes or sends, and so can be tried first.
WRITE = """
poll; seed build; seed new; seed suggest; feeds add; feeds discover; feeds import; feeds export
feeds remove; feeds pause; feeds resume; feeds retry
feeds suggest; stories merge; stories split; deliveries resend; mark; silence add; silence expire
report; notify test; db backup; db prune; db migrate
"""
OPTIONS = {
    "poll": "--feed --all --no-deliver",
    "check": "--online",
    "demo": "--speed --once",
    "seed build": "-o --published --language --force",
    "matches": "--near",
    "alerts": "--suppressed",
    "explain": "--text",
    "mark": "--undo",
    "silence add": "--even-flash --reason",
    "replay": "--since --seed --config",
    "backtest": "--seed --items --jsonl --skip-bad",
    "report": "-o",
    "status": "--check",
}
LISTS = "items matches stories developments alerts deliveries".split()
FILTERS = "--since --until --seed --storyline --source --min-priority --limit".split()
# The words of a command; the noun of its list, or "" for one thing; the keys that are promised.
DOCUMENTS = {
    "items": ("items", "id title url guid summary published updated first_seen_at source feeds"),
    "search Halmar": ("items", "id title url source"),
    "matches": ("matches", "id item seed score verdict evidence"),
    "matches --near": ("matches", "id item seed score verdict evidence"),
    "stories": ("stories", "id seed title items sources storylines"),
    "developments": ("developments", "id seed storyline story delta kind at"),
    "alerts": (
        "alerts",
        "id seed storyline priority title delta story at reason items channels",
    ),
    "alerts --suppressed": ("alerts", ""),
    "deliveries": ("deliveries", "id channel state attempts"),
    "feeds list": ("feeds", "url title source language every headers"),
    "feeds health": (
        "feeds",
        "url state failures error last_polled_at last_ok_at next_poll_at",
    ),
    "seed list": ("seeds", "seed title published languages entities storylines"),
    "seed lint ferry": ("problems", ""),
    "silence list": ("silences", ""),
    "check": ("problems", ""),
    "config show": ("settings", "key value origin"),
    "seed show ferry": ("", "seed title published languages entities storylines thresholds"),
    "show i3": ("", "id title url matches judgements alerts"),
    "show m1": ("", "id item seed score evidence"),
    "show s1": ("", "id seed title sources timeline developments"),
    "show d1": ("", "id seed storyline delta alerts"),
    "show a1": ("", "id seed storyline delta items channels deliveries"),
    "explain i3": ("", "item matches"),
    "status": ("", "daemon feeds outbox database"),
    "db check": ("", "sound"),
}
# What differs from one call to the next: times, and the room on the disk.
PASSING = re.compile(r'\d{4}-\d\d-\d\dT[0-9:.]+Z|"free": \d+')
LETTER = {"items": "i", "matches": "m", "stories": "s", "developments": "d", "alerts": "a"}
STATES = {
    "feeds": {"ok", "failing", "gone", "new"},
    "deliveries": {"pending", "leased", "sent", "dead"},
}
PROFILE = """
seed = "maduro-talks"
title = "Talks"
published = 2025-11-18
languages = ["en", "es"]
[thresholds]
[[entities]]
name = "Nicolás Maduro"
kind = "person"
weight = 1.0
anchor = true
aliases = ["Maduro", "Venezuelan leader"]
not = ["Ian Machado"]
[[storylines]]
slug = "boat-strikes"
title = "US strikes on suspected drug boats"
terms.en = ["boat*", "vessel*", "strike*"]
terms.es = ["lancha*", "ataque*"]
watch_numbers = ["killed", "dead"]
known = [{fact = "killed", value = "80+"}]
[exclude]
terms = ["miss universe"]
"""
CONFIGURATION = """
feeds_file = "feeds.toml"
[store]
path = "var/monitor.db"
keep_items = "30d"
keep_matched = "400d"
[seeds]
folder = "seeds"
[polling]
every = "15m"
concurrency = 64
per_host = 2
user_agent = "desk/1"
proxy = "http://127.0.0.1:3128"
allow_private = ["127.0.0.1:8900"]
[alerts]
batch_wait = "60s"
heartbeat_url = "env:HEARTBEAT_URL"
weekly_note = true
[[channels]]
name = "desk-slack"
url = "console://"
seeds = ["*"]
storylines = ["*"]
min_priority = "urgent"
digest = "08:00,18:00"
quiet_hours = "22:00-07:00"
timezone = "Europe/Oslo"
budget_per_day = 6
[[feeds]]
url = "https://feeds.example/rss"
title = "World"
source = "Example"
language = "en"
every = "5m"
headers = {Authorization = "env:FEED_TOKEN"}
"""


def commands(table: str) -> list[str]:
    return re.split(r"[;\n]\s*", table.strip())


def options_of(words: str) -> set[str]:
    command: click.Command = front.root
    context = click.Context(front.root)
    for word in words.split():
        assert isinstance(command, click.Group)
        below = command.get_command(context, word)
        assert below is not None, words
        command = below
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts)}


@pytest.mark.parametrize("words", commands(READ) + commands(WRITE))
def test_each_command_is_there_with_its_options(words: str) -> None:
    there = options_of(words)
    assert {"--json", "--db", "-v", "-q"} <= there
    assert set(OPTIONS.get(words, "").split()) <= there
    assert words in commands(READ) or {"-n", "--dry-run"} <= there


@pytest.mark.parametrize("words", [*LISTS, "search"])
def test_each_list_is_narrowed_in_the_same_ways(words: str) -> None:
    assert set(FILTERS) <= options_of(words)


@pytest.mark.parametrize("words", DOCUMENTS)
def test_each_document_has_the_keys_that_are_promised(home: Home, words: str) -> None:
    noun, keys = DOCUMENTS[words]
    said = home.ask("--json", *words.split())
    again = home.ask(*words.split(), "--json")  # options stand before or after, all the same
    assert PASSING.sub("", again.out) == PASSING.sub("", said.out)
    assert said.json["schema"] == 1
    rows = said.json[noun] if noun else [said.json]
    assert said.code == (0 if rows or noun == "problems" else 3)
    for row in rows:
        assert set(keys.split()) <= set(row)
        if noun in LETTER:
            assert re.fullmatch(LETTER[noun] + r"\d+", row["id"])
        if noun in STATES and "state" in row:
            assert row["state"] in STATES[noun]


def times(found: Any) -> Iterator[str]:  # noqa: ANN401 (what JSON holds)
    for key, value in found.items() if isinstance(found, dict) else ():
        if key == "at" or key.endswith("_at"):
            yield value
        yield from times(value)
    for value in found if isinstance(found, list) else ():
        yield from times(value)


@pytest.mark.parametrize("words", DOCUMENTS)
def test_times_are_iso_8601_in_utc(home: Home, words: str) -> None:
    for time in filter(None, times(home.ask(*words.split(), "--json").json)):
        assert datetime.fromisoformat(time).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("items", 0),
        ("poll --all", 1),
        ("zzz", 2),
        ("-c none.toml check", 2),
        ("show i999", 3),
        ("search zeppelin", 3),
        ("status --check", 4),
    ],
)
def test_exit_codes_mean_what_they_say(home: Home, words: str, code: int) -> None:
    assert home.ask(*words.split()).code == code


TRIALS = (
    "poll",
    "mark i3 irrelevant",
    "silence add --for 1h --seed ferry --reason quiet",
    "feeds add https://new.example/rss",
    "feeds export {new}",
    "report -o {new}",
    "db backup {new}",
    "db prune",
    "notify test console",
    "seed build - -o {new}.toml",
)


@pytest.mark.parametrize("words", TRIALS)
def test_a_dry_run_writes_and_sends_nothing(home: Home, tmp_path: Path, words: str) -> None:
    def everything() -> dict[str, bytes]:
        files = (one for one in tmp_path.rglob("*") if one.is_file())
        return {
            str(one): one.read_bytes()
            for one in files
            if ".db" not in one.name and one.suffix != ".lock"
        }

    def stored() -> list[str]:
        return [home.ask(*one.split(), "--json").out for one in ("items", "alerts", "show i3")]

    before = everything(), stored()
    text = "A ferry called Halmar Star sank off Brekkevik on Sunday. Twelve people are dead. " * 5
    asked = [word.format(new=tmp_path / "new") for word in words.split()]
    said = home.ask(*asked, "-n", text=text)
    assert said.code in {0, 1 if "poll" in words else 3 if "prune" in words else 0}, said
    assert (everything(), stored()) == before


def test_the_profile_of_the_contract_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "maduro-talks.toml"
    file.write_text(PROFILE, "utf-8")
    said = ask("seed", "show", file, "--json")
    assert said.code == 0, said
    (entity,), (storyline,) = said.json["entities"], said.json["storylines"]
    assert (entity["weight"], entity["anchor"], entity["namesakes"]) == (1.0, True, ["Ian Machado"])
    assert storyline["known"] == [{"fact": "killed", "value": "80+"}]


def test_an_unknown_key_of_a_profile_is_an_error_with_a_proposal(tmp_path: Path) -> None:
    file = tmp_path / "maduro-talks.toml"
    file.write_text(PROFILE.replace("aliases =", "alises ="), "utf-8")
    said = ask("seed", "show", file)
    assert said.code == 2
    assert 'did you mean "aliases"?' in said.err


def test_the_configuration_of_the_contract_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTBEAT_URL", "https://beat.example/1")
    monkeypatch.setenv("FEED_TOKEN", "Bearer 1")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "feeds.toml").write_text("")
    (tmp_path / "monitor.toml").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "seeds" / "maduro-talks.toml").write_text(PROFILE, "utf-8")
    said = ask("-c", tmp_path / "monitor.toml", "check", "--json")
    assert [one for one in said.json["problems"] if "unknown" in json.dumps(one)] == []
    assert said.code == 0, said


def test_each_line_of_a_backtest_has_the_keys_that_are_promised(tmp_path: Path) -> None:
    file, items = tmp_path / "maduro-talks.toml", tmp_path / "items.jsonl"
    file.write_text(PROFILE, "utf-8")
    titles = ["Maduro says boat strike killed 87", "Bakery wins prize for rye bread"]
    lines = [
        json.dumps({"id": str(n), "title": title, "more": 1}) for n, title in enumerate(titles)
    ]
    items.write_text("\n".join(lines), "utf-8")
    said = ask("backtest", "--seed", file, "--items", items, "--jsonl")
    hit, miss = map(json.loads, said.out.splitlines())
    promised = """id score match storylines story development delta priority alert digest
    relevance novelty significance reason evidence"""
    assert set(promised.split()) <= set(hit) == set(miss)
    assert (hit["match"], miss["match"]) == (True, False)
    silent = "story development delta priority novelty significance".split()
    assert {miss[key] for key in silent} == {None}
    assert {"kind", "name", "text", "field", "gain"} <= set(hit["evidence"][0])
