"""A real Chromium, spoken to over its DevTools protocol; only what the tests need of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--no-proxy-server", "--remote-debugging-port=0"),
)


def chromium() -> str:
    """Where a Chromium is installed, or nothing."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A browser with a fresh profile; the address at which it is spoken to."""
    command = [chromium(), *_QUIET, f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(  # noqa: S603 (an installed browser, fixed words)
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr
    try:
        with process.stderr:
            for line in process.stderr:
                if "DevTools listening on " in line:
                    yield line.partition("DevTools listening on ")[2].strip()
                    break
            else:
                raise AssertionError("the browser did not start")
    finally:
        process.kill()
        process.wait()


@dataclass(slots=True)
class Page:
    """One tab. ``asked`` are the addresses it loaded, ``said`` what its console complained of."""

    socket: aiohttp.ClientWebSocketResponse
    session: str = ""
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    loads: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def do(self, method: str, **values: object) -> Mapping[str, Any]:
        """One command and its answer; what is told meanwhile is noted."""
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": values}
        await self.socket.send_json(message | ({"sessionId": self.session} if self.session else {}))
        while True:
            found = await self._next()
            if found.get("id") == number:
                assert "error" not in found, found
                result: Mapping[str, Any] = found["result"]
                return result

    async def open(self, url: str) -> None:
        """Go to an address, and wait until all of it is there."""
        before = self.loads
        await self.do("Page.navigate", url=url)
        await self._loaded(before)

    async def click(self, selector: str) -> None:
        """A click with the mouse in the middle of an element that leads to another page."""
        before = self.loads
        await self.press(selector)
        await self._loaded(before)

    async def press(self, selector: str) -> None:
        """A click that stays on the page."""
        box = await self.value(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView();"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.do(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    async def key(self, name: str, text: str = "") -> None:
        """A key, down and up."""
        codes = {"Tab": 9, "Enter": 13}
        for kind in ("keyDown", "keyUp"):
            down = {"text": text} if text and kind == "keyDown" else {}
            code = codes.get(name, 0)
            await self.do(
                "Input.dispatchKeyEvent",
                **{"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code} | down,
            )

    async def value(self, expression: str) -> Any:  # noqa: ANN401 (whatever the page says)
        """What an expression gives on the page."""
        found = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def look(self, width: int, scheme: str, height: int = 800) -> None:
        """Set the size of the window and the colour scheme of the reader."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        await self.do("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.do("Emulation.setEmulatedMedia", features=features)

    async def _loaded(self, before: int) -> None:
        while self.loads == before:
            await self._next()

    async def _next(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = await self.socket.receive_json(timeout=30)
        values = found.get("params", {})
        if found.get("method") == "Page.loadEventFired":
            self.loads += 1
        if found.get("method") == "Network.requestWillBeSent":
            self.asked.append(values["request"]["url"])
        if found.get("method") == "Log.entryAdded":
            self.said.append(values["entry"]["text"])
        return found


@asynccontextmanager
async def a_page(browser: str) -> AsyncIterator[Page]:
    """A new tab of a running browser."""
    async with aiohttp.ClientSession() as session, session.ws_connect(browser) as socket:
        page = Page(socket)
        target = await page.do("Target.createTarget", url="about:blank")
        joined = await page.do("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page.session = joined["sessionId"]
        for room in ("Page", "Network", "Log", "Runtime"):
            await page.do(f"{room}.enable")
        yield page
