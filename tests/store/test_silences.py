"""Silences as rows, and what the schema that brought them makes of older files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli.encode import plain
from monitor.errors import NothingFound
from monitor.model import Silence
from monitor.store import Store
from tests.store import invented
from tests.store.invented import DAY, NOW

HOUR = timedelta(hours=1)
SILENCE = Silence(
    storyline="boat-*", text="captain", reason="live desk", starts_at=NOW, ends_at=NOW + HOUR
)


def test_a_silence_is_kept_as_it_is_under_the_next_number(store: Store) -> None:
    first, second = store.silences.add(SILENCE), store.silences.add(replace(SILENCE, text=""))
    assert (first.id, second.id) == ("q1", "q2")
    assert store.silences.find("q1") == replace(SILENCE, id="q1")
    assert [row["id"] for row in store.silences.rows(NOW)] == ["q2", "q1"]
    assert store.silences.rows(NOW)[1] == plain(first)
    assert second.text == ""


def test_one_that_is_over_is_listed_on_demand_only(store: Store) -> None:
    kept = store.silences.add(SILENCE)
    assert store.silences.rows(NOW + HOUR) == []
    assert store.silences.rows(NOW + HOUR, ended=True) == [plain(kept)]


def test_an_ended_one_stays_with_its_new_end(store: Store) -> None:
    store.silences.add(SILENCE)
    ended = store.silences.expire("q1", NOW + HOUR / 2)
    assert ended.ends_at == NOW + HOUR / 2
    assert store.silences.find("q1") == ended
    with pytest.raises(NothingFound, match="ended already"):
        store.silences.expire("q1", NOW + HOUR / 2)


def test_the_working_set_has_those_in_force_and_to_come(store: Store) -> None:
    over = replace(SILENCE, starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR)
    later = replace(SILENCE, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    _, present, coming = (store.silences.add(one) for one in (over, SILENCE, later))
    assert store.load_memory(NOW).silences == (present, coming)


def test_a_message_of_an_older_file_can_still_be_read(path: Path) -> None:
    with Store.open(path) as store:
        store.apply([invented.an_outcome(1)])
        (delivery,) = store.read.deliveries()
    message = {
        name: value
        for name in ("key", "title", "text", "html")
        if (value := getattr(delivery.message, name)) is not None
    }
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("UPDATE deliveries SET message = ?", (json.dumps(message),))
        opened.execute("DROP TABLE silences")
        opened.execute("DELETE FROM _sqlite_migrations WHERE name = 'silences'")
        opened.execute("PRAGMA user_version = 2")
    with Store.open(path) as store:
        assert store.read.deliveries() == (delivery,)
        assert store.silences.rows(NOW, ended=True) == []
