"""Alerts as words for people: plain text for chat and terminals, HTML for mail.

Everything that came from a feed is text here: escaped in HTML, on one line, without control
characters; so a title can neither forge a line nor call a whole channel.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from monitor.model import Alert, Message
from monitor.scales import Priority

_LONGEST_TITLE = 160
_LONGEST_QUOTE = 300
_LONGEST_NAME = 80
_COLOURS = {
    Priority.FLASH: "#b00020",
    Priority.BULLETIN: "#b25000",
    Priority.URGENT: "#8a6d00",
    Priority.ROUTINE: "#44546a",
}
# Chat services turn these into calls to everybody, mentions or disguised links; a word joiner
# behind the sign keeps the words readable and takes the power out of them.
_CALLS = re.compile(r"@(?=(?:here|channel|everyone|all|room)\b)|<(?=[!@#/a-z])", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_LONGEST_LINK = 2000


def plain(text: str) -> str:
    """One line of harmless text: no control characters, no calls to a whole channel."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _CALLS.sub(lambda call: f"{call[0]}\u2060", line)


def _cut(text: str, length: int = _LONGEST_TITLE) -> str:
    """Plain text of at most ``length`` characters, cut between words where one ends near."""
    text = plain(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ", length // 2)
    return f"{cut[:space] if space > 0 else cut}\u2026"


def _link(url: str) -> str:
    """The address of a page, or nothing: other schemes and broken ones are never shown or linked."""
    return url if len(url) <= _LONGEST_LINK and _LINK.fullmatch(url) and url.isprintable() else ""


def render_alert(alert: Alert, *, key: str) -> Message:
    """The message for one alert: what is new, who says so, where, and why it was matched."""
    text = "\n".join(_alert_lines(alert))
    body = f"{_alert_html(alert)}{_footer(key)}"
    title = f"{alert.priority.upper()}: {_news(alert)}"
    return Message(key=key, title=title, text=text, html=body)


def render_digest(alerts: Sequence[Alert], *, key: str) -> Message:
    """One message for many alerts: by seed and storyline, the weightiest first."""
    ordered = sorted(alerts, key=_weight)
    count = len(ordered)
    seeds = ", ".join(dict.fromkeys(alert.seed for alert in ordered))
    title = f"Digest: {count} development{'' if count == 1 else 's'} in {_cut(seeds)}"
    lines: list[str] = []
    parts: list[str] = []
    for (seed, storyline), group in groupby(ordered, key=lambda a: (a.seed, a.storyline)):
        heading = f"{_cut(seed, _LONGEST_NAME)} / {_cut(storyline, _LONGEST_NAME)}"
        lines += ["", heading, "-" * len(heading)]
        parts.append(f'<h2 style="font-size:16px">{html.escape(heading)}</h2>')
        for alert in group:
            lines += list(_digest_lines(alert))
            parts.append(_alert_html(alert))
    return Message(
        key=key, title=title, text="\n".join(lines).strip(), html="".join(parts) + _footer(key)
    )


def _weight(alert: Alert) -> tuple[str, str, int, float]:
    return alert.seed, alert.storyline, -alert.priority.level, -alert.at.timestamp()


def _alert_lines(alert: Alert) -> Iterator[str]:
    """What the message's title does not say yet."""
    if plain(alert.title) not in _news(alert):
        yield _cut(alert.title, _LONGEST_QUOTE)
    if alert.proof and plain(alert.proof) != plain(alert.title):
        yield f"\u201c{_cut(alert.proof, _LONGEST_QUOTE)}\u201d"
    yield f"{_source(alert)} \u00b7 {_link(alert.url) or 'no link'}"
    yield f"{_whereabouts(alert)} \u00b7 why: {_cut(alert.why)}"
    yield f"monitor show {alert.id}"


def _digest_lines(alert: Alert) -> Iterator[str]:
    yield f"[{alert.priority.upper()}] {_news(alert)}"
    yield f"  {_source(alert)} \u00b7 {_link(alert.url) or 'no link'} \u00b7 {alert.id}"


def _news(alert: Alert) -> str:
    """What is new, as one line."""
    return _cut(alert.delta or alert.title) or "untitled"


def _source(alert: Alert) -> str:
    return _cut(alert.source, _LONGEST_NAME) or "unknown source"


def _whereabouts(alert: Alert) -> str:
    return f"{_cut(alert.seed, _LONGEST_NAME)} / {_cut(alert.storyline, _LONGEST_NAME)}"


def _alert_html(alert: Alert) -> str:
    colour = _COLOURS[alert.priority]
    title = html.escape(_cut(alert.title, _LONGEST_QUOTE) or "untitled")
    url = _link(alert.url)
    link = f'<a href="{html.escape(url, quote=True)}">{title}</a>' if url else title
    quoted = alert.proof and plain(alert.proof) != plain(alert.title)
    quote = html.escape(_cut(alert.proof, _LONGEST_QUOTE))
    proof = f"<blockquote>{quote}</blockquote>" if quoted else ""
    return (
        f'<p><strong style="color:{colour}">{alert.priority.upper()}</strong> '
        f"{html.escape(_news(alert))}</p>"
        f"<p>{link}<br>{html.escape(_source(alert))}</p>{proof}"
        f'<p style="color:#666;font-size:13px">{html.escape(_whereabouts(alert))} '
        f"&middot; why: {html.escape(_cut(alert.why))} "
        f"&middot; <code>monitor show {alert.id}</code></p>"
    )


def _footer(key: str) -> str:
    return f'<p style="color:#999;font-size:12px">{html.escape(key)}</p>'
