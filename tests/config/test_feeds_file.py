from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import FeedsFile, load
from monitor.errors import MonitorError, WrongContent
from monitor.model import Feed
from monitor.secret import Secret

BEFORE = """# our feeds

# the first one
[[feeds]]
url = "https://example.org/feed"  # of the desk
source = "Example"
"""
NEW = Feed(
    url="https://example.net/rss",
    title='The "Other"',
    source="Other",
    language="es",
    every=timedelta(minutes=5),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "feeds.toml"
    file.write_text(BEFORE, encoding="utf-8")
    return file


def test_a_feed_is_added_and_every_comment_stays(file: Path, tmp_path: Path) -> None:
    FeedsFile(file).add([NEW])
    (tmp_path / "monitor.toml").touch()

    assert file.read_text(encoding="utf-8").startswith(BEFORE)
    assert load(tmp_path / "monitor.toml", env={}, db=None).feeds[1] == NEW


def test_feeds_are_added_one_after_the_other(file: Path) -> None:
    FeedsFile(file).add([NEW])
    FeedsFile(file).add([Feed(url="https://example.com/")])

    assert file.read_text(encoding="utf-8").count("[[feeds]]") == 3


def test_a_feed_that_is_there_is_passed_over(file: Path) -> None:
    again = Feed(url="HTTPS://EXAMPLE.org/feed")

    assert FeedsFile(file).add([again, NEW, NEW]) == (NEW,)
    added = file.read_text(encoding="utf-8")
    assert FeedsFile(file).add([again, NEW]) == ()
    assert file.read_text(encoding="utf-8") == added


def test_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    FeedsFile(tmp_path / "config" / "feeds.toml").add([NEW])

    assert "https://example.net/rss" in (tmp_path / "config" / "feeds.toml").read_text("utf-8")


def test_the_rights_of_the_file_stay(file: Path) -> None:
    file.chmod(0o640)
    FeedsFile(file).add([NEW])

    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["feeds.toml"]


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    FeedsFile(link).add([NEW])

    assert link.is_symlink()
    assert NEW.url in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        (Feed(url="example.net"), "is not an http or https address"),
        (Feed(url="https://example.net", headers={"A": Secret("hidden")}), "add them by hand"),
    ],
)
def test_what_cannot_be_added_leaves_the_file_alone(file: Path, feed: Feed, told: str) -> None:
    with pytest.raises(WrongContent, match=told):
        FeedsFile(file).add([feed])

    assert file.read_text(encoding="utf-8") == BEFORE


@pytest.mark.parametrize("text", ["[[feeds]\n", "feeds = 1", "feeds = []"])
def test_a_file_of_the_wrong_shape_is_told_and_left_alone(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongContent):
        FeedsFile(file).add([NEW])

    assert file.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MonitorError, match="cannot be written"):
        FeedsFile(tmp_path / "file" / "feeds.toml").add([NEW])


LONG = (
    BEFORE
    + """
# from a colleague
[[feeds]]
url = "https://example.net/rss"
title = "[[feeds]] # not a table"
[feeds.headers]
Authorization = "env:TOKEN"

# the last one
[[feeds]]
url = "https://example.com/"

# about what is below
[store]
path = "a.db"
"""
)


def test_a_feed_goes_with_its_comment_and_all_else_stays(file: Path) -> None:
    file.write_text(LONG, encoding="utf-8")

    assert FeedsFile(file).remove("https://EXAMPLE.net/rss")
    middle = LONG.index("# from a colleague"), LONG.index("# the last one")
    assert file.read_text("utf-8") == LONG[: middle[0]] + LONG[middle[1] :]
    assert FeedsFile(file).remove("https://example.com/")
    assert file.read_text("utf-8") == BEFORE + LONG[LONG.index("\n# about") :]


def test_the_comment_at_the_top_is_the_files_own(file: Path) -> None:
    file.write_text(BEFORE.replace("feeds\n\n# the", "feeds\n# the"), encoding="utf-8")

    assert FeedsFile(file).remove("https://example.org/feed")
    assert file.read_text("utf-8") == "# our feeds\n# the first one\n"


def test_what_is_not_there_or_only_tried_changes_nothing(file: Path, tmp_path: Path) -> None:
    assert not FeedsFile(file).remove("https://example.net/rss")
    assert not FeedsFile(file).remove("no address")
    assert not FeedsFile(tmp_path / "no.toml").remove("https://example.org/feed")
    assert FeedsFile(file).remove("https://example.org/feed", dry_run=True)
    assert file.read_text("utf-8") == BEFORE


@pytest.mark.parametrize(
    "written",
    [
        'feeds = [{url = "https://example.org/feed"}]',
        '[[feeds]]\nurl = "https://example.org/feed"\ntitle = """\n[[feeds]]\n"""\n',
    ],
)
def test_what_is_written_in_an_unusual_way_is_left_to_people(file: Path, written: str) -> None:
    file.write_text(written, encoding="utf-8")

    with pytest.raises(WrongContent, match="change it by hand"):
        FeedsFile(file).remove("https://example.org/feed")
    assert file.read_text("utf-8") == written


def test_a_list_in_brackets_is_left_to_people(file: Path) -> None:
    written = 'feeds = [{url = "https://example.org/feed"}]'
    file.write_text(written, encoding="utf-8")

    with pytest.raises(WrongContent, match="change it by hand"):
        FeedsFile(file).pause("https://example.org/feed", paused=True)
    assert file.read_text("utf-8") == written


@pytest.mark.parametrize(
    "url", ["https://example.org/feed", "https://EXAMPLE.net/rss", "https://example.com/"]
)
def test_a_feed_that_rests_says_so_and_nothing_else_changes(tmp_path: Path, url: str) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(LONG, encoding="utf-8")

    assert FeedsFile(file).pause(url, paused=True)
    once = file.read_text("utf-8")
    assert once.replace("paused = true\n", "") == LONG
    config = load(file, env={"TOKEN": "x"}, db=None)
    assert [one.url for one in config.feeds if one.paused] == [url.lower()]
    assert len(config.visited) == 2
    assert FeedsFile(file).pause(url, paused=True)
    assert file.read_text("utf-8") == once
    assert FeedsFile(file).pause(url, paused=False)
    assert file.read_text("utf-8") == LONG


def test_a_last_line_without_its_end_is_no_hindrance(file: Path) -> None:
    file.write_text('[[feeds]]\nurl = "https://example.org/feed"', encoding="utf-8")

    assert FeedsFile(file).pause("https://example.org/feed", paused=True, dry_run=True)
    assert "paused" not in file.read_text("utf-8")
    assert FeedsFile(file).pause("https://example.org/feed", paused=True)
    assert file.read_text("utf-8").endswith('feed"\npaused = true\n')
