"""Contrast of the two schemes, by the formula of WCAG 2.2: AA for text, 3 to 1 for drawings."""

from __future__ import annotations

import re

import pytest

from monitor.pages.printing import style

TEXT, DRAWN = 4.5, 3.0


def palette(scheme: str) -> dict[str, str]:
    """The colours of a scheme; what dark does not set again stays as it is in light."""
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style(), re.DOTALL)[:2]
    )
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_can_be_read_in_both_schemes(scheme: str, ground: str) -> None:
    colours = palette(scheme)
    for name in ("ink", "quiet", "link", "new", "good"):
        assert contrast(colours[name], colours[ground]) >= TEXT, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_and_frames_can_be_seen_in_both_schemes(scheme: str) -> None:
    colours = palette(scheme)
    for name in ("bar", "new"):
        assert contrast(colours[name], colours["paper"]) >= DRAWN, name


def test_every_colour_of_the_style_comes_from_the_palette() -> None:
    rules = re.sub(r"/\*.*?\*/|:root \{.*?\}", "", style(), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []


def test_the_style_cannot_end_early() -> None:
    assert "<" not in style()
    assert "&" not in style()
