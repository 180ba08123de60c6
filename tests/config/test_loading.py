from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import Config, load
from monitor.config.places import SYSTEM_FILE, SYSTEM_STORE, store_path
from monitor.errors import WrongContent
from monitor.scales import Priority

Read = Callable[..., Config]
Write = Callable[..., Path]
Complain = Callable[..., list[str]]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_file_everything_has_its_default(nowhere: Path) -> None:
    config = load(None, env={}, db=None)

    assert config.file is None
    assert config.store.path == nowhere / "var" / "monitor.db"
    assert config.store.keep_items == timedelta(days=30)
    assert config.seeds_folder == nowhere / "seeds"
    assert config.polling.every == timedelta(minutes=15)
    assert config.alerts.batch_wait == timedelta(seconds=60)
    assert config.alerts.weekly_note is True
    assert config.feeds == ()
    assert set(config.origins.values()) == {"default"}


@pytest.mark.usefixtures("nowhere")
def test_without_a_channel_the_console_takes_everything_at_once() -> None:
    (console,) = load(None, env={}, db=None).channels

    assert console.name == "console"
    assert console.url.reveal() == "console://"
    assert console.min_priority is Priority.ROUTINE
    assert console.digest, "what stood in the feeds before is told there too"


def test_every_key_of_the_contract_is_read(read: Read, tmp_path: Path) -> None:
    config = read(
        """
        feeds_file = "feeds.toml"
        [store]
        path = "var/monitor.db"
        keep_items = "2d"
        keep_matched = "9d"
        [seeds]
        folder = "../seeds"
        [polling]
        every = "1s"
        concurrency = 3
        per_host = 1
        user_agent = "desk (mail@example.org)"
        proxy = "http://user:word@proxy.example.org:3128"
        allow_private = ["127.0.0.1:8900", "[::1]:80", "chat.example.org:8065"]
        [alerts]
        batch_wait = "0s"
        heartbeat_url = "env:BEAT"
        weekly_note = false
        """,
        feeds="",
        env={"BEAT": "https://beat.example.org/1"},
    )

    assert config.store.path == tmp_path / "config" / "var" / "monitor.db"
    assert config.store.keep_items == timedelta(days=2)
    assert config.store.keep_matched == timedelta(days=9)
    assert config.seeds_folder == tmp_path / "seeds"
    assert config.polling.every == timedelta(seconds=1)
    assert config.polling.concurrency == 3
    assert config.polling.per_host == 1
    assert config.polling.user_agent == "desk (mail@example.org)"
    assert config.polling.proxy == "http://user:word@proxy.example.org:3128"
    assert config.polling.allow_private == ("127.0.0.1:8900", "[::1]:80", "chat.example.org:8065")
    assert config.alerts.batch_wait == timedelta(0)
    assert config.alerts.heartbeat_url is not None
    assert config.alerts.heartbeat_url.reveal() == "https://beat.example.org/1"
    assert config.alerts.weekly_note is False


def test_flag_beats_environment_beats_file_for_the_database(write: Write, tmp_path: Path) -> None:
    file = write('[store]\npath = "../data/a.db"')
    env = {"MONITOR_DB": str(tmp_path / "env.db"), "STATE_DIRECTORY": str(tmp_path / "state")}

    flag = load(file, env=env, db=tmp_path / "flag.db")
    environment = load(file, env=env, db=None)
    written = load(file, env={"STATE_DIRECTORY": "/state"}, db=None)

    assert (flag.store.path, flag.origins["store.path"]) == (tmp_path / "flag.db", "--db")
    assert (environment.store.path, environment.origins["store.path"]) == (
        tmp_path / "env.db",
        "MONITOR_DB",
    )
    assert written.store.path == tmp_path / "data" / "a.db"
    assert written.origins["store.path"] == str(file)


def test_a_service_keeps_its_database_in_its_state_directory(read: Read) -> None:
    config = read("", env={"STATE_DIRECTORY": "/var/lib/monitor:/var/lib/other"})

    assert config.store.path == Path("/var/lib/monitor/monitor.db")
    assert config.origins["store.path"] == "$STATE_DIRECTORY"


