from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.config import Config

Read = Callable[..., Config]
Complain = Callable[..., list[str]]


def channel(url: str) -> str:
    return f'[[channels]]\nname = "desk"\nurl = "{url}"'


def url_of(config: Config) -> str:
    return config.channels[0].url.reveal()


def test_a_plain_address_is_taken_as_it_is(read: Read) -> None:
    assert url_of(read(channel("json://example.org/hook"))) == "json://example.org/hook"


def test_an_address_comes_from_the_environment(read: Read) -> None:
    config = read(channel("env:DESK"), env={"DESK": "json://example.org/a\n"})

    assert url_of(config) == "json://example.org/a"


def test_an_address_comes_from_a_file_beside_the_configuration(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "config" / "desk.url"
    secret.parent.mkdir()
    secret.write_text("json://example.org/b\n", encoding="utf-8")
    secret.chmod(0o640)

    assert url_of(read(channel("file:desk.url"))) == "json://example.org/b"


def test_an_address_comes_from_a_credential_of_the_service(read: Read, tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("json://example.org/c", encoding="utf-8")
    config = read(channel("credential:desk"), env={"CREDENTIALS_DIRECTORY": str(tmp_path)})

    assert url_of(config) == "json://example.org/c"


@pytest.mark.parametrize("mode", [0o644, 0o602, 0o777])
def test_a_secret_file_that_others_may_open_is_refused(
    complain: Complain, tmp_path: Path, mode: int
) -> None:
    secret = tmp_path / "desk.url"
    secret.write_text("json://example.org", encoding="utf-8")
    secret.chmod(mode)
    (problem,) = complain(channel(f"file:{secret}"))

    assert problem.endswith("others may open desk.url (run: chmod o-rwx desk.url)")


@pytest.mark.parametrize(
    ("url", "env", "told"),
    [
        ("env:GONE", {}, "$GONE is not set"),
        ("env:EMPTY", {"EMPTY": " "}, "env:EMPTY is empty"),
        ("env:", {}, "is not the name of a variable"),
        ("file:no-such-file", {}, "No such file or directory"),
        ("credential:desk", {}, "$CREDENTIALS_DIRECTORY is not set"),
        ("credential:desk", {"CREDENTIALS_DIRECTORY": "/nowhere"}, "No such file"),
        ("credential:../etc/passwd", {"CREDENTIALS_DIRECTORY": "/"}, "is not the name"),
        ("", {}, "is empty"),
        ("env:TWO", {"TWO": "json://a\njson://b"}, "holds more than one line"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(
    complain: Complain, url: str, env: dict[str, str], told: str
) -> None:
    (problem,) = complain(channel(url), env=env)

    assert problem.startswith("config/monitor.toml: channels[1].url: ")
    assert told in problem


@pytest.mark.parametrize(
    "url",
    [
        '"env:DESK"',
        '"slck://xoxb-hidden/#desk"',
        '"slack:hidden"',
        '["slack://xoxb-hidden"]',
        '"env:slack://xoxb-hidden"',
        '"json://hidden\\njson://hidden"',
    ],
)
def test_no_secret_stands_in_a_problem(complain: Complain, url: str) -> None:
    text = f'[[channels]]\nname = "desk"\nurl = {url}'
    (problem,) = complain(text, env={"DESK": "slck://xoxb-hidden/#desk"})

    assert "hidden" not in problem


def test_the_header_of_a_feed_is_a_secret(read: Read) -> None:
    feeds = '[[feeds]]\nurl = "https://example.org"\nheaders = {Authorization = "env:TOKEN"}'
    (feed,) = read("", feeds=feeds, env={"TOKEN": "Bearer hidden"}).feeds

    assert feed.headers["Authorization"].reveal() == "Bearer hidden"
    assert "hidden" not in repr(feed)
