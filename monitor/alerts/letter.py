"""Alerts as a page for mail: what is told in parts in, HTML out that every mail program shows.

Mail programs know tables, inline styles and little else; so there is one column of at most 640
pixels, no script, no picture and no address but the items' own. Whoever reads in the dark gets
lighter letters where the program honours it; no background is set, so none can go wrong.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from monitor.alerts.reading import Source, Told, local
from monitor.scales import Priority

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
# Each is readable on white; in the dark the style sheet lifts them.
_COLOURS = {
    Priority.FLASH: "#b00020",
    Priority.BULLETIN: "#a84300",
    Priority.URGENT: "#7a5c00",
    Priority.ROUTINE: "#44546a",
}
_LIT = {
    Priority.FLASH: "#ff8a95",
    Priority.BULLETIN: "#ffb077",
    Priority.URGENT: "#f0cf65",
    Priority.ROUTINE: "#b4c2d6",
}
_STYLE = "".join(
    (
        ":root{color-scheme:light dark}",
        "@media (prefers-color-scheme:dark){",
        ".faint{color:#b0b0b0!important}.quote{color:#d8d8d8!important}a{color:#8ab4f8!important}",
        *(f".{priority.value}{{color:{colour}!important}}" for priority, colour in _LIT.items()),
        "}",
    )
)
_FAINT = 'class="faint" style="margin:4px 0 0;color:#5f6368;font-size:13px;line-height:1.45"'
_QUOTE = (
    'class="quote" style="margin:6px 0;padding-left:10px;border-left:3px solid #9aa0a6;'
    'color:#3c4043;line-height:1.45"'
)


def alerts_page(told: Sequence[Told], heading: str, key: str) -> str:
    """The page of one message that interrupts."""
    many = len(told) > 1
    opening = f"{len(told)} developments in {heading}" if many else ""
    blocks = [_heading(opening)] if opening else []
    blocks += ["".join((*_block(one), _why(one))) for one in told]
    return _page(told[0].headline, blocks, key)


def digest_page(
    title: str, parts: Sequence[tuple[str, Sequence[Told]]], key: str, timezone: str
) -> str:
    """The page of a digest: a chapter for each storyline."""
    blocks = [_title(title)]
    for heading, lines in parts:
        blocks.append(_heading(heading))
        blocks += ["".join((*_block(one), _when(one, timezone))) for one in lines]
    return _page(title, blocks, f"times in {timezone} \u00b7 {key}")


def _block(told: Told) -> Iterator[str]:
    word = told.priority.value
    yield (
        f'<p style="margin:0;font-size:16px;line-height:1.4"><strong class="{word}" '
        f'style="color:{_COLOURS[told.priority]};font-size:12px;letter-spacing:.06em">'
        f"{word.upper()}</strong><br><strong>{_text(told.headline)}</strong></p>"
    )
    if told.title:
        yield f'<p style="margin:6px 0 0;line-height:1.45">{_text(told.title)}</p>'
    if told.quote:
        yield f"<p {_QUOTE}>\u201c{_text(told.quote)}\u201d</p>"
    yield f'<p style="margin:6px 0 0;line-height:1.45">{_sources(told.sources, told.also)}</p>'


def _sources(sources: Iterable[Source], also: Sequence[str]) -> str:
    linked = " &middot; ".join(map(_link, sources))
    return f"{linked}, also {_text(', '.join(also))}" if also else linked


def _link(source: Source) -> str:
    name = _text(source.name)
    return f'<a href="{html.escape(source.url)}">{name}</a>' if source.url else f"{name} (no link)"


def _why(told: Told) -> str:
    return (
        f"<p {_FAINT}>{_text(told.place)} &middot; why: {_text(told.why)} &middot; "
        f"<code>monitor show {told.id}</code></p>"
    )


def _when(told: Told, timezone: str) -> str:
    held = f" &middot; {_text(told.held)}" if told.held else ""
    return f"<p {_FAINT}>{local(told.at, timezone)}{held} &middot; {told.id}</p>"


def _title(text: str) -> str:
    return f'<h1 style="margin:0;font-size:18px;line-height:1.35">{_text(text)}</h1>'


def _heading(text: str) -> str:
    return (
        '<h2 style="margin:0;padding-top:14px;border-top:1px solid #9aa0a6;font-size:17px;'
        f'line-height:1.35">{_text(text)}</h2>'
    )


def _text(text: str) -> str:
    return html.escape(text)


def _page(title: str, blocks: Iterable[str], foot: str) -> str:
    rows = "".join(f'<tr><td style="padding:0 0 18px">{block}</td></tr>' for block in blocks)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head>"
        f'<body style="margin:0;padding:16px"><table role="presentation" align="center" '
        f'width="100%" style="max-width:640px;border-collapse:collapse;font-size:15px;{_FONT}">'
        f'{rows}<tr><td style="padding:0"><p {_FAINT}>{_text(foot)}</p></td></tr></table></body></html>'
    )
