"""One picture of a page, taken by a real Chromium."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pages.browser import a_page, running


def photograph(html: str, picture: Path, width: int, height: int) -> None:
    """Write what a reader sees of ``html`` in a window of this size to ``picture``, a PNG."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "page.html"
        file.write_text(html, "utf-8")
        picture.write_bytes(asyncio.run(_seen(file.as_uri(), width, height)))


async def _seen(url: str, width: int, height: int) -> bytes:
    with TemporaryDirectory() as scratch, running(Path(scratch) / "browser") as browser:
        async with a_page(browser) as page:
            await page.do("Emulation.setScrollbarsHidden", hidden=True)
            await page.look(width, "light", height)
            await page.open(url)
            found = await page.do("Page.captureScreenshot", format="png")
            return base64.b64decode(found["data"])
