"""`explain`: the matching computed anew, and what was decided then."""

from __future__ import annotations

from pathlib import Path

from monitor.daemon import Scope, clock, pass_once
from tests.cli.conftest import NEWS, OLD, Home
from tests.daemon.lab import configure, serving


def item(home: Home, title: str) -> str:
    found = home.ask("items", "--json").json["items"]
    return str(next(one["id"] for one in found if one["title"] == title))


def test_a_stored_item_is_explained_to_its_alert(home: Home) -> None:
    said = home.ask("explain", item(home, NEWS))
    assert said.code == 0
    for words in ("ferry: match", "threshold", "Halmar Star", "opened story", "console: told"):
        assert words in said.out


def test_signals_stand_in_the_order_of_their_weight(home: Home) -> None:
    found = home.ask("explain", item(home, NEWS), "--json").json
    gains = [sign["gain"] for sign in found["matches"][0]["evidence"]]
    assert gains == sorted(gains, reverse=True)
    assert found["decided"]["alerts"][0]["alert"]["title"] == NEWS
    assert found["matches"][0]["flip"]


def test_an_item_that_matched_nothing_is_explained_too(home: Home) -> None:
    said = home.ask("explain", item(home, OLD))
    assert said.code == 0
    assert "ferry: no match" in said.out
    assert "it matched nothing" in said.out


def test_a_text_is_explained_without_a_database(empty: Home) -> None:
    said = empty.ask("explain", "--text", "Captain of the Halmar Star is questioned")
    assert said.code == 0
    assert "ferry: match" in said.out
    assert "What was decided" not in said.out
    file = empty.folder / "seeds" / "ferry.toml"
    file.write_text(f"{file.read_text()}\n[thresholds]\nmatch = 0.99\n")
    weak = empty.ask("explain", "--text", "Nordlys sells a hotel", "--json").json
    assert weak["matches"][0]["verdict"] is False
    assert "[thresholds]" in weak["matches"][0]["flip"]


ROUTES = """
[[channels]]
name = "desk"
url = "console://"
[[channels]]
name = "archive"
url = "console://"
min_priority = "flash"
[[channels]]
name = "stocks"
url = "console://"
storylines = ["stocks"]
"""
DEATHS = "99 dead in Halmar Star sinking, police say"


def test_a_text_says_which_channels_would_hear_of_it_and_which_would_not(home: Home) -> None:
    home.config.write_text(f"{home.config.read_text()}{ROUTES}")
    said = home.ask("explain", "--text", DEATHS)
    assert "casualties, " in said.out
    assert "told at once" in said.out
    assert "desk: told" in said.out
    assert "archive: owed, below what may interrupt" in said.out
    assert "stocks: hears nothing, for it takes seeds *; storylines stocks" in said.out
    (alert,) = home.ask("explain", "--text", DEATHS, "--json").json["would"]["alerts"]
    assert [one["channel"] for one in alert["channels"]] == ["desk", "archive"]
    assert alert["channels"][1]["flip"] == f'min_priority = "{alert["priority"]}" for archive'
    assert alert["deaf"] == ["stocks"]


def test_a_text_is_held_against_what_was_told_and_what_is_silenced(home: Home) -> None:
    again = home.ask("explain", "--text", NEWS)
    assert "it would go to s1" in again.out
    assert "nothing new, so nobody would hear of it" in again.out
    home.ask("silence", "add", "--for", "1h", "--seed", "ferry", "--reason", "live desk")
    assert "held by a silence" in home.ask("explain", "--text", DEATHS).out


def test_a_text_leaves_nothing_behind(home: Home) -> None:
    before = home.ask("items", "--json").out, home.ask("alerts", "--json").out
    home.ask("explain", "--text", DEATHS)
    assert (home.ask("items", "--json").out, home.ask("alerts", "--json").out) == before
    assert "would match nothing" in home.ask("explain", "--text", OLD).out


def test_a_profile_file_may_stand_in_for_the_folder(empty: Home) -> None:
    file = empty.folder / "seeds" / "ferry.toml"
    words = ("--text", "Halmar Star inquiry", "--seed")
    assert empty.ask("explain", *words, file).code == 0
    assert empty.ask("explain", *words, "nobody").code == 3


def test_an_item_is_found_by_its_address(home: Home) -> None:
    address = home.ask("items", "--json").json["items"][0]["url"]
    assert NEWS in home.ask("explain", f"{address}?utm_source=mail").out
    assert home.ask("explain", "https://nowhere.example/x").code == 3
    assert home.ask("explain", "i999").code == 3
    assert home.ask("explain", "o1").code == 3


def test_it_takes_an_item_or_a_text(home: Home) -> None:
    assert home.ask("explain").code == 2
    assert home.ask("explain", "i1", "--text", "x").code == 2


def test_an_alert_is_explained_step_by_step(home: Home) -> None:
    said = home.ask("explain", "a1")
    assert said.code == 0
    assert "what was new" in said.out
    told = home.ask("explain", "a1", "--json").json
    (case,) = told["decided"]
    assert case["alert"]["id"] == "a1"
    assert case["channels"][0]["reason"]


def test_an_alert_that_was_not_sent_says_why_and_what_would_flip_it(tmp_path: Path) -> None:
    quiet = '[[channels]]\nname = "desk"\nurl = "console://"\nmin_priority = "flash"\n'
    with serving() as feeds:
        config = configure(tmp_path, feeds, feeds.put("/a", OLD), more=quiet)
        pass_once(config, Scope(due_only=False), console=lambda _: None, clock=clock)
        feeds.put("/a", OLD, NEWS)
        pass_once(config, Scope(due_only=False), console=lambda _: None, clock=clock)
    home = Home(tmp_path)
    (held,) = home.ask("alerts", "--suppressed", "--json").json["alerts"]
    said = home.ask("explain", held["id"])
    assert f"not told at once: {held['reason']}" in said.out
    assert f'what would flip it: min_priority = "{held["priority"]}" for desk' in said.out


def test_a_story_and_a_development_are_explained(home: Home) -> None:
    story = home.ask("explain", "s1")
    assert "opened the story" in story.out
    assert "d1" in home.ask("explain", "d1").out
    assert home.ask("explain", "s1", "--json").json["decided"]
    assert home.ask("explain", "d99").code == 3
    assert "monitor show o1" in home.ask("explain", "o1").err


def test_near_misses_say_what_they_fell_short_of(home: Home) -> None:
    near = home.ask("matches", "--near", "--json")
    if near.code == 3:
        text = "Brekkevik harbour gets a new crane"
        assert "no match" in home.ask("explain", "--text", text).out
    else:
        assert " of " in home.ask("matches", "--near").out
