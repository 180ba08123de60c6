"""The pump: one message a channel, receipts that cannot be written are kept, a hanging send shows."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import Parts, open_store, watch
from monitor.daemon.pump import Pump
from monitor.errors import StoreError
from monitor.model import Delivery, Message, Outcome, Receipt
from monitor.scales import DeliveryState
from monitor.store import Store
from tests.daemon.lab import Feeds, configure

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Courier:
    """Answers what it is told to, when it is told to."""

    def __init__(self) -> None:
        self.ok = True
        self.permanent = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.told: list[str] = []

    async def deliver(self, delivery: Delivery) -> Receipt:
        self.told.append(delivery.id)
        await self.gate.wait()
        return Receipt(delivery=delivery.id, at=NOW, ok=self.ok, permanent=self.permanent)


def no_console(_message: Message) -> None:
    raise AssertionError("nothing is printed here")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(configure(tmp_path, Feeds(port=9))) as opened:
        yield opened


@pytest.fixture
def courier() -> Courier:
    return Courier()


@pytest.fixture
def pump(tmp_path: Path, store: Store, courier: Courier) -> Pump:
    config = configure(tmp_path, Feeds(port=9))
    parts = watch(config, store, console=no_console, clock=lambda: NOW)
    wired: Parts = replace(parts, courier=courier)  # type: ignore[arg-type]  # a fake of its shape
    return Pump(lambda: wired, lambda: NOW, "us")


def put(store: Store, *numbers: int, channel: str = "desk") -> None:
    rows = tuple(
        Delivery(
            id=f"o{number}",
            channel=channel,
            alerts=(),
            message=Message(key=f"k{number}", title="T", text="Words", html="<p>Words</p>"),
            created_at=NOW + timedelta(seconds=number),
            next_attempt_at=NOW,
        )
        for number in numbers
    )
    store.apply([Outcome(at=NOW, deliveries=rows)])


def states(store: Store) -> list[DeliveryState]:
    return [row.state for row in reversed(store.read.deliveries())]


async def test_the_next_message_follows_as_soon_as_its_channel_is_free(
    pump: Pump, store: Store, courier: Courier
) -> None:
    put(store, 1, 2, 3)
    put(store, 4, channel="other")
    courier.gate.clear()
    assert pump.start() == 2
    await asyncio.sleep(0)
    assert courier.told == ["o1", "o4"]
    courier.gate.set()
    await pump.drain()
    assert courier.told == ["o1", "o4", "o2", "o3"]
    assert set(states(store)) == {DeliveryState.SENT}


async def test_a_receipt_that_cannot_be_written_is_kept_and_nothing_else_is_sent(
    pump: Pump, store: Store, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 1, 2)

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as disk:
        disk.setattr(store.outbox, "record", full)
        await pump.drain()
        assert pump.start() == 0
        pump.renew()
    assert courier.told == ["o1"]
    assert states(store) == [DeliveryState.LEASED, DeliveryState.PENDING]
    await pump.drain()
    assert courier.told == ["o1", "o2"]
    assert set(states(store)) == {DeliveryState.SENT}


async def test_draining_tries_each_once_and_leaves_the_rest_of_a_channel_that_is_down(
    pump: Pump, store: Store, courier: Courier
) -> None:
    put(store, 1, 2, 3)
    courier.ok = False
    await pump.drain()
    assert courier.told == ["o1", "o2"]
    assert set(states(store)) == {DeliveryState.PENDING}


async def test_at_the_end_nothing_new_begins(pump: Pump, store: Store, courier: Courier) -> None:
    put(store, 1, 2)
    courier.gate.clear()
    pump.start()
    await asyncio.sleep(0)
    courier.gate.set()
    await pump.finish()
    assert courier.told == ["o1"]
    assert states(store) == [DeliveryState.SENT, DeliveryState.PENDING]


async def test_a_send_that_hangs_is_noticed(
    pump: Pump, store: Store, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 1)
    courier.gate.clear()
    pump.start()
    assert pump.is_moving()
    loop = asyncio.get_running_loop()
    later = loop.time() + 100
    with monkeypatch.context() as clock:
        clock.setattr(loop, "time", lambda: later)
        assert not pump.is_moving()
    courier.gate.set()
    await pump.finish()


async def test_a_message_that_was_deleted_and_comes_back_under_its_id_ends_by_itself(
    pump: Pump, store: Store, courier: Courier, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    courier.gate.clear()
    for _ in range(2):
        with closing(sqlite3.connect(configure(tmp_path, Feeds(port=9)).store.path)) as somebody:
            somebody.execute("DELETE FROM deliveries")
            somebody.commit()
        put(store, 1)
        assert pump.start() == 1
    courier.gate.set()
    await pump.finish()
    assert courier.told == ["o1", "o1"]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
