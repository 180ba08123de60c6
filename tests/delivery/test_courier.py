"""Messages through the courier to web hooks on loopback: what goes over the wire, what comes back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.delivery import Courier, Settings
from monitor.model import Channel, Delivery, Message, Receipt
from monitor.secret import Secret
from tests.delivery.conftest import OPENED

if TYPE_CHECKING:
    from tests.delivery.conftest import MailServer, WebHook

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MESSAGE = Message(
    key="a7",
    title="Boats & <ships>",
    text="<!channel> @here @everyone <@U1> *87* killed & 5 < 6 Åse\nhttps://example.org/?a=1&b=2",
    html="<p>87 killed</p>",
)
ROW = Delivery(
    id="o1",
    channel="desk",
    alerts=("a7",),
    message=MESSAGE,
    created_at=NOW,
    next_attempt_at=NOW,
)
SETTINGS = Settings(pace=timedelta(0))


def courier(
    urls: Mapping[str, str],
    settings: Settings = SETTINGS,
    console: Callable[[Message], None] = lambda _: None,
) -> Courier:
    channels = {name: Channel(name=name, url=Secret(url)) for name, url in urls.items()}
    settings = replace(settings, allow_private=(*OPENED, "127.0.0.1:9"))
    return Courier(channels, settings, console=console, clock=lambda: NOW)


async def deliver(url: str, message: Message = MESSAGE) -> Receipt:
    return await courier({"desk": url}).deliver(replace(ROW, message=message))


async def test_a_letter_is_tried_again_only_with_those_who_did_not_take_it(
    post_office: MailServer,
) -> None:
    post_office.replies["RCPT TO:<TWO@EXAMPLE.ORG>"] = "450 busy"
    url = (
        f"mailto://127.0.0.1:{post_office.port}?from=m@example.org&to=d@example.org,two@example.org"
    )
    desk = courier({"desk": url})
    assert not (await desk.deliver(ROW)).ok
    other = replace(ROW, id="o2", message=replace(MESSAGE, key="a8"))
    assert not (await desk.deliver(other)).ok
    post_office.replies.clear()
    assert (await desk.deliver(ROW)).ok
    reached = [recipients for _, recipients, _ in post_office.letters]
    assert reached == [["d@example.org"], ["d@example.org"], ["two@example.org"]]


def arm(monkeypatch: pytest.MonkeyPatch, hook: WebHook) -> str:
    """A Slack address whose messages end on loopback."""
    from apprise.plugins.slack import NotifySlack

    monkeypatch.setattr(NotifySlack, "webhook_url", hook.url)
    return "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#desk"


async def test_a_program_gets_the_text_as_it_is_with_the_key(hook: WebHook) -> None:
    receipt = await deliver(f"json://{hook.address}/in")
    assert receipt == Receipt(delivery="o1", at=NOW, ok=True)
    assert hook.payload()["title"] == MESSAGE.title
    assert hook.payload()["message"] == MESSAGE.text
    assert hook.asked[0][0]["X-Monitor-Key"] == "a7"


async def test_slack_gets_words_and_no_orders(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = await deliver(arm(monkeypatch, hook))
    assert receipt.ok, receipt.detail
    (attachment,) = hook.payload()["attachments"]
    assert attachment["title"] == "Boats &amp; &lt;ships&gt;"
    assert "<" not in attachment["text"]
    assert attachment["text"].replace("\u200b", "") == (
        "&lt;!channel&gt; @here @everyone &lt;@U1&gt; *87* killed &amp; 5 &lt; 6 Åse\n"
        "https://example.org/?a=1&amp;b=2"
    )
    assert hook.payload()["mrkdwn"] is False
    assert not {"parse", "link_names"} & hook.payload().keys()
    assert "github" not in str(hook.payload()).lower()


async def test_slack_reads_no_order_out_of_escapes_already_in_the_text(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "&lt;!channel&gt; &lt;@U1|x&gt; <https://evil.example|example.org>"
    await deliver(arm(monkeypatch, hook), replace(MESSAGE, text=text))
    (attachment,) = hook.payload()["attachments"]
    assert "<" not in attachment["text"]
    assert "&amp;lt;!channel" in attachment["text"]


async def test_mattermost_rings_no_bell(hook: WebHook) -> None:
    receipt = await deliver(f"mmost://{hook.address}/3ccdd113474722377935511fc85d3dd4")
    assert receipt.ok, receipt.detail
    assert "@here" not in str(hook.payload())
    assert "@everyone" not in str(hook.payload())
    assert "87" in str(hook.payload())


async def test_a_message_too_long_for_its_service_goes_in_pieces(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprise.plugins.discord import NotifyDiscord

    monkeypatch.setattr(NotifyDiscord, "notify_url", hook.url)
    text = "\n".join(f"Development number {number} of the day." for number in range(100))
    receipt = await deliver(f"discord://{'1' * 18}/{'a' * 68}", replace(MESSAGE, text=text))
    assert receipt.ok, receipt.detail
    pieces = [str(hook.payload(number)["content"]) for number in range(len(hook.asked))]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 2000
    assert all(f"number {number} of" in "".join(pieces) for number in range(100))


@pytest.mark.parametrize("status", [400, 413, 415, 422])
async def test_a_refusal_for_good_is_permanent(hook: WebHook, status: int) -> None:
    hook.status, hook.body = status, b"no such hunter2"
    receipt = await deliver(f"json://me:hunter2@{hook.address}/hunter2")
    assert (receipt.ok, receipt.permanent) == (False, True)
    assert receipt.detail.startswith(f"HTTP {status} ")
    assert "hunter2" not in receipt.detail


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_channel_that_can_be_mended_kills_no_message(hook: WebHook, status: int) -> None:
    hook.status = status
    receipt = await deliver(f"json://{hook.address}/in")
    assert (receipt.ok, receipt.permanent) == (False, False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_no_delivery_and_not_followed(
    hook: WebHook, other_hook: WebHook, status: int
) -> None:
    hook.status, hook.headers = status, {"Location": f"{other_hook.url}/inside"}
    receipt = await deliver(f"json://{hook.address}/in")
    assert (receipt.ok, receipt.permanent) == (False, False)
    assert receipt.detail.startswith(f"HTTP {status} ")
    assert other_hook.asked == []


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 599])
async def test_a_busy_or_broken_server_is_tried_again(hook: WebHook, status: int) -> None:
    hook.status = status
    receipt = await deliver(f"json://{hook.address}/in")
    assert (receipt.ok, receipt.permanent, receipt.retry_after) == (False, False, None)
    assert str(status) in receipt.detail


async def test_the_wait_that_a_server_asks_for_stands_in_the_receipt(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.status, hook.headers = 429, {"Retry-After": "90"}
    receipt = await deliver(arm(monkeypatch, hook))
    assert (receipt.permanent, receipt.retry_after) == (False, timedelta(seconds=90))


async def test_a_success_that_the_service_calls_a_failure_is_tried_again(
    hook: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.body = b"invalid_payload"
    receipt = await deliver(arm(monkeypatch, hook))
    assert (receipt.ok, receipt.permanent) == (False, False)
    assert receipt.detail


async def test_optional_in_an_address_does_not_pass_failure_off_as_success(
    hook: WebHook,
) -> None:
    hook.status = 500
    assert not (await deliver(f"json://{hook.address}/in?optional=yes")).ok


async def test_a_server_that_is_away_is_tried_again_and_its_address_not_told() -> None:
    receipt = await deliver("json://me:hunter2@127.0.0.1:9/hunter2")
    assert (receipt.ok, receipt.permanent) == (False, False)
    assert receipt.detail
    assert not {"hunter2", "127.0.0.1"} & set(receipt.detail.replace("/", " ").split())


async def test_a_channel_that_is_gone_or_unusable_may_come_back() -> None:
    gone = await courier({}).deliver(ROW)
    assert (gone.ok, gone.permanent) == (False, False)
    assert gone.detail == 'channel "desk" is no longer in the configuration'
    unusable = await deliver("slack://hunter2")
    assert (unusable.ok, unusable.permanent) == (False, False)
    assert unusable.detail.startswith("the channel's address is not a whole slack:// address")
    assert "hunter2" not in unusable.detail


async def test_the_console_prints_the_message() -> None:
    printed: list[Message] = []
    receipt = await courier({"desk": "console://"}, console=printed.append).deliver(ROW)
    assert receipt.ok
    assert printed == [MESSAGE]


async def test_an_unforeseen_fault_becomes_a_receipt_without_its_text() -> None:
    def broken(message: Message) -> None:
        raise RuntimeError(message.key, "hunter2")

    receipt = await courier({"desk": "console://"}, console=broken).deliver(ROW)
    assert (receipt.ok, receipt.permanent) == (False, False)
    assert receipt.detail == "failed unexpectedly (RuntimeError)"


async def test_nothing_secret_is_logged(
    hook: WebHook, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    hook.status = 500
    caplog.set_level(logging.DEBUG, logger="monitor")
    await deliver(f"json://me:hunter2@{hook.address}/hunter2")
    assert "failed delivery=o1 channel=desk" in caplog.text
    assert "hunter2" not in caplog.text
    assert capfd.readouterr().err == ""


async def test_a_dead_channel_delays_no_other(hook: WebHook, other_hook: WebHook) -> None:
    hook.gate.clear()
    urls = {"dead": f"json://{hook.address}", "desk": f"json://{other_hook.address}"}
    office = courier(urls)
    stuck = [
        asyncio.create_task(office.deliver(replace(ROW, id=f"o{number}", channel="dead")))
        for number in range(40)
    ]
    assert (await office.deliver(ROW)).ok
    assert not any(task.done() for task in stuck)
    hook.gate.set()
    assert all(receipt.ok for receipt in await asyncio.gather(*stuck))


async def test_an_attempt_ends_in_time_and_the_next_does_not_pile_up_behind_it(
    hook: WebHook,
) -> None:
    hook.gate.clear()
    settings = replace(SETTINGS, attempt_within=timedelta(milliseconds=50))
    office = courier({"desk": f"json://{hook.address}"}, settings)
    first = await office.deliver(ROW)
    assert (first.ok, first.permanent, first.detail) == (False, False, "no answer in time")
    second = await office.deliver(ROW)
    assert second.detail == "an earlier attempt still hangs on this channel"
    assert len(hook.asked) <= 1


async def test_one_channel_gets_its_messages_in_order_and_at_its_pace(hook: WebHook) -> None:
    settings = replace(SETTINGS, pace=timedelta(milliseconds=40))
    office = courier({"desk": f"json://{hook.address}"}, settings)
    loop = asyncio.get_running_loop()
    began = loop.time()
    rows = [replace(ROW, message=replace(MESSAGE, title=str(number))) for number in range(3)]
    receipts = await asyncio.gather(*map(office.deliver, rows))
    assert all(receipt.ok for receipt in receipts)
    assert loop.time() - began >= 0.08
    assert [hook.payload(number)["title"] for number in range(3)] == ["0", "1", "2"]


async def test_a_message_without_text_still_says_its_title(hook: WebHook) -> None:
    assert (await deliver(f"json://{hook.address}", replace(MESSAGE, text=""))).ok
    assert hook.payload()["message"] == MESSAGE.title
