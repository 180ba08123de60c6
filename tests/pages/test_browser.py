"""The pages in a real Chromium: nothing loads, nothing runs, everything fits and can be clicked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.model import Span
from monitor.pages import Settings, serving, write_report
from tests.pages.browser import a_page, chromium, running
from tests.pages.press import (
    DAY,
    HOUR,
    NOW,
    Shelf,
    a_briefing,
    a_hostile_briefing,
    a_step,
    an_item,
    sheets,
)

pytestmark = [
    pytest.mark.skipif(
        not chromium(), reason="no Chromium is installed; on Debian: apt-get install chromium"
    ),
    pytest.mark.timeout(60),  # a browser's first start on a busy machine; usually half a second
]
SIZES = [(1200, "light"), (1200, "dark"), (360, "light"), (360, "dark")]
LONG = a_step(3, delta="x" * 300, source="y" * 200, item=an_item(3, title="z" * 250))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
def shelf() -> Shelf:
    found = sheets()
    steps = [a_step(number) for number in range(1, 9)]
    return Shelf(a_briefing(*steps), found | {f"d{n}": found["d1"] for n in range(1, 9)})


@pytest.mark.parametrize(("width", "scheme"), SIZES)
async def test_the_report_fits_and_takes_the_readers_colours(
    browser: str, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(write_report(a_briefing(a_step(), LONG)))
    async with a_page(browser) as page:
        await page.look(width, scheme)
        await page.open(file.as_uri())
        assert await page.value("document.documentElement.scrollWidth") <= width
        paper = await page.value("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(251, 250, 246)" if scheme == "light" else "rgb(23, 22, 19)")
        assert await page.value("document.querySelectorAll('svg rect').length") == 3
        assert page.said == []


async def test_a_hostile_report_asks_for_nothing_and_runs_nothing(
    browser: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(write_report(a_hostile_briefing()))
    async with a_page(browser) as page:
        await page.open(file.as_uri())
        asked = [url for url in page.asked if not url.startswith("data:")]
        assert asked == [file.as_uri()]
        assert page.said == []
        assert await page.value("document.scripts.length + document.images.length") == 0


async def test_the_policy_holds_even_if_markup_should_get_in(browser: str, tmp_path: Path) -> None:
    """The second line of defence, tried with a page that is broken on purpose."""
    file = tmp_path / "page.html"
    evil = '<script>document.title = "run"</script><img src="http://127.0.0.1:9/x" /></main>'
    file.write_text(write_report(a_briefing(a_step())).replace("</main>", evil))
    async with a_page(browser) as page:
        await page.open(file.as_uri())
        assert await page.value("document.title") != "run"
        assert any("Content Security Policy" in line for line in page.said)


async def test_a_reader_clicks_from_the_briefing_to_the_proof_and_back(
    browser: str, shelf: Shelf
) -> None:
    async with serving(shelf, Settings(port=0), lambda: NOW) as address, a_page(browser) as page:
        await page.open(address)
        await page.click("article h4 a")
        assert await page.value("location.pathname") == "/storylines/ferry/inquiry"
        await page.click("#d2 .when a")
        assert await page.value("location.pathname") == "/show/d2"
        await page.click('dd a[href="/show/i1"]')
        assert await page.value("document.querySelector('h1').innerText") == "Words"
        await page.click('nav a[href="/"]')
        assert await page.value("location.pathname") == "/"
        assert page.said == []
        assert all(url.startswith((address, "data:")) for url in page.asked)


async def test_folded_parts_open_and_the_search_is_sent(browser: str, shelf: Shelf) -> None:
    async with serving(shelf, Settings(port=0), lambda: NOW) as address, a_page(browser) as page:
        await page.open(address)
        hidden = "document.querySelector('article details ol').checkVisibility()"
        assert await page.value(hidden) is False
        await page.press("article details summary")
        assert await page.value(hidden) is True
        await page.press("#q")
        for letter in "sea":
            await page.key(letter, letter)
        await page.click("form button")
        assert await page.value("location.pathname + location.search") == "/search?q=sea"
        assert await page.value("document.querySelector('#q').value") == "sea"
        assert page.said == []


async def test_the_keyboard_is_enough_and_its_place_is_seen(browser: str, shelf: Shelf) -> None:
    async with serving(shelf, Settings(port=0), lambda: NOW) as address, a_page(browser) as page:
        await page.open(address)
        await page.key("Tab")
        assert await page.value("document.activeElement.className") == "skip"
        assert await page.value("document.activeElement.getBoundingClientRect().left") >= 0
        await page.key("Tab")
        assert await page.value("document.activeElement.innerText") == "Briefing"
        ring = "getComputedStyle(document.activeElement).outlineWidth"
        assert await page.value(ring) == "3px"


@pytest.mark.parametrize("path", ["", "show/i1", "show/a1", "show/s1", "developments", "alerts"])
async def test_every_page_fits_a_phone(browser: str, path: str) -> None:
    found = sheets("w" * 120)
    shelf = Shelf(a_briefing(LONG, a_step(1)), found)
    async with serving(shelf, Settings(port=0), lambda: NOW) as address, a_page(browser) as page:
        await page.look(360, "light")
        await page.open(address + path)
        assert await page.value("document.documentElement.scrollWidth") <= 360


async def test_the_night_when_clocks_change_moves_nothing_on_the_page(
    browser: str, tmp_path: Path
) -> None:
    """Times are told in UTC and say so, in whatever time zone the reader's clock is."""
    night = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 02:00 becomes 03:00 in Oslo
    times = [night - HOUR, night, night + HOUR]
    items = [an_item(number, effective_at=at) for number, at in enumerate(times, start=1)]
    steps = [a_step(number, item=item) for number, item in enumerate(items, start=1)]
    span = Span(since=night - 6 * DAY, until=night + 2 * DAY)
    file = tmp_path / "page.html"
    file.write_text(write_report(a_briefing(*steps, span=span)))
    seen = []
    async with a_page(browser) as page:
        for zone in ("Europe/Oslo", "UTC", "America/New_York", "Australia/Lord_Howe"):
            await page.do("Emulation.setTimezoneOverride", timezoneId=zone)
            await page.open(file.as_uri())
            seen.append(await page.value("document.body.innerText"))
    assert len(set(seen)) == 1
    told = [one for one in ("29 Mar, 00:00", "29 Mar, 01:00", "29 Mar, 02:00") if one in seen[0]]
    assert len(told) == 3
    assert "All times are UTC." in seen[0]