def test_a_shell_finds_the_database_of_the_service() -> None:
    assert store_path(SYSTEM_FILE, None, env={}, db=None) == (SYSTEM_STORE, "default")


def test_the_same_file_means_the_same_database_from_everywhere(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("")
    monkeypatch.chdir(tmp_path)
    near = load(None, env={}, db=None)
    monkeypatch.chdir("/")
    far = load(tmp_path / "config" / "monitor.toml", env={}, db=None)

    assert near.store.path == far.store.path == tmp_path / "var" / "monitor.db"
    assert near.seeds_folder == far.seeds_folder == tmp_path / "seeds"


def test_the_environment_names_the_file(write: Write) -> None:
    file = write('[polling]\nevery = "7m"')
    config = load(None, env={"MONITOR_CONFIG": str(file)}, db=None)

    assert config.polling.every == timedelta(minutes=7)
    assert config.origins["file"] == "MONITOR_CONFIG"
    assert config.origins["polling.every"] == str(file)
    assert config.origins["polling.per_host"] == "default"


def test_the_flag_beats_the_environment_for_the_file(write: Write) -> None:
    config = load(write(""), env={"MONITOR_CONFIG": "/nowhere.toml"}, db=None)

    assert config.origins["file"] == "--config"


def test_a_named_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongContent, match="there is no such file"):
        load(tmp_path / "monitor.toml", env={}, db=None)


def test_all_problems_of_both_files_are_told_at_once(complain: Complain) -> None:
    assert complain(
        """
        [pooling]
        [polling]
        evry = "5m"
        per_host = 0
        concurrency = "many"
        user_agent = ""
        proxy = "proxy:3128"
        allow_private = ["localhost"]
        [alerts]
        batch_wait = "soon"
        weekly_note = "yes"
        [[channels]]
        name = "desk"
        url = "env:NO_SUCH"
        """,
        feeds='[[feeds]]\nurl = "ftp://example.org/feed"',
    ) == [
        "config/monitor.toml: polling.proxy: is not a complete http or https address (needs https://host/...)",
        "config/monitor.toml: polling.concurrency: is 'many' (needs a whole number)",
        "config/monitor.toml: polling.per_host: is 0 (needs 1 or more)",
        "config/monitor.toml: polling.user_agent: is empty or holds more than one line (needs one line of text)",
        'config/monitor.toml: polling.allow_private: holds "localhost" (needs host:port, such as 127.0.0.1:8900 or [::1]:8900)',
        'config/monitor.toml: alerts.batch_wait: is "soon" (needs a duration such as 30s, 5m, 4h or 7d)',
        "config/monitor.toml: alerts.weekly_note: is 'yes' (needs true or false)",
        "config/monitor.toml: channels[1].url: $NO_SUCH is not set (set NO_SUCH in the environment of the monitor)",
        'config/feeds.toml: feeds[1].url: "ftp://example.org/feed" is not an http or https address (needs https://... or http://...)',
        'config/monitor.toml: pooling: is not a known key (did you mean "polling"?)',
        'config/monitor.toml: polling.evry: is not a known key (did you mean "every"?)',
    ]


@pytest.mark.parametrize("span", ["", "5", "5 minutes", "-5m", "0s", "999999999d", "1.5h"])
def test_what_is_no_duration_is_refused(complain: Complain, span: str) -> None:
    (problem,) = complain(f'[store]\nkeep_items = "{span}"')

    assert "needs a duration" in problem


@pytest.mark.parametrize("text", ["store = 1", "channels = 1", "[channels]", "feeds = [1]", "a ="])
def test_a_wrong_shape_is_a_problem_and_no_crash(complain: Complain, text: str) -> None:
    assert complain(text)


def test_a_reading_command_needs_no_secrets(write: Write) -> None:
    desk = '[[channels]]\nname = "desk"\nurl = "credential:desk"'
    file = write('[alerts]\nheartbeat_url = "env:BEAT"\n' + desk)
    config = load(file, env={}, db=None, need_secrets=False)

    assert [channel.name for channel in config.channels] == ["desk"]
    assert config.channels[0].url.reveal() == ""
    assert config.alerts.heartbeat_url is not None
    assert config.alerts.heartbeat_url.reveal() == ""
