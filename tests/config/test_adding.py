from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import add_feeds, load
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
    add_feeds(file, [NEW])
    (tmp_path / "monitor.toml").touch()

    assert file.read_text(encoding="utf-8").startswith(BEFORE)
    assert load(tmp_path / "monitor.toml", env={}, db=None).feeds[1] == NEW


def test_feeds_are_added_one_after_the_other(file: Path) -> None:
    add_feeds(file, [NEW])
    add_feeds(file, [Feed(url="https://example.com/")])

    assert file.read_text(encoding="utf-8").count("[[feeds]]") == 3


def test_a_feed_that_is_there_is_passed_over(file: Path) -> None:
    again = Feed(url="HTTPS://EXAMPLE.org/feed")

    assert add_feeds(file, [again, NEW, NEW]) == (NEW,)
    added = file.read_text(encoding="utf-8")
    assert add_feeds(file, [again, NEW]) == ()
    assert file.read_text(encoding="utf-8") == added


def test_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    add_feeds(tmp_path / "config" / "feeds.toml", [NEW])

    assert "https://example.net/rss" in (tmp_path / "config" / "feeds.toml").read_text("utf-8")


def test_the_rights_of_the_file_stay(file: Path) -> None:
    file.chmod(0o640)
    add_feeds(file, [NEW])

    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["feeds.toml"]


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    add_feeds(link, [NEW])

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
        add_feeds(file, [feed])

    assert file.read_text(encoding="utf-8") == BEFORE


@pytest.mark.parametrize("text", ["[[feeds]\n", "feeds = 1", "feeds = []"])
def test_a_file_of_the_wrong_shape_is_told_and_left_alone(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongContent):
        add_feeds(file, [NEW])

    assert file.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MonitorError, match="cannot be written"):
        add_feeds(tmp_path / "file" / "feeds.toml", [NEW])
