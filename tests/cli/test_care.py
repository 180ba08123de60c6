"""Feeds, settings, channels, status and the database, from the command line."""

from __future__ import annotations

from tests.cli.conftest import Home


def test_a_feed_is_added_once(home: Home) -> None:
    words = ("feeds", "add", "https://coast.example/rss", "--source", "Coast", "--every", "5m")
    said = home.ask(*words, "--dry-run")
    assert said.code == 0
    assert "would add" in said.out
    assert not (home.folder / "feeds.toml").exists()
    assert home.ask(*words).code == 0
    assert home.ask(*words).code == 2
    added = home.ask("feeds", "list", "--json").json["feeds"][-1]
    assert (added["url"], added["every"]) == ("https://coast.example/rss", 300)
    new = home.ask("feeds", "health", "--json").json["feeds"][-1]
    assert (new["state"], new["last_polled_at"]) == ("new", None)


def test_what_is_no_feed_address_is_refused(home: Home) -> None:
    assert home.ask("feeds", "add", "ftp://coast.example").code == 2
    said = home.ask("feeds", "add", "https://coast.example/rss", "--every", "5x")
    assert said.code == 2
    assert "--every" in said.err


def test_health_is_shown_before_the_first_poll(empty: Home) -> None:
    rows = empty.ask("feeds", "health", "--json").json["feeds"]
    assert {row["state"] for row in rows} == {"new"}


def test_settings_are_shown_without_their_secrets(home: Home) -> None:
    home.config.write_text(
        '[[channels]]\nname = "desk"\nurl = "slack://T0KENAAAA/B/C"\n' + home.config.read_text()
    )
    said = home.ask("config", "show")
    assert "T0KEN" not in said.out
    rows = {row["key"]: row for row in home.ask("config", "show", "--json").json["settings"]}
    assert rows["channels.desk.url"]["value"] == "***"
    assert rows["polling.every"]["origin"] == "default"


def test_a_channel_is_tried(home: Home) -> None:
    said = home.ask("notify", "test", "console")
    assert said.code == 0
    assert "console: sent" in said.out
    assert home.ask("notify", "test", "console", "--json").json["ok"] is True
    dry = home.ask("notify", "test", "console", "--dry-run")
    assert dry.code == 0
    assert "sent" not in dry.out.replace("would be sent", "")


def test_a_channel_that_does_not_answer_is_a_failure(home: Home) -> None:
    home.config.write_text(
        '[[channels]]\nname = "desk"\nurl = "json://127.0.0.1:9/T0KENAAAA"\n'
        + home.config.read_text()
    )
    said = home.ask("notify", "test", "desk")
    assert (said.code, said.out) == (1, "")
    assert "not sent" in said.err
    assert "T0KEN" not in said.err


def test_status_tells_what_is_wrong_and_check_makes_it_count(home: Home) -> None:
    said = home.ask("status")
    assert said.code == 0
    assert "1 of 2 feeds fail" in said.out
    assert "none: kept by `monitor poll`" in said.out
    assert home.ask("status", "--check").code == 4
    state = home.ask("status", "--json").json
    assert (state["items"], state["daemon"]) == (3, 0)
    assert state["degraded"]


def test_status_works_before_the_first_poll(empty: Home) -> None:
    said = empty.ask("status")
    assert said.code == 0
    assert "nothing stored yet" in said.out
    assert empty.ask("status", "--check").code == 4


def test_a_sound_database_passes(home: Home) -> None:
    assert "sound, 3 items" in home.ask("db", "check").out
    assert home.ask("db", "check", "--json").json["sound"] is True
    assert "nothing to do" in home.ask("db", "migrate").out
    assert home.ask("db", "migrate", "--dry-run").code == 0


def test_the_database_is_copied_and_no_file_overwritten(home: Home) -> None:
    copy = home.folder / "copy.db"
    assert home.ask("db", "backup", copy, "--dry-run").code == 0
    assert not copy.exists()
    assert home.ask("db", "backup", copy).code == 0
    assert home.ask("--db", copy, "items").out == home.ask("items").out
    assert home.ask("db", "backup", copy).code == 1


def test_pruning_can_be_rehearsed(home: Home) -> None:
    assert home.ask("db", "prune", "--dry-run").out == "0 items would be cleared\n"
    assert home.ask("db", "prune").code == 0


def test_without_a_database_there_is_nothing_to_care_for(empty: Home) -> None:
    for words in (["check"], ["prune"], ["migrate"], ["backup", "x.db"]):
        assert empty.ask("db", *words).code == 3
    assert not empty.db.exists()


def test_check_counts_profiles_when_they_are_too_many_to_name(home: Home) -> None:
    whole = next((home.folder / "seeds").glob("*.toml")).read_text("utf-8")
    assert "ferry" in home.ask("check").out
    for number in range(30):
        text = whole.replace('"ferry"', f'"ferry-{number}"', 1)
        (home.folder / "seeds" / f"ferry-{number}.toml").write_text(text, "utf-8")
    assert "31 profiles" in home.ask("check").out
