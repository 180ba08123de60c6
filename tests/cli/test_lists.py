"""Lists and `show`: the documents that scripts rely on, and the words that people read."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import NEWS, OLD, Home

UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
LISTS = ("items", "matches", "stories", "developments", "alerts", "deliveries")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one_document_under_its_plural_noun(home: Home, name: str) -> None:
    said = home.ask(name, "--json")
    assert said.code == 0
    assert said.json["schema"] == 1
    assert said.json[name]
    assert said.err == ""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_for_people_begins_with_its_columns(home: Home, name: str) -> None:
    said = home.ask(name)
    assert said.code == 0
    assert said.out.startswith("id ")


def test_items_carry_the_promised_keys(home: Home) -> None:
    item = home.ask("items", "--json").json["items"][0]
    promised = "id title url guid summary published updated first_seen_at source feeds"
    assert set(promised.split()) <= set(item)
    assert UTC_TIME.fullmatch(item["first_seen_at"])
    assert item["published"] is None


def test_items_stand_newest_first(home: Home) -> None:
    found = home.ask("items", "--json").json["items"]
    assert found[0]["title"] == NEWS
    assert [item["first_seen_at"] for item in found] == sorted(
        (item["first_seen_at"] for item in found), reverse=True
    )


def test_alerts_carry_the_promised_keys(home: Home) -> None:
    alert = home.ask("alerts", "--json").json["alerts"][0]
    promised = "id seed storyline priority title delta story at reason items channels"
    assert set(promised.split()) <= set(alert)
    assert alert["title"] == NEWS
    assert alert["priority"] in {"flash", "bulletin", "urgent", "routine"}


def test_deliveries_say_their_state(home: Home) -> None:
    states = {one["state"] for one in home.ask("deliveries", "--json").json["deliveries"]}
    assert states == {"sent"}


def test_the_limit_is_kept_and_the_rest_is_mentioned(home: Home) -> None:
    said = home.ask("items", "--limit", "1", "--json")
    assert len(said.json["items"]) == 1
    assert "--limit 0" in said.err
    assert len(home.ask("items", "--limit", "0", "--json").json["items"]) == 3
    assert home.ask("items", "--limit", str(10**30), "--json").code == 0


def test_a_list_is_narrowed(home: Home) -> None:
    assert len(home.ask("items", "--seed", "ferry", "--json").json["items"]) < 3
    assert home.ask("items", "--since", "1h", "--json").code == 0
    later = home.ask("items", "--since", "2999-01-01")
    assert later.code == 3
    assert "since 2999-01-01" in later.err


def test_nothing_found_is_said_and_is_an_empty_document(home: Home) -> None:
    said = home.ask("alerts", "--seed", "nobody", "--json")
    assert said.code == 3
    assert said.json == {"schema": 1, "alerts": []}
    assert "nobody" in said.err


def test_before_the_first_poll_a_list_says_what_to_do(empty: Home) -> None:
    said = empty.ask("items")
    assert said.code == 3
    assert "monitor run" in said.err
    assert empty.ask("items", "--json").json == {"schema": 1, "items": []}
    assert not empty.db.exists()


def test_text_from_feeds_is_no_markup(home: Home) -> None:
    assert OLD in home.ask("items").out


@pytest.mark.parametrize("id_", ["i1", "m1", "s1", "d1", "a1", "o1"])
def test_everything_with_an_id_can_be_shown(home: Home, id_: str) -> None:
    assert id_ in home.ask("show", id_).out
    shown = home.ask("show", id_, "--json").json
    assert (shown["schema"], shown["id"]) == (1, id_)


def test_a_story_is_shown_with_its_timeline(home: Home) -> None:
    shown = home.ask("show", "s1", "--json").json
    assert [item["title"] for item in shown["timeline"]]
    alert = home.ask("show", "a1", "--json").json
    assert alert["deliveries"][0]["state"] == "sent"


@pytest.mark.parametrize("id_", ["i999", "x", "i", "77"])
def test_what_is_not_there_cannot_be_shown(home: Home, id_: str) -> None:
    said = home.ask("show", id_)
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("monitor: ")


def test_search_finds_words_and_says_when_it_does_not(home: Home) -> None:
    assert NEWS in home.ask("search", "prosecutor").out
    assert home.ask("search", "prosec*", "inquiry", "--json").json["items"][0]["title"] == NEWS
    assert home.ask("search", "prosecutor", "--since", "1h", "--seed", "ferry").code == 0
    assert home.ask("search", "prosecutor", "--until", "2020-01-01").code == 3
    assert home.ask("search", "zeppelin").code == 3
    assert home.ask("search", "(").code == 3


def test_a_sent_message_goes_back_in_line(home: Home) -> None:
    assert "would be" in home.ask("deliveries", "resend", "o1", "--dry-run").out
    assert home.ask("show", "o1", "--json").json["state"] == "sent"
    assert home.ask("deliveries", "resend", "o1").code == 0
    assert home.ask("show", "o1", "--json").json["state"] == "pending"
    assert home.ask("deliveries", "resend", "o99").code == 3
