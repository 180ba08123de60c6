"""What is said about a channel's address, and what is never said."""

from __future__ import annotations

import subprocess
import sys

import pytest
from apprise import Apprise

from monitor.delivery import check_url
from monitor.delivery.addresses import _AT_HAND, open_service, scrub

TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"
_AT_HAND_URLS = [
    "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "form://me:pw@example.org/in?method=get",
    "forms://example.org:8443/in",
    "gotify://example.org/AbCdEfGhIjKlMnO",
    "gotifys://example.org/push/AbCdEfGhIjKlMnO?priority=high",
    "json://127.0.0.1:8900/hook",
    "jsons://me:pw@example.org/hook?+X-Token=abc",
    "mailto://127.0.0.1:2525?from=m@example.org&to=d@example.org",
    "mailtos://me:pw@example.org?to=desk@example.org,two@example.org&mode=ssl",
    "mmost://127.0.0.1:8065/3ccdd113474722377935511fc85d3dd4",
    "mmosts://bot@example.org/3ccdd113474722377935511fc85d3dd4?channel=desk",
    "ntfy://example.org/topic",
    "ntfys://me:pw@example.org:8443/topic?priority=high",
    f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#desk",
    "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "workflow://prod-1.example.org/643d6f3d2ca5/e81a0d1c8cd3a1?pv=2016",
    "workflows://prod-1.example.org/643d6f3d2ca5/e81a0d1c8cd3a1/",
    "xml://example.org/in",
    "xmls://me:pw@example.org/in",
]


@pytest.mark.parametrize(
    "url",
    [
        "console://",
        f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#desk",
        f"https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/{TOKEN}",
        "mailtos://me:pw@example.org?to=desk@example.org",
        "mailto://127.0.0.1:2525?from=m@example.org&to=d@example.org",
        "json://127.0.0.1:8900/hook",
        "mmost://127.0.0.1:8065/3ccdd113474722377935511fc85d3dd4",
    ],
)
def test_a_usable_address_passes(url: str) -> None:
    assert check_url(url) == ""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("hunter2", "no address"),
        ("json://host/a\nb", "line break"),
        ("slck://T1JJ3T3L2/A1BRTD4JD/hunter2hunter2", 'did you mean "slack"?'),
        ("consle://", 'did you mean "console"?'),
        ("console://hunter2", "stands alone"),
        ("https://example.org/hunter2", "jsons://"),
        ("slack://hunter2", "slack://token_a/token_b/token_c"),
        ("tgram://hunter2", "tgram://"),
        ("json://", "json://host"),
        ("json://example.org:99999/hunter2", "port"),
        ("mailtos://me:hunter2@example.org?to=nobody", "nobody to write to"),
        ("mailtos://a", "mailtos://"),
    ],
)
def test_an_unusable_address_is_explained_without_its_secrets(url: str, reason: str) -> None:
    said = check_url(url)
    assert reason in said
    assert "hunter2" not in said
    assert "\n" not in said


def test_the_parts_of_an_address_are_taken_out_of_any_text() -> None:
    url = "json://me:p%40ss,word@example.org/T123/abc?token=xy"
    said = scrub("me at EXAMPLE.org:\nT123 abc, p@ss,word (xy), some", url)
    assert said == "*** at ***: *** ***, ***@***,*** (***), some"


def test_the_door_opens_without_loading_apprise() -> None:
    code = "import sys, monitor.delivery; print('apprise' in sys.modules, 'smtplib' in sys.modules)"
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[0] == "False"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("json://127.0.0.1/in", "127.0.0.1:80"),
        ("jsons://10.0.0.3/in", "10.0.0.3:443"),
        ("json://[::1]:8900/in", "[::1]:8900"),
        ("ntfy://LOCALHOST:8000/topic", "localhost:8000"),
        ("mailto://u:p@b.example?smtp=192.168.1.9&to=a@b.example", "192.168.1.9:25"),
    ],
)
def test_an_address_inside_is_named_unless_it_is_allowed(url: str, place: str) -> None:
    said = check_url(url, ())
    assert "not public" in said
    assert place.rpartition(":")[0] not in said
    assert check_url(url, ("10.9.9.9:80",)) == said
    assert check_url(url, (place,)) == ""
    assert check_url(url) == ""


@pytest.mark.parametrize("url", ["console://", "json://8.8.8.8/in", "json://hook.example/in"])
def test_an_address_outside_or_a_name_is_not_called_private(url: str) -> None:
    assert check_url(url, ()) == ""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # what apprise loads is not ours
@pytest.mark.parametrize("url", _AT_HAND_URLS)
def test_a_service_at_hand_is_the_one_that_apprise_would_have_chosen(url: str) -> None:
    alone = open_service(url)
    chosen = Apprise.instantiate(url, suppress_exceptions=False)
    assert type(chosen) is type(alone)
    assert chosen.url() == alone.url()  # type: ignore[no-untyped-call]


def test_each_service_at_hand_is_compared_with_apprise() -> None:
    assert {url.partition("://")[0] for url in _AT_HAND_URLS} == set(_AT_HAND)


def test_a_channel_at_hand_is_checked_without_loading_all_of_apprise() -> None:
    code = (
        "import sys; from monitor.delivery import check_url;"
        "print(check_url('json://example.org/in') or 'fine',"
        " sum(name.startswith('apprise.plugins.') for name in sys.modules))"
    )
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    said, loaded = run.stdout.split()
    assert said == "fine"
    assert int(loaded) < 10
