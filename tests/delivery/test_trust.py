"""Messages over TLS: certificates are checked as ever, and what is trusted is read once."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import urllib3
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from monitor.delivery import Settings
from monitor.delivery import trust as trusts
from monitor.delivery.answer import Answer
from monitor.delivery.exits import send
from monitor.delivery.heartbeat import beat
from monitor.model import Message
from tests.delivery.conftest import OPENED, MailServer, WebHook, web_hook

PEM = Path(__file__).parents[1] / "feeds" / "loopback.pem"
NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(key="a7", title="Ferry strike ends", text="It ended at noon.", html="")


@pytest.fixture
def hook() -> Iterator[WebHook]:
    with web_hook(PEM) as opened:
        yield opened


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is trusted: the hook's own certificate, until a test writes something else."""
    file = tmp_path / "trusted.pem"
    file.write_bytes(PEM.read_bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    return file


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every reading of a bundle: each makes a context of its own."""
    found: list[str] = []
    make = ssl.create_default_context

    def counting(*, cafile: str, capath: str | None) -> ssl.SSLContext:
        found.append(cafile)
        return make(cafile=cafile, capath=capath)

    monkeypatch.setattr(ssl, "create_default_context", counting)
    trusts._made.cache_clear()
    return found


def tell(hook: WebHook, more: str = "") -> Answer:
    settings = Settings(allow_private=tuple(OPENED))
    return send(f"jsons{hook.url.removeprefix('https')}{more}", MESSAGE, settings, NOW)


def _none_of_their_own(**_asked: object) -> ssl.SSLContext:
    raise AssertionError("a context was made for one connection")


@pytest.mark.usefixtures("bundle")
def test_many_messages_read_once_what_is_trusted(
    hook: WebHook, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urllib3.connection, "create_urllib3_context", _none_of_their_own)
    assert all(tell(hook).ok for _ in range(3))
    assert len(readings) == 1
    assert [words["Connection"] for words, _ in hook.asked] == ["close"] * 3


def test_a_bundle_that_changed_is_read_again(hook: WebHook, bundle: Path) -> None:
    assert tell(hook).ok
    bundle.write_bytes(Path(DEFAULT_CA_BUNDLE_PATH).read_bytes())
    os.utime(bundle, ns=(1, 1))
    assert not tell(hook).ok


def test_a_certificate_that_nobody_vouches_for_is_refused(hook: WebHook) -> None:
    assert not tell(hook).ok
    assert not hook.asked


@pytest.mark.usefixtures("bundle")
def test_a_certificate_of_another_name_is_refused(hook: WebHook) -> None:
    port = hook.url.rpartition(":")[2]
    settings = Settings(allow_private=(*OPENED, f"localhost:{port}"))
    assert not send(f"jsons://localhost:{port}", MESSAGE, settings, NOW).ok
    assert not hook.asked


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_who_asks_for_no_check_gets_none(hook: WebHook) -> None:
    assert tell(hook, "?verify=no").ok


def test_a_bundle_that_is_missing_is_a_failure_in_words(hook: WebHook, bundle: Path) -> None:
    bundle.unlink()
    answer = tell(hook)
    assert not answer.ok
    assert str(bundle) not in answer.detail


@pytest.mark.usefixtures("bundle")
def test_the_sign_of_life_reads_nothing_anew_either(hook: WebHook, readings: list[str]) -> None:
    settings = Settings(allow_private=tuple(OPENED))
    answers = [beat(f"{hook.url}/alive", settings) for _ in range(2)]
    assert [answer.detail for answer in answers] == ["HTTP 501 Not Implemented"] * 2
    assert len(readings) == 1


def test_letters_read_once_what_the_system_trusts(
    post_office: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ssl.SSLContext] = []
    make = ssl.create_default_context

    def counting() -> ssl.SSLContext:
        made.append(make())
        return made[-1]

    monkeypatch.setattr(ssl, "create_default_context", counting)
    trusts._usual.cache_clear()
    settings = Settings(allow_private=tuple(OPENED))
    to = f"127.0.0.1:{post_office.port}?from=monitor@example.org&to=desk@example.org"

    assert send(f"mailto://{to}", MESSAGE, settings, NOW).ok
    assert not made, "a letter over a plain connection trusts nobody"

    assert not send(f"mailtos://{to}", MESSAGE, settings, NOW).ok
    assert not send(f"mailtos://{to}", MESSAGE, settings, NOW).ok
    assert len(made) == 1
    assert made[0].check_hostname
    assert made[0].verify_mode is ssl.CERT_REQUIRED

    assert not send(f"mailtos://{to}&verify=no", MESSAGE, settings, NOW).ok
    assert len(made) == 1
