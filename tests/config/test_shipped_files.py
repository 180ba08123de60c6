"""The files that ship are read as they stand, and with every example in them taken into use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from monitor.config import load

FOLDER = Path(__file__).parents[2] / "config"
CONTRACT = {
    "": {"feeds_file", "store", "seeds", "polling", "alerts", "channels", "feeds"},
    "store": {"path", "keep_items", "keep_matched"},
    "seeds": {"folder"},
    "polling": {"every", "concurrency", "per_host", "user_agent", "proxy", "allow_private"},
    "alerts": {"batch_wait", "heartbeat_url", "weekly_note"},
    "channels": {
        *("name", "url", "seeds", "storylines", "min_priority", "digest"),
        *("quiet_hours", "timezone", "budget_per_day"),
    },
    "feeds": {"url", "title", "source", "language", "every", "headers"},
}


def with_examples() -> str:
    text = (FOLDER / "monitor.toml").read_text(encoding="utf-8")
    return re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE)


def test_the_shipped_configuration_is_read_as_it_stands() -> None:
    config = load(FOLDER / "monitor.toml", env={}, db=None)

    assert [channel.name for channel in config.channels] == ["console"]
    assert config.store.path == FOLDER.parent / "var" / "monitor.db"
    assert config.seeds_folder == FOLDER.parent / "seeds"


def test_the_shipped_configuration_shows_every_key_of_the_contract() -> None:
    document = tomllib.loads(with_examples())
    shown = {"": set(document)}
    for name, value in document.items():
        if isinstance(value, dict):
            shown[name] = set(value)
        elif isinstance(value, list):
            shown[name] = {key for table in value for key in table}

    assert shown == CONTRACT


def test_every_example_of_the_shipped_configuration_works(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    (folder / "secrets").mkdir(parents=True)
    (folder / "monitor.toml").write_text(with_examples(), encoding="utf-8")
    (folder / "feeds.toml").write_text((FOLDER / "feeds.toml").read_text("utf-8"), "utf-8")
    hook = folder / "secrets" / "field-office.url"
    hook.write_text("json://localhost:8080/hook", encoding="utf-8")
    hook.chmod(0o600)
    mail = "mailtos://user:password@mail.example.org?from=monitor@example.org&to=desk@example.org"
    (tmp_path / "editor-mail").write_text(mail, encoding="utf-8")
    env = {
        "CREDENTIALS_DIRECTORY": str(tmp_path),
        "DESK_SLACK_URL": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "HEARTBEAT_URL": "https://beat.example.org/1",
        "FEED_TOKEN": "Bearer token",
    }
    config = load(folder / "monitor.toml", env=env, db=None)

    assert [channel.name for channel in config.channels] == [
        "desk-slack",
        "editor-mail",
        "field-office",
    ]


def test_the_shipped_feeds_are_complete_and_each_tells_where_it_was_found() -> None:
    feeds = load(FOLDER / "monitor.toml", env={}, db=None).feeds
    found = re.findall(
        r"^# (?:catalogue: .+|recorded|public: .+)\n\[\[feeds\]\]$",
        (FOLDER / "feeds.toml").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )

    assert 40 <= len(feeds) <= 60
    assert len({feed.url for feed in feeds}) == len(feeds) == len(found)
    assert all(feed.source and feed.title and feed.language for feed in feeds)
    assert {"en", "es"} <= {feed.language for feed in feeds}
