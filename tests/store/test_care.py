"""Figures, checks, pruning, copies, notes, and the daemon's lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import Busy, StoreError
from monitor.model import Feed, Outcome
from monitor.scales import DeliveryState, FeedCondition
from monitor.store import Settings, Store
from tests.store import invented
from tests.store.invented import DAY, FEED, NOW

SETTINGS = Settings()


def test_counts_say_how_the_store_stands(store: Store) -> None:
    store.feeds.configure([Feed(url=FEED), Feed(url="https://new.example/")], NOW)
    store.apply([invented.an_outcome(1), invented.an_outcome(2)])
    counts = store.counts()
    assert counts.feeds[FeedCondition.OK] == counts.feeds[FeedCondition.NEW] == 1
    assert counts.feeds[FeedCondition.GONE] == 0
    assert (counts.items, counts.matches, counts.stories) == (2, 2, 2)
    assert (counts.developments, counts.alerts) == (2, 2)
    assert counts.outbox[DeliveryState.PENDING] == 2
    assert counts.open_deliveries == 2
    assert counts.oldest_pending_at == counts.last_poll_at == NOW
    assert counts.size > 0


def test_an_empty_store_has_nothing_pending(store: Store) -> None:
    counts = store.counts()
    assert counts.oldest_pending_at is None
    assert counts.last_poll_at is None
    assert counts.outbox[DeliveryState.DEAD] == 0


def test_a_sound_store_passes_the_check(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    assert store.check() == ()


def test_a_search_index_that_lags_is_found(store: Store, path: Path) -> None:
    store.apply([invented.an_outcome(1)])
    with store._connection.write():
        store._connection.run("INSERT INTO items_fts (items_fts) VALUES ('delete-all')")
    assert "search index" in store.check()[0]
    with Store.open(path, read_only=True) as reader:
        assert "search index" in reader.check()[0]


def test_a_row_that_points_nowhere_is_found(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    store._connection.run("PRAGMA foreign_keys = OFF")
    with store._connection.write():
        store._connection.run("DELETE FROM stories")
    assert any("points to a row of stories" in fault for fault in store.check())


def test_an_old_item_is_pruned_and_still_recognised(store: Store) -> None:
    item = invented.an_item(1, NOW - 31 * DAY)
    seen = invented.a_sighting(1, NOW - 31 * DAY)
    store.apply([Outcome(at=NOW, items=(item,), sightings=(seen,))])
    assert store.prune(SETTINGS, NOW, dry_run=True) == 1
    assert store.read.items() == (item,)
    assert store.prune(SETTINGS, NOW) == 1
    assert store.read.items() == ()
    assert store.read.search("title") == ()
    assert list(store.read.stored_since(NOW - 99 * DAY)) == []
    known = store.known(["guid:1"])["guid:1"]
    assert (known.id, known.title, known.summary) == ("i1", "Title 1", "")
    assert store.check() == ()
    assert store.prune(SETTINGS, NOW) == 0


def test_a_pruned_item_that_comes_back_is_whole_again(store: Store) -> None:
    item = invented.an_item(1, NOW - 31 * DAY)
    store.apply([Outcome(at=NOW, items=(item,))])
    store.prune(SETTINGS, NOW)
    store.apply([Outcome(at=NOW, items=(item,))])
    assert store.read.items() == (item,)
    assert store.read.revisions_of("i1") == ()
    assert store.check() == ()


def test_an_item_that_a_feed_still_carries_is_kept(store: Store) -> None:
    item = invented.an_item(1, NOW - 60 * DAY)
    store.apply([Outcome(at=NOW, items=(item,), sightings=(invented.a_sighting(1, NOW - DAY),))])
    assert store.prune(SETTINGS, NOW) == 0


def test_what_a_silent_feed_still_carries_is_kept(store: Store) -> None:
    feeds = [Feed(url=FEED)]
    store.feeds.configure(feeds, NOW)
    old, last = invented.a_sighting(1, NOW), invented.a_sighting(2, NOW + DAY)
    items = (invented.an_item(1), invented.an_item(2))
    store.apply([Outcome(at=NOW, items=items, sightings=(old, last))])
    assert store.prune(SETTINGS, NOW + 200 * DAY) == 1
    assert set(store.known(["guid:1", "guid:2"])) == {"guid:2"}
    store.feeds.configure([], NOW)
    assert store.prune(SETTINGS, NOW + 200 * DAY) == 1


def test_a_matched_item_is_kept_longer_and_its_alerts_for_good(store: Store) -> None:
    store.apply([invented.an_outcome(1)])
    assert store.prune(SETTINGS, NOW + 399 * DAY) == 0
    assert store.prune(SETTINGS, NOW + 401 * DAY) == 1
    assert store.read.matches() == ()
    assert [alert.id for alert in store.read.alerts()] == ["a1"]
    assert store.read.facts("talks") == (invented.a_fact(1),)
    assert store.read.items_by_ids(["i1"])[0].title == "Title 1"
    assert store.check() == ()


def test_keys_die_ninety_days_after_the_last_sighting_and_ids_do_not_return(store: Store) -> None:
    seen = invented.a_sighting(1)
    store.apply([Outcome(at=NOW, items=(invented.an_item(1),), sightings=(seen,))])
    store.prune(SETTINGS, NOW + 89 * DAY)
    assert "guid:1" in store.known(["guid:1"])
    store.prune(SETTINGS, NOW + 91 * DAY)
    assert store.known(["guid:1"]) == {}
    assert store.load_memory(NOW).new_id("i") == "i2"
    assert store.check() == ()


def test_pruning_goes_on_over_many_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.store.care._BATCH", 2)
    numbers = range(1, 8)
    items = tuple(invented.an_item(number) for number in numbers)
    seen = tuple(invented.a_sighting(number) for number in numbers)
    store.apply([Outcome(at=NOW, items=items, sightings=seen)])
    assert store.prune(SETTINGS, NOW + 99 * DAY) == 7
    assert store.known(["guid:1", "guid:7"]) == {}
    assert store.read.items_by_ids(["i1", "i7"]) == ()


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    store.apply([invented.an_outcome(1)])
    copy = tmp_path / "copy.db"
    store.backup(copy)
    with Store.open(copy, read_only=True) as copied:
        assert copied.read.items() == store.read.items()
    with pytest.raises(StoreError, match="exists already"):
        store.backup(copy)
    with pytest.raises(StoreError, match="no folder"):
        store.backup(tmp_path / "none" / "copy.db")


def test_small_things_are_noted(store: Store, path: Path) -> None:
    assert store.noted("digest:desk") == ""
    store.note("digest:desk", "2025-11-20")
    store.note("digest:desk", "2025-11-21")
    with Store.open(path, read_only=True) as reader:
        assert reader.noted("digest:desk") == "2025-11-21"


def test_seeds_are_met_once(store: Store) -> None:
    assert store.seeds() == set()
    store.add_seed("talks", NOW)
    store.add_seed("talks", NOW + DAY)
    assert store.seeds() == {"talks"}


def test_the_change_of_somebody_else_is_noticed(store: Store, path: Path) -> None:
    with Store.open(path) as other:
        before = store.changes()
        store.note("mine", "1")
        assert store.changes() == before
        other.note("theirs", "1")
        assert store.changes() != before


def test_one_daemon_holds_the_lock(path: Path) -> None:
    with (
        Store.lock(path),
        pytest.raises(Busy, match=f"pid {os.getpid()}"),
        Store.lock(path),
    ):
        pass
    with Store.lock(path):
        pass


def test_the_lock_of_another_user_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path).close()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(StoreError, match="sudo -u"), Store.lock(path):
        pass
    assert not path.with_name("monitor.db.lock").exists()


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"), Store.lock(tmp_path / "file" / "x.db"):
        pass


HOLD = """
import os, sys, time
from pathlib import Path
from monitor.store.lock import DaemonLock
with DaemonLock(Path(sys.argv[1])):
    if not os.fork():
        print(os.getpid(), flush=True)  # the child speaks, so it has begun its own life
    time.sleep(30)
"""


def test_a_killed_daemon_leaves_no_lock_even_when_its_child_lives(path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 (our own Python, our own words)
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    ) as daemon:
        assert daemon.stdout is not None
        child = int(daemon.stdout.readline())
        with pytest.raises(Busy, match=f"pid {daemon.pid}"), Store.lock(path):
            pass
        daemon.kill()
        daemon.wait(timeout=timedelta(seconds=5).total_seconds())
        try:
            with Store.lock(path):
                pass
        finally:
            os.kill(child, signal.SIGKILL)
