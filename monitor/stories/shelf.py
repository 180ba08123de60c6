"""A seed's recent stories, laid out so that those like an item are found without asking them all.

An inverted index: each sign (a country, a figure, a meaning, the beginning of a rare word) leads to
the texts that have it. The rarest signs of an item are followed first and only so many texts are
looked at, so an item costs about the same among a thousand stories and among a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from monitor.model import Item, Story
from monitor.stories.settings import Settings
from monitor.stories.view import View, view

# Texts looked up for an item in all, and of a sign that too many texts have: its latest ones.
_BUDGET, _LATEST = 1500, 60
# Texts that are then compared in full. Both chosen on 100,000 stories: see tests/stories/test_shelf.
_CANDIDATES = 48
# A title of fewer words ("Live updates") is the same text only with the same text below.
_TELLING_WORDS = 4
# The index is laid out anew when so many of its texts, at least, are gone.
_GONE = 1000


class Shown:
    """A story on the shelf: its time, and the texts that stand for it."""

    __slots__ = ("first_at", "last_at", "story", "texts")

    def __init__(self, story: Story) -> None:
        self.story = story.id
        self.first_at, self.last_at = story.first_at, story.last_at
        self.texts: dict[View, int] = {}


class Shelf:
    """The recent stories of one seed. It only finds; what belongs together is decided elsewhere."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._shown: dict[str, Shown] = {}
        self._texts: list[tuple[Shown, View] | None] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._letters: dict[str, dict[str, str]] = defaultdict(dict)
        self._gone = 0

    def put(self, story: Story, items: Iterable[Item]) -> None:
        """Know a story, or what was added to it: ``items`` are those not put there before."""
        shown = self._shown.setdefault(story.id, Shown(story))
        shown.first_at, shown.last_at = story.first_at, story.last_at
        for item in items:
            seen = view(item)
            self._letters[_key(seen)].setdefault(story.id, seen.text)
            if seen not in shown.texts and seen.letters:
                self._lay_out(shown, seen)

    def forget(self, before: datetime) -> None:
        """Drop the stories that ended before a time."""
        over = {name for name, shown in self._shown.items() if shown.last_at < before}
        if not over:
            return
        for name in over:
            for place in self._shown.pop(name).texts.values():
                self._take_out(place)
        for key in [key for key, names in self._letters.items() if names.keys() & over]:
            left = {name: t for name, t in self._letters[key].items() if name not in over}
            if left:
                self._letters[key] = left
            else:
                del self._letters[key]
        self._tidy()

    def copies(self, seen: View, at: datetime) -> Iterator[tuple[Shown, str]]:
        """The stories that hold the same title, the earliest first, with the text below it."""
        found = self._letters.get(_key(seen), {}) if seen.letters else {}
        for name, text in found.items():
            if self._takes(self._shown[name], at):
                yield self._shown[name], text

    def like(self, seen: View, at: datetime) -> list[tuple[Shown, View]]:
        """The texts that share most with an item, of stories that still take one of this time."""
        shares: dict[int, float] = defaultdict(float)
        room = _BUDGET
        lists = ((self._places[sign], w) for sign, w in seen.signs.items() if sign in self._places)
        for places, weight in sorted(lists, key=lambda pair: len(pair[0])):
            chosen = places if len(places) <= room else places[-_LATEST:]
            room -= len(chosen)
            for place in chosen:
                shares[place] += weight
        # Between equals the earlier one: a sort upside down keeps the order of equals.
        rank = sorted(sorted(shares), key=shares.__getitem__, reverse=True)
        texts = (self._texts[place] for place in rank)
        fit = (text for text in texts if text and self._takes(text[0], at))
        return list(islice(fit, _CANDIDATES))

    def _takes(self, shown: Shown, at: datetime) -> bool:
        window = self.settings.window
        return shown.first_at - window <= at <= shown.last_at + window

    def _lay_out(self, shown: Shown, seen: View) -> None:
        place = shown.texts[seen] = len(self._texts)
        self._texts.append((shown, seen))
        for sign in seen.signs:
            self._places[sign].append(place)
        if len(shown.texts) > 2 * self.settings.compared:
            # The first ones stay, and of the later ones the latest.
            self._take_out(shown.texts.pop(list(shown.texts)[self.settings.compared]))
            self._tidy()

    def _take_out(self, place: int) -> None:
        self._texts[place] = None
        self._gone += 1

    def _tidy(self) -> None:
        """Lay the index out anew once more of it is gone than there."""
        if self._gone < max(_GONE, len(self._texts) // 2):
            return
        left = [text for text in self._texts if text]
        self._texts, self._places, self._gone = [], defaultdict(list), 0
        for shown, seen in left:
            shown.texts[seen] = len(self._texts)
            self._texts.append((shown, seen))
            for sign in seen.signs:
                self._places[sign].append(shown.texts[seen])


def _key(seen: View) -> str:
    """What two copies have in common."""
    brief = seen.letters.count(" ") + 1 < _TELLING_WORDS
    return f"{seen.letters}|{seen.text}" if brief else seen.letters
