"""The demo as one sees it: what the feeds publish, what the monitor tells, and the look back."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.cli.console import print_message
from monitor.cli.paper import count, inert, on_terminal, say

if TYPE_CHECKING:
    from monitor.demo import Serving, Summary
    from monitor.model import Message, Profile

_NAMES_SHOWN = 6
# With a two-column margin and a reason beside it, a title fits into 80 columns.
_TITLE = 46
# From so many columns on a title has room enough beside its date and source.
_WIDE = 90


class Screen:
    """Prints line by line; feeds and daemon speak from different threads, so each waits its turn."""

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent
        self._lock = threading.Lock()
        self._arrived = 0
        self._told = 0
        self._begins: datetime | None = None
        self._after_item = False
        self._over = self._gone = False

    def open(self, serving: Serving, profile: Profile, seconds: float) -> None:
        """What is about to happen, and what the article has become."""
        self._begins = serving.story.begins
        if self._silent:
            return
        hours = serving.story.ends.total_seconds() / 3600
        say("An invented story, watched by the real monitor", bold=True)
        say(
            f"  {len(serving.feeds)} feeds on {serving.allow}, {hours:.0f} hours of news in"
            f" {seconds:.0f} seconds. After the article, nothing of it ever happened."
        )
        say()
        say("The seed", bold=True)
        say(f"  {_cut(inert(profile.title), 100)}")
        say(f"  built from it: {_names(profile.entities)}")
        say(f"  and the storylines {_names(profile.storylines)}")
        say()
        say("The news", bold=True)

    def show_item(self, at: datetime, source: str, title: str) -> None:
        """A line for an item that a feed has just shown, unless it was there from the start."""
        with self._lock:
            self._arrived += 1
            if self._silent or self._begins is None or at <= self._begins:
                return
            with self._left_alone():
                say(_line(at, source, inert(title)), dim=True)
            self._after_item = True

    def show_message(self, message: Message) -> None:
        """A message as a console channel prints it, and how many items that took."""
        with self._lock:
            if self._silent:
                return
            self._told += 1
            with self._left_alone():
                if self._after_item:
                    say()
                if not self._over:
                    say(f"{count(self._arrived, 'item')} in, message {self._told}:", dim=True)
                print_message(message)
            self._after_item = False

    @contextmanager
    def _left_alone(self) -> Iterator[None]:
        """When the reader of stdout has gone, the daemon is told to end, as by Ctrl-C."""
        try:
            yield
            sys.stdout.flush()
        except BrokenPipeError:
            self._silent = self._gone = True
            if not self._over:
                os.kill(os.getpid(), signal.SIGTERM)  # which the daemon takes as the end

    def announce_digest(self) -> None:
        """What comes next was kept back until now."""
        self._over = True
        if not self._silent:
            say()
            say("The story ends here", bold=True)
            say(
                f"  {count(self._arrived, 'item')} came in, edits included; {count(self._told, 'message')} went"
                " out. What did not interrupt comes in one digest, usually at 08:00:"
            )
            say()
            self._after_item = False

    def close(self, summary: Summary) -> None:
        """The look back: figures, silences with their reasons, look-alikes, what to try next."""
        if self._gone:
            raise BrokenPipeError
        if self._silent:
            return
        self._show_figures(summary)
        self._show_silences(summary)
        self._show_apart(summary)
        say("Next", bold=True)
        say("  monitor seed new article.txt                        a story of your own")
        say("  monitor feeds add https://example.com/rss.xml       where to look for it")
        say("  monitor check                                       before the first start")
        say("  monitor run                                         until Ctrl-C")

    def _show_figures(self, summary: Summary) -> None:
        told = sum(summary.interruptions.values())
        loud = ", ".join(f"{number} {one.value}" for one, number in summary.interruptions.items())
        say()
        say("Looking back", bold=True)
        say(f"  {summary.items:4} items, {summary.matched} of them of the story")
        say(f"  {summary.stories:4} stories, {summary.developments} developments")
        say(f"  {told:4} alerts that interrupted{f': {loud}' if loud else ''}")
        say(f"  {summary.kept:4} kept for the digest")
        say()

    def _show_silences(self, summary: Summary) -> None:
        if summary.silences:
            say("Of the story, but silent", bold=True)
        for one in summary.silences:
            say(f"  {one.count:4} x {one.reason.value}")
            for item in one.examples:
                example = f"{_cut(inert(item.title), _TITLE)} ({inert(item.source)})"
                say(f"         {example}", dim=True)
        say()

    def _show_apart(self, summary: Summary) -> None:
        rows = (
            ("Looked like the story, and kept out", "", summary.apart),
            ("Looked like the story, and taken for it", "yellow", summary.mistaken),
        )
        for heading, colour, found in rows:
            if found:
                say(heading, bold=True, colour=colour)
                for one in found:
                    say(f"  {_cut(inert(one.item.title), _TITLE):<{_TITLE}}  {one.what}")
                say()


def _names(nouns: Iterable[object]) -> str:
    """The first few by name (or slug), and how many there are."""
    names = [str(getattr(noun, "slug", "") or getattr(noun, "name", "")) for noun in nouns]
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _line(at: datetime, source: str, title: str) -> str:
    """An item whole in a pipe, in one row on a terminal; a narrow one has no room for its source."""
    whole = f"{at:%a %d %b %H:%M}  {source:<24} {title}"
    if not on_terminal():
        return whole
    columns = shutil.get_terminal_size().columns
    return _cut(whole if columns >= _WIDE else f"{at:%a %H:%M}  {title}", columns)
