"""A seed's recent stories, laid out so that those like an item are found without asking them all.

An inverted index: each sign (a country, a figure, a meaning, the beginning of a rare word) leads to
the texts that have it. Where too many texts have them, whole words do so too, which are rarer. What
the fewest texts have is followed first and only so many are looked at, so an item costs about the
same among a thousand stories and among a hundred thousand.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain, islice

from monitor.model import Item, Story
from monitor.stories.settings import Settings
from monitor.stories.view import View, view

# Texts that the signs of an item lead to; where they lead to more, its rarest words and signs are
# followed to so many each, and to the latest ones of what more texts than that have.
_BUDGET, _ROOM, _LATEST = 1500, 400, 60
# Texts that are then compared in full, and of those among many. Chosen on 100,000 stories and more:
# see tests/stories/test_shelf and the bench.
_CANDIDATES, _AMONG_MANY, _AMONG_LATEST = 48, 16, 8
# A title of fewer words ("Live updates") is the same text only with the same text below.
_TELLING_WORDS = 4
# The index is laid out anew when so many of its texts, at least, are gone.
_GONE = 1000


# Places lie side by side: as objects, scattered in memory, they take five times as long to follow.
_Index = dict[str, "array[int]"]
_Lists = list[tuple[Sequence[int], float]]


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
        self._places: _Index = defaultdict(_none)
        self._words: _Index = defaultdict(_none)  # made when it is needed first
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
        lists = _lists(self._places, seen.signs)
        if sum([len(places) for places, _ in lists]) <= _BUDGET:
            return self._nearest(lists, at, _CANDIDATES)
        if not self._words:
            self._words = self._laid_by_word()
        words = _lists(self._words, seen.whole)
        rare = [*_rarest(words), *_rarest(lists)]
        late = [(places[-_LATEST:], weight) for places, weight in words[: _ROOM // _LATEST]]
        return [
            *self._nearest(_meeting(rare), at, _AMONG_MANY),
            *self._nearest(_meeting(late), at, _AMONG_LATEST),
        ]

    def _nearest(self, lists: _Lists, at: datetime, most: int) -> list[tuple[Shown, View]]:
        """The texts with the largest sum of weights, the earlier one between equals."""
        shares: dict[int, float] = defaultdict(float)
        for places, weight in lists:
            for place in places:
                shares[place] += weight
        # A sort upside down keeps the order of equals.
        rank = sorted(sorted(shares), key=shares.__getitem__, reverse=True)
        texts = (self._texts[place] for place in rank)
        fit = (text for text in texts if text and self._takes(text[0], at))
        return list(islice(fit, most))

    def _takes(self, shown: Shown, at: datetime) -> bool:
        window = self.settings.window
        return shown.first_at - window <= at <= shown.last_at + window

    def _lay_out(self, shown: Shown, seen: View) -> None:
        place = shown.texts[seen] = len(self._texts)
        self._texts.append((shown, seen))
        for sign in seen.signs:
            self._places[sign].append(place)
        if self._words:
            for word in seen.whole:
                self._words[word].append(place)
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
        self._texts, self._places, self._gone = [], defaultdict(_none), 0
        self._words = defaultdict(_none)
        for shown, seen in left:
            shown.texts[seen] = len(self._texts)
            self._texts.append((shown, seen))
            for sign in seen.signs:
                self._places[sign].append(shown.texts[seen])

    def _laid_by_word(self) -> _Index:
        words: _Index = defaultdict(_none)
        for place, text in enumerate(self._texts):
            for word in text[1].whole if text else ():
                words[word].append(place)
        return words


def _none() -> array[int]:
    """No place yet."""
    return array("I")


def _lists(index: _Index, keys: Mapping[str, float]) -> _Lists:
    """Where the keys of an item lead to, with their weights, the shortest list first."""
    lists = [(index[key], weight) for key, weight in keys.items() if key in index]
    return sorted(lists, key=lambda pair: len(pair[0]))


def _rarest(lists: _Lists) -> _Lists:
    """The first lists, as many as there is room for."""
    lengths = accumulate([len(places) for places, _ in lists])
    return lists[: sum([length <= _ROOM for length in lengths])]


def _meeting(lists: _Lists) -> _Lists:
    """The lists without what stands in one of them only, if enough is left."""
    counts = Counter(chain.from_iterable([places for places, _ in lists]))
    often = {place for place, count in counts.items() if count > 1}
    if len(often) < _AMONG_MANY:
        return lists
    return [(list(filter(often.__contains__, places)), weight) for places, weight in lists]


def _key(seen: View) -> str:
    """What two copies have in common."""
    brief = seen.letters.count(" ") + 1 < _TELLING_WORDS
    return f"{seen.letters}|{seen.text}" if brief else seen.letters
