from __future__ import annotations

from collections.abc import Callable

from monitor.config import Config

Read = Callable[..., Config]


def test_every_setting_is_told_with_its_origin_and_no_secret(read: Read) -> None:
    config = read(
        """
        [polling]
        proxy = "http://user:hidden@proxy.example.org:3128"
        [alerts]
        heartbeat_url = "https://beat.example.org/hidden"
        [[channels]]
        name = "desk"
        url = "json://example.org/hidden"
        digest = "08:00,18:00"
        quiet_hours = "22:00-07:00"
        """,
        feeds='[[feeds]]\nurl = "https://example.org"\nheaders = {A = "hidden"}',
    )
    rows = {key: (value, origin) for key, value, origin in config.describe()}
    file = str(config.file)

    assert rows["file"] == (file, "--config")
    assert rows["polling.every"] == ("15m", "default")
    assert rows["polling.proxy"] == ("http://***@proxy.example.org:3128", file)
    assert rows["alerts.heartbeat_url"] == ("***", file)
    assert rows["alerts.weekly_note"] == ("true", "default")
    assert rows["channels.desk.url"] == ("***", file)
    assert rows["channels.desk.digest"] == ("08:00,18:00", file)
    assert rows["channels.desk.quiet_hours"] == ("22:00-07:00", file)
    assert rows["channels.desk.min_priority"] == ("urgent", "default")
    assert rows["channels.desk.budget_per_day"] == ("", "default")
    assert rows["feeds"] == ("1", str(config.feeds_file))
    assert "hidden" not in str(rows)
    assert "hidden" not in repr(config)
