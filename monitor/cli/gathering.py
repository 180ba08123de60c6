"""An article from wherever it is: a file, standard input, the clipboard's paste, or an address."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.articles import read_article
from monitor.cli.call import Call, now
from monitor.errors import FeedError, MonitorError, Problem, WrongContent

if TYPE_CHECKING:
    from monitor.config import Config

_END = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The text of an article, where it came from, and what is known of it beside the text."""

    text: str
    origin: str
    published: date | None = None
    language: str = ""


def gather(call: Call, asked: str) -> Material:
    """The article at ``asked``: an address, ``-`` or a file; nothing asks for it on the terminal.

    Raises WrongContent when there is no text to be had, MonitorError when the address fails.
    """
    if not asked:
        return _ask(call)
    if asked.startswith(("http://", "https://")):
        return _from_web(call.load(), asked)
    origin = "standard input" if asked == "-" else asked
    return Material(text=read_article(asked), origin=origin)


def _ask(call: Call) -> Material:
    if not sys.stdin.isatty():
        raise click.UsageError("give an article; a file, an address, or - for standard input")
    click.echo(
        f"Paste the article, its address or a file name; end with a line of only {_END}", err=True
    )
    lines: list[str] = []
    for line in sys.stdin:
        text = line.strip()
        if not lines and _leads_elsewhere(text):
            return gather(call, text)
        if text == _END:
            break
        lines.append(line)
    return Material(text="".join(lines), origin="what was pasted")


def _leads_elsewhere(line: str) -> bool:
    if line.startswith(("http://", "https://")) and " " not in line:
        return True
    try:
        return bool(line) and Path(line).is_file()
    except OSError:  # a sentence is too long for a name
        return False


def _from_web(config: Config, url: str) -> Material:
    from monitor.discovery import Page
    from monitor.feeds import Poller

    async def fetch() -> Page:
        async with Poller(config.polling, now) as poller:
            answer = await poller.fetch(url)
        return Page(answer.body, answer.url)

    try:
        found = asyncio.run(fetch()).article()
    except FeedError as error:
        raise MonitorError(f"{url}: {error}") from None
    if not found.text:
        what, remedy = "no article was found on the page", "save its text in a file and give that"
        raise WrongContent([Problem(file=url, what=what, remedy=remedy)])
    return Material(text=found.text, origin=url, published=found.published, language=found.language)
