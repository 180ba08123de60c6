"""Alerts as words for people: plain text, text for chat services, and a page for mail.

Everything that came from a feed is text here and harmless in its exit: a title can neither forge a
line nor call a whole channel. A message names every development that it tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from monitor.alerts.letter import alerts_page, digest_page
from monitor.alerts.reading import Told, chapters, heading, local, read, titles
from monitor.alerts.wording import chat, cut, plain
from monitor.model import Message, Pending

Exit = Callable[[str], str]
_DOT = " \u00b7 "


def render_alerts(news: Sequence[Pending], *, key: str) -> Message:
    """One message for what interrupts: the first of ``news`` gives it its title."""
    headings = dict.fromkeys(map(heading, news))
    told = [read(one, under_heading=len(headings) == 1 < len(news)) for one in news]
    chapter = " and ".join(headings)
    return Message(
        key=key,
        title=_title(read(news[0])),
        text="\n".join(_alerts(told, chapter, plain)),
        html=alerts_page(told, chapter, key),
        chat="\n".join(_alerts(told, chapter, chat)),
    )


def render_digest(
    news: Sequence[Pending], *, key: str, timezone: str = "UTC", part: str = ""
) -> Message:
    """One message for many alerts: by seed and storyline, the weightiest first.

    ``timezone`` is that of the reader, for the times; ``part``, such as ``1 of 3``, which message
    of one digest it is.
    """
    parts = list(chapters(news))
    count = len(news)
    developments = f"{count} development{'' if count == 1 else 's'}"
    title = f"Digest{f' {part}' if part else ''}: {developments} in {chat(cut(titles(news)))}"
    return Message(
        key=key,
        title=title,
        text="\n".join(_digest(parts, plain, timezone)).strip(),
        html=digest_page(title, parts, key, timezone),
        chat="\n".join(_digest(parts, chat, timezone)).strip(),
    )


def _title(told: Told) -> str:
    """The title goes to every exit alike, so it is written for the most gullible."""
    return f"{told.priority.upper()}: {chat(told.headline)}"


def _alerts(told: Sequence[Told], chapter: str, safe: Exit) -> Iterator[str]:
    if len(told) == 1:
        yield from _alert(told[0], safe)
        return
    yield f"{len(told)} developments in {safe(chapter)}:"
    for number, one in enumerate(told, start=1):
        yield ""
        yield f"({number}) {_title(one)}"
        yield from _alert(one, safe)


def _alert(told: Told, safe: Exit) -> Iterator[str]:
    """What the message's title does not say yet."""
    yield from _substance(told, safe)
    yield f"{safe(told.place)}{_DOT}why: {safe(told.why)}"
    yield f"monitor show {told.id}"


def _substance(told: Told, safe: Exit) -> Iterator[str]:
    if told.title:
        yield safe(told.title)
    if told.quote:
        yield f"\u201c{safe(told.quote)}\u201d"
    for source in told.sources:
        yield f"{safe(source.name)}{_DOT}{source.url or 'no link'}"
    if told.also:
        yield f"also: {', '.join(map(safe, told.also))}"


def _digest(
    parts: Sequence[tuple[str, Sequence[Told]]], safe: Exit, timezone: str
) -> Iterator[str]:
    for chapter, lines in parts:
        yield from ("", safe(chapter), "-" * len(chapter))
        for told in lines:
            yield f"[{told.priority.upper()}] {safe(told.headline)}"
            for line in _substance(told, safe):
                yield f"  {line}"
            held = f"{_DOT}{told.held}" if told.held else ""
            yield f"  {local(told.at, timezone)}{held}{_DOT}{told.id}"
