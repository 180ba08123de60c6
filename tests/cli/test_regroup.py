"""Stories put together and apart by hand, from the command line, and what is decided afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.app import rehearse
from monitor.backtest import backtest
from monitor.desk import Desk
from monitor.model import Item
from monitor.pipeline import decide_items
from monitor.store import Memory, Store
from tests.cli.conftest import Home
from tests.invented import PROFILE

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRE = "Two dead in engine room fire aboard ferry Halmar Star"
SMOKE = "Captain of Halmar Star slept ashore, survivors say"
INQUIRY = "Prosecutor opens inquiry into insurance of Halmar Star"


def an_item(number: str, title: str, minutes: int) -> Item:
    at = NOW + timedelta(minutes=minutes)
    return Item(
        id=number, title=title, source="Coast", language="en", first_seen_at=at, effective_at=at
    )


def decide(home: Home, title: str, minutes: int) -> str:
    """Decide an item as the daemon would after it noticed changes; the story that it went to."""
    with Store.open(home.db) as store:
        memory = store.load_memory(NOW)
        desk = replace(rehearse([PROFILE], None), memory=memory)
        item = an_item(memory.new_id("i"), title, minutes)
        outcome = decide_items([item], desk, item.effective_at)
        store.apply([outcome])
    return outcome.assignments[0].story


@pytest.fixture
def told(home: Home) -> tuple[Home, str, str]:
    """A home with two stories of today, and their ids."""
    return home, decide(home, FIRE, 0), decide(home, INQUIRY, 1)


def test_a_merged_story_takes_what_either_would_have_taken(told: tuple[Home, str, str]) -> None:
    home, fire, inquiry = told
    assert fire != inquiry
    said = home.ask("stories", "merge", fire, inquiry)
    assert (said.code, said.out.split()[0]) == (0, fire)
    assert decide(home, f"UPDATE 1-{INQUIRY}", 2) == fire
    assert decide(home, f"Exclusive: {FIRE}", 3) == fire
    shown = home.ask("show", fire, "--json").json
    assert len(shown["items"]) == 4
    assert shown["regroupings"][0]["hand"] == "merge"
    assert "took the items of" in home.ask("show", fire).out
    assert "merged into" in home.ask("show", inquiry).out
    listed = [row["id"] for row in home.ask("stories", "--json").json["stories"]]
    assert fire in listed
    assert inquiry not in listed


def test_copies_of_what_was_split_off_follow_it(told: tuple[Home, str, str]) -> None:
    home, fire, _ = told
    home.ask("stories", "merge", *told[1:])
    items = home.ask("show", fire, "--json").json["items"]
    said = home.ask("stories", "split", fire, items[1], "--json")
    parted = said.json["id"]
    assert (said.code, said.json["items"]) == (0, [items[1]])
    assert decide(home, f"BREAKING: {INQUIRY}", 2) == parted
    assert decide(home, f"BREAKING: {FIRE}", 3) == fire
    assert f"split from {fire}" in home.ask("show", parted).out
    assert f"gave items up to {parted}" in home.ask("show", fire).out


def test_a_dry_run_changes_nothing(told: tuple[Home, str, str]) -> None:
    home, fire, inquiry = told
    before = home.ask("stories", "--json").json
    said = home.ask("stories", "merge", fire, inquiry, "-n")
    assert (said.code, "nothing is changed" in said.out) == (0, True)
    assert home.ask("stories", "merge", fire, inquiry, "-n", "--json").json["dry_run"] is True
    assert home.ask("stories", "--json").json == before


def test_mistakes_are_named(told: tuple[Home, str, str]) -> None:
    home, fire, inquiry = told
    item = home.ask("show", fire, "--json").json["items"][0]
    strange = home.ask("show", inquiry, "--json").json["items"][0]
    for words, code, part in (
        (("merge", fire, "s999"), 3, "no story s999"),
        (("merge", fire, item), 3, "is no story"),
        (("merge", fire, fire), 2, "with itself"),
        (("merge", fire), 2, "OTHER"),
        (("split", fire, strange), 3, "does not hold"),
        (("split", fire, item), 2, "at least one"),
        (("split", "s999", item), 3, "no story s999"),
    ):
        said = home.ask("stories", *words)
        assert (said.code, part in said.err) == (code, True), (words, said.err)
    home.ask("stories", "merge", fire, inquiry)
    said = home.ask("stories", "merge", fire, inquiry)
    assert (said.code, f"merged into {fire}" in said.err) == (3, True)


def test_a_replay_keeps_together_and_apart_what_was_put_so_by_hand() -> None:
    items = [an_item("i1", FIRE, 0), an_item("i2", INQUIRY, 1), an_item("i3", SMOKE, 2)]
    together = {("ferry", "i1"): "s7", ("ferry", "i2"): "s7"}
    assert _stories(items, {}) == ["s1", "s2", "s3"]
    assert _stories(items, together) == ["s1", "s1", "s2"]
    copies = [an_item("i1", FIRE, 0), an_item("i2", FIRE, 1), an_item("i3", FIRE, 2)]
    apart = {("ferry", "i1"): "s7", ("ferry", "i2"): "s8"}
    assert _stories(copies, {}) == ["s1", "s1", "s1"]
    assert _stories(copies, apart) == ["s1", "s2", "s1"]


def _stories(items: list[Item], hands: dict[tuple[str, str], str]) -> list[str | None]:
    desk: Desk = replace(rehearse([PROFILE], None), memory=Memory(hands=hands))
    dated = [replace(item, published=item.effective_at) for item in items]
    return [ruling.story for ruling in backtest(dated, desk)]
