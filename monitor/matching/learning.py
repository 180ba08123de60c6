"""Words that keep company with a story's anchors: a story grows away from its seed.

Confident matches name new suspects, courts, towns and envoys. The words that at least two of them
use, and that the article does not, gain a small weight. It is capped, so that it never carries a
match alone, and it decays with every confident match that goes without the word. No anchor is ever
learned, nothing is learned from an item that names none, and what was learned leaves with the
matches it came from: it is computed from them alone (Rocchio's relevance feedback, for one class).

The latest confident matches are remembered whole as well: a retelling of one of them may share few
words with the article, but many with it (the nearest neighbour of topic tracking).
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.matching.settings import Settings
from monitor.text import Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A word that was learned: its stem, its share 0..1 of all that was, and its confident uses."""

    word: str
    share: float
    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A confident match: the item's id and words; which are the article's, which stand in names."""

    item: str
    words: Vector
    own: Collection[str]
    names: Collection[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A confident match of a profile, remembered whole."""

    number: int
    item: str
    words: Vector


@dataclass(slots=True)
class _Company:
    """What the confident matches of one profile said besides the article's words."""

    mass: float = 0.0
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    active: dict[str, float] = field(default_factory=dict)
    texts: deque[_Text] = field(default_factory=deque)


class Learning:
    """What all profiles have learned, by their numbers; one index, so that only finds cost."""

    def __init__(self, settings: Settings, limits: Sequence[float]) -> None:
        """``limits`` holds for each profile the most that learned words may add."""
        self._settings = settings
        self._limits = limits
        self._companies: dict[int, _Company] = defaultdict(_Company)
        self._index: dict[str, set[int]] = defaultdict(set)
        self._texts: dict[str, list[_Text]] = defaultdict(list)

    def take(self, number: int, lesson: Lesson) -> None:
        """Learn from one confident match of a profile."""
        company = self._companies[number]
        company.mass = company.mass * self._settings.learned_decay + 1
        for word in company.weights:
            company.weights[word] *= self._settings.learned_decay
        for word, weight in lesson.words.items():
            if word not in lesson.own:
                company.weights[word] += weight
                company.uses[word] += 1
        self._choose(number, company)
        self._remember(number, company, lesson)

    def _remember(self, number: int, company: _Company, lesson: Lesson) -> None:
        """Keep the text of a confident match in place of the oldest one."""
        share = self._settings.named_word
        words = {
            word: weight * (share if word in lesson.names else 1.0)
            for word, weight in lesson.words.items()
        }
        text = _Text(number, lesson.item, words)
        company.texts.append(text)
        for word in words:
            self._texts[word].append(text)
        if len(company.texts) > self._settings.akin_memory:
            oldest = company.texts.popleft()
            for word in oldest.words:
                self._texts[word].remove(oldest)

    def _choose(self, number: int, company: _Company) -> None:
        """Keep the heaviest words of at least two uses, as a unit vector."""
        ranked = sorted(company.weights, key=lambda word: (-company.weights[word], word))
        for word in ranked[self._settings.learned_memory :]:
            del company.weights[word], company.uses[word]
        telling = [word for word in ranked if company.uses.get(word, 0) > 1]
        telling = telling[: self._settings.learned_words]
        length = math.sqrt(sum(company.weights[word] ** 2 for word in telling))
        for word in company.active:
            self._index[word].discard(number)
        company.active = {word: company.weights[word] / length for word in telling}
        for word in telling:
            self._index[word].add(number)

    def find(self, words: Vector) -> Mapping[int, dict[str, float]]:
        """What the words of an item gain for each profile, word by word; at most its limit."""
        found: dict[int, dict[str, float]] = defaultdict(dict)
        if self._index.keys().isdisjoint(words):
            return found
        for word, weight in words.items():
            for number in self._index.get(word, ()):
                found[number][word] = weight * self._companies[number].active[word]
        for number, shares in found.items():
            self._scale(number, shares)
        return found

    def _scale(self, number: int, shares: dict[str, float]) -> None:
        whole = sum(shares.values())
        mass = self._companies[number].mass
        trust = mass / (mass + self._settings.learned_prior)
        factor = trust * min(self._limits[number], whole) / whole
        for word in shares:
            shares[word] *= factor

    def akin(self, words: Vector, item: str) -> Mapping[int, dict[str, float]]:
        """What likeness to its nearest confident match gains an item for each profile, by word.

        ``item`` is its id: no item is like itself.
        """
        shared: dict[_Text, dict[str, float]] = defaultdict(dict)
        if self._texts.keys().isdisjoint(words):
            return {}
        for word, weight in words.items():
            for text in self._texts.get(word, ()):
                if text.item != item:
                    shared[text][word] = weight * text.words[word]
        nearest: dict[int, dict[str, float]] = {}
        for text, shares in shared.items():
            if sum(shares.values()) > sum(nearest.get(text.number, {}).values()):
                nearest[text.number] = shares
        gains = ((number, self._gain(shares), shares) for number, shares in nearest.items())
        return {
            number: {word: share * gain / sum(shares.values()) for word, share in shares.items()}
            for number, gain, shares in gains
            if gain > 0
        }

    def _gain(self, shares: Mapping[str, float]) -> float:
        settings = self._settings
        likeness = sum(shares.values()) - settings.akin_from
        return min(settings.akin, settings.akin_share * likeness)

    def learned(self, number: int) -> tuple[Learned, ...]:
        """The learned words of a profile, the heaviest first."""
        if number not in self._companies:
            return ()
        company = self._companies[number]
        return tuple(
            Learned(word=word, share=round(weight**2, 4), uses=company.uses[word])
            for word, weight in company.active.items()
        )
