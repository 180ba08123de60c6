"""`feeds`: found, suggested, exchanged, and looked after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.daemon.lab import Feeds, serving

OPML = """<opml version="2.0"><body><outline text="Coast"><outline text="Harbour" type="rss"
xmlUrl="https://harbour.example/rss"/><outline xmlUrl="mailto:a@b.example"/></outline></body></opml>"""


@pytest.fixture
def web(home: Home) -> Iterator[Feeds]:
    """A web server that the configuration allows."""
    with serving() as found:
        text = home.config.read_text()
        old = text.split('allow_private = ["')[1].split('"')[0]
        home.config.write_text(text.replace(f'["{old}"]', f'["127.0.0.1:{found.port}"]'))
        yield found


def html(web: Feeds, path: str, text: str) -> str:
    web.bodies[path] = f"<html><head>{text}</head><body></body></html>"
    return f"http://127.0.0.1:{web.port}{path}"


def test_the_feeds_that_a_page_names_are_found_and_tried(home: Home, web: Feeds) -> None:
    good = web.put("/good", "Ferry sinks", "Owner promises help")
    url = html(
        web,
        "/page",
        '<link rel="alternate" type="application/rss+xml" title="Coast" href="/good">'
        '<link rel="alternate" type="application/rss+xml" href="/dead">',
    )
    found = home.ask("feeds", "discover", url, "--json").json["feeds"]
    assert [(one["url"], one["title"], one["items"]) for one in found] == [(good, "Coast", 2)]
    assert f"monitor feeds add {good}" in home.ask("feeds", "discover", url).out


def test_a_page_that_names_none_has_its_usual_places_tried(home: Home, web: Feeds) -> None:
    feed = web.put("/rss.xml", "Ferry sinks")
    url = html(web, "/news/page", "")
    assert home.ask("feeds", "discover", url, "--json").json["feeds"][0]["url"] == feed


def test_an_address_that_is_a_feed_is_found_itself_and_can_be_added(home: Home, web: Feeds) -> None:
    url = web.put("/feed", "Ferry sinks")
    said = home.ask("feeds", "discover", url, "--add", "-n")
    assert "would be added" in said.out
    assert home.ask("feeds", "discover", url, "--add").code == 0
    assert url in home.ask("feeds", "list").out
    assert home.ask("feeds", "discover", url, "--json").json["feeds"][0]["configured"] is True


def test_a_page_without_any_feed_and_a_page_that_is_not_there_are_told(
    home: Home, web: Feeds
) -> None:
    assert home.ask("feeds", "discover", html(web, "/page", "")).code == 3
    lost = home.ask("feeds", "discover", f"http://127.0.0.1:{web.port}/lost")
    assert lost.code == 1
    assert "404" in lost.err


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest", "file:///etc"]
)
def test_nothing_but_public_addresses_is_visited(home: Home, url: str) -> None:
    said = home.ask("feeds", "discover", url)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_a_page_that_leads_inside_is_not_followed(home: Home, web: Feeds) -> None:
    with serving() as canary:
        inside = f"http://127.0.0.1:{canary.port}"
        for path in ("/secret", "/feed", "/rss.xml"):
            canary.put(path, "An internal secret")
        web.leads["/away"] = f"{inside}/secret"
        named = f'<link rel="alternate" type="application/rss+xml" href="{inside}/feed">'
        base = f'<base href="{inside}/">'
        for url in (
            f"http://127.0.0.1:{web.port}/away",
            html(web, "/names", named),
            html(
                web, "/base", f'{base}<link rel="alternate" type="application/rss+xml" href="feed">'
            ),
        ):
            said = home.ask("feeds", "discover", url)
            assert said.code in (1, 3), said
            assert "internal secret" not in said.out + said.err
        assert canary.asked == []


def test_an_import_visits_nothing(home: Home, web: Feeds, tmp_path: Path) -> None:
    file = tmp_path / "mine.opml"
    url = web.put("/feed", "Ferry sinks")
    file.write_text(
        f'<!DOCTYPE opml SYSTEM "http://127.0.0.1:{web.port}/dtd"><opml version="2.0"><body>'
        f'<outline xmlUrl="{url}"/><outline type="include" url="{url}"/></body></opml>'
    )
    home.ask("feeds", "import", file, "--json")
    assert web.asked == []


def test_a_list_is_imported_once_and_comments_stay(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "mine.opml"
    file.write_text(OPML)
    feeds_file = home.folder / "feeds.toml"
    feeds_file.write_text("# ours\n")
    assert "1 of 2 feeds would be added" in home.ask("feeds", "import", file, "-n").out
    said = home.ask("feeds", "import", file, "--json")
    assert [one["url"] for one in said.json["added"]] == ["https://harbour.example/rss"]
    assert said.json["skipped"] == ["mailto:a@b.example"]
    written = feeds_file.read_text()
    assert written.startswith("# ours\n")
    assert home.ask("feeds", "import", "-", "--json", text=OPML).json["there"] == 1
    assert feeds_file.read_text() == written


def test_what_is_exported_can_be_imported_again(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "out.opml"
    assert "2 feeds written" in home.ask("feeds", "export", file).out
    assert home.ask("feeds", "export", file).code == 0
    assert home.ask("feeds", "export").out == file.read_text()
    assert "0 of 2 feeds added" in home.ask("feeds", "import", file).out
    file.write_text("mine")
    assert home.ask("feeds", "export", file).code == 2
    assert file.read_text() == "mine"
    assert home.ask("feeds", "export", file, "--force").code == 0


def test_health_says_what_each_feed_brings_and_who_is_first(home: Home) -> None:
    good, dead = home.ask("feeds", "health", "--json").json["feeds"]
    assert (good["state"], good["failures"], good["items"]) == ("ok", 0, 3)
    assert good["firsts"] == len(home.ask("developments", "--json").json["developments"])
    assert (dead["state"], dead["failures"], dead["items"]) == ("failing", 2, 0)
    promised = "url state failures error last_polled_at last_ok_at next_poll_at gaps late copies"
    assert set(promised.split()) <= set(good)
    failing = home.ask("feeds", "health", "--failing", "--json").json["feeds"]
    assert [one["url"] for one in failing] == [dead["url"]]
    assert home.ask("feeds", "health", "--sort", "items").code == 0


def test_feeds_are_suggested_with_their_origin(home: Home) -> None:
    found = home.ask("feeds", "suggest", "--seed", "ferry", "--json").json["feeds"]
    assert {one["group"] for one in found} == {"maritime"}
    assert all(one["origin"] for one in found)
    added = home.ask("feeds", "suggest", "--group", "norway", "--limit", "2", "--add")
    assert "2 feeds added" in added.out
    assert 'did you mean "norway"?' in home.ask("feeds", "suggest", "--group", "norwy").err


def test_a_feed_that_was_added_is_removed_again(home: Home) -> None:
    before = home.ask("feeds", "list", "--json").json["feeds"]
    url = "https://coast.example/rss"
    assert home.ask("feeds", "add", url).code == 0
    assert "would remove" in home.ask("feeds", "remove", url, "-n").out
    assert home.ask("feeds", "remove", url, "--json").json["written"] is True
    assert home.ask("feeds", "list", "--json").json["feeds"] == before
    wrong = home.ask("feeds", "remove", before[0]["url"] + "x")
    assert (wrong.code, "did you mean" in wrong.err) == (3, True)


def test_a_feed_of_the_configuration_file_itself_is_removed_there(home: Home) -> None:
    url = "https://coast.example/rss"
    home.config.write_text(f'{home.config.read_text()}\n[[feeds]]\nurl = "{url}"\n')
    assert str(home.config) in home.ask("feeds", "remove", url).out
    assert url not in home.config.read_text()


def test_a_feed_whose_time_has_come_is_due(home: Home) -> None:
    with sqlite3.connect(home.db) as conn:
        conn.execute("UPDATE feeds SET next_poll_at = '2020-01-01T00:00:00.000Z'")
    conn.close()
    assert "  due  " in home.ask("feeds", "health").out


def state_of(home: Home, url: str) -> dict[str, object]:
    rows = home.ask("feeds", "health", "--json").json["feeds"]
    return next(row for row in rows if row["url"] == url)


def test_a_feed_that_rests_is_visited_by_nobody_until_it_is_resumed(home: Home, web: Feeds) -> None:
    url = web.put("/a", "Ferry sinks")
    home.ask("feeds", "add", url)
    home.ask("poll", "--all")
    before = state_of(home, url)
    assert home.ask("feeds", "pause", url, "-n").out.startswith("would pause")
    assert home.ask("feeds", "pause", url).out.startswith("paused")
    web.asked.clear()
    home.ask("poll", "--all")
    assert "/a" not in web.asked
    assert state_of(home, url) == before | {"paused": True}
    assert "paused" in home.ask("feeds", "health").out
    assert "paused" in home.ask("feeds", "list").out
    assert f"monitor feeds resume {url}" in home.ask("poll", "--feed", url).err
    assert f"monitor feeds resume {url}" in home.ask("feeds", "retry", url).err
    assert "1 paused" in home.ask("check").out
    assert home.ask("feeds", "resume", url, "--json").json["paused"] is False
    home.ask("poll", "--all")
    assert "/a" in web.asked


def test_a_feed_that_failed_is_due_at_once_when_it_is_to_be_tried_again(home: Home) -> None:
    home.config.write_text(home.config.read_text().replace('every = "1s"', 'every = "1h"'))
    home.ask("poll", "--all")
    failing, *_ = home.ask("feeds", "health", "--failing", "--json").json["feeds"]
    url = failing["url"]
    assert home.ask("feeds", "retry", url, "-n").out == f"{url} would be due now\n"
    assert state_of(home, url)["next_poll_at"] == failing["next_poll_at"]
    assert "due now" in home.ask("feeds", "retry", "--failing").out
    assert str(state_of(home, url)["next_poll_at"]) < failing["next_poll_at"]
    assert home.ask("feeds", "retry", "https://no.example/").code == 3
    assert home.ask("feeds", "retry").code == 2
    assert home.ask("feeds", "retry", url, "--failing").code == 2
