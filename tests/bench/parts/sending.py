"""P11: two hundred channels that take 50 ms each, beside apprise's own way to notify them all.

Over TLS too, as web hooks are in earnest, with the usual bundle of certificates to trust.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.serving import make_certificate, served

_CHANNELS = 200
_ENCRYPTED = 20  # apprise takes so long over TLS that fewer show it
_PATIENCE = timedelta(minutes=2)  # a starved machine is slow, not deaf
_AT = datetime(2025, 11, 20, tzinfo=UTC)


def _trusted(place: Place) -> Path:
    return place.folder / "trusted.pem"


def _prepare(place: Place) -> None:
    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    make_certificate(place.folder)
    usual = Path(DEFAULT_CA_BUNDLE_PATH).read_bytes()
    own = (place.folder / "server.pem.crt").read_bytes()
    _trusted(place).write_bytes(usual + own)


def _encrypted(place: Place) -> tuple[str, list[str]]:
    """The scheme of a web hook over TLS, and what its server needs."""
    os.environ["REQUESTS_CA_BUNDLE"] = str(_trusted(place))
    return "jsons", [str(place.folder / "server.pem")]


def _ours(place: Place, *, dead: bool = False, tls: bool = False) -> Figures:
    from monitor.delivery import Courier, Settings
    from monitor.model import Channel, Delivery, Message
    from monitor.secret import Secret

    scheme, certificate = _encrypted(place) if tls else ("json", [])
    told = _ENCRYPTED if tls else _CHANNELS
    message = Message(key="k", title="Port strike ends", text="It ended at noon.", html="")

    async def tell(port: int) -> Figures:
        urls = [f"{scheme}://127.0.0.1:{port}/{number}" for number in range(told)]
        names = [str(number) for number in range(told)]
        channels = {
            name: Channel(name=name, url=Secret(url)) for name, url in zip(names, urls, strict=True)
        }
        channels["dead"] = Channel(name="dead", url=Secret(f"{scheme}://127.0.0.1:{port}/dead"))
        settings = Settings(
            allow_private=(f"127.0.0.1:{port}",),
            pace=timedelta(),
            connect_within=_PATIENCE,
            answer_within=_PATIENCE,
            attempt_within=2 * _PATIENCE,
        )
        courier = Courier(channels, settings, console=lambda _message: None, clock=lambda: _AT)
        deliveries = [
            Delivery(
                id=f"o{place_}",
                channel=name,
                alerts=(),
                message=message,
                created_at=_AT,
                next_attempt_at=_AT,
            )
            for place_, name in enumerate(names)
        ]
        await courier.deliver(deliveries[0])
        stray = replace_channel(deliveries[0]) if dead else None
        hanging = asyncio.create_task(courier.deliver(stray)) if stray else None
        with Watch() as watch:
            receipts = await asyncio.gather(*map(courier.deliver, deliveries))
        if hanging:
            hanging.cancel()
        require(all(receipt.ok for receipt in receipts), "a message was not taken")
        return watch.figures

    def replace_channel(delivery: Delivery) -> Delivery:
        from dataclasses import replace

        return replace(delivery, id="o999", channel="dead")

    with served("hook", *certificate) as server:
        figures = asyncio.run(tell(server.port))
        require(server.seen().get("200") == told + 1, "not every channel was told")
    return figures


def _apprise(place: Place, *, tls: bool = False) -> Figures:
    import apprise

    scheme, certificate = _encrypted(place) if tls else ("json", [])
    told = _ENCRYPTED if tls else _CHANNELS
    with served("hook", *certificate) as server:
        exit_ = apprise.Apprise()
        for number in range(told):
            exit_.add(f"{scheme}://127.0.0.1:{server.port}/{number}")

        async def tell() -> Figures:
            with Watch() as watch:
                require(await exit_.async_notify(body="It ended.", title="Port strike"), "refused")
            return watch.figures

        figures = asyncio.run(tell())
        require(server.seen().get("200") == told, "not every channel was told")
    return figures


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours = middle(laps["ours"], "wall")
    return [
        Finding(what="against async_notify", value=middle(laps["apprise"], "wall") / ours, least=4),
        Finding(what="with a dead channel", value=middle(laps["dead"], "wall") / ours, most=1.15),
        Finding(what="ours, 200 channels", value=ours, unit="s"),
        Finding(
            what="over TLS against async_notify",
            value=middle(laps["apprise, TLS"], "wall") / middle(laps["ours, TLS"], "wall"),
            least=4,
        ),
        Finding(what="ours, over TLS", value=middle(laps["ours, TLS"], "wall"), unit="s"),
    ]


SEND = Part(
    title="messages to many channels",
    prepare=_prepare,
    sides={
        "ours": Side(run=_ours),
        "dead": Side(run=lambda place: _ours(place, dead=True)),
        "apprise": Side(run=_apprise, peer=True),
        "ours, TLS": Side(run=lambda place: _ours(place, tls=True)),
        "apprise, TLS": Side(run=lambda place: _apprise(place, tls=True), peer=True),
    },
    judge=_compare,
)
