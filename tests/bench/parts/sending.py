"""P11: two hundred channels that take 50 ms each, beside apprise's own way to notify them all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tests.bench.frame import Figures, Finding, Laps, Part, Place, Side, Watch, middle, require
from tests.bench.serving import served

_CHANNELS = 200
_AT = datetime(2025, 11, 20, tzinfo=UTC)


def _ours(place: Place, *, dead: bool) -> Figures:
    from monitor.delivery import Courier, Settings
    from monitor.model import Channel, Delivery, Message
    from monitor.secret import Secret

    message = Message(key="k", title="Port strike ends", text="It ended at noon.", html="")

    async def tell(port: int) -> Figures:
        urls = [f"json://127.0.0.1:{port}/{number}" for number in range(_CHANNELS)]
        names = [str(number) for number in range(_CHANNELS)]
        channels = {
            name: Channel(name=name, url=Secret(url)) for name, url in zip(names, urls, strict=True)
        }
        channels["dead"] = Channel(name="dead", url=Secret(f"json://127.0.0.1:{port}/dead"))
        settings = Settings(allow_private=(f"127.0.0.1:{port}",), pace=timedelta())
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

    del place
    with served("hook") as server:
        figures = asyncio.run(tell(server.port))
        require(server.seen().get("200") == _CHANNELS + 1, "not every channel was told")
    return figures


def _apprise(place: Place) -> Figures:
    import apprise

    del place
    with served("hook") as server:
        exit_ = apprise.Apprise()
        for number in range(_CHANNELS):
            exit_.add(f"json://127.0.0.1:{server.port}/{number}")

        async def tell() -> Figures:
            with Watch() as watch:
                require(await exit_.async_notify(body="It ended.", title="Port strike"), "refused")
            return watch.figures

        figures = asyncio.run(tell())
        require(server.seen().get("200") == _CHANNELS, "not every channel was told")
    return figures


def _compare(laps: Laps, place: Place) -> Sequence[Finding]:
    del place
    ours = middle(laps["ours"], "wall")
    return [
        Finding(what="against async_notify", value=middle(laps["apprise"], "wall") / ours, least=4),
        Finding(what="with a dead channel", value=middle(laps["dead"], "wall") / ours, most=1.15),
        Finding(what="ours, 200 channels", value=ours, unit="s"),
    ]


SEND = Part(
    title="messages to many channels",
    sides={
        "ours": Side(run=lambda place: _ours(place, dead=False)),
        "dead": Side(run=lambda place: _ours(place, dead=True)),
        "apprise": Side(run=_apprise, peer=True),
    },
    judge=_compare,
)
