"""The items of a stream by the side they speak for, as marks and matches tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.feedback.settings import Settings
from monitor.model import Item, Match
from monitor.scales import Opinion
from monitor.text import PhraseIndex, fold, folded_words

Stream = Sequence[tuple[Item, Match | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Items that belong to the seed, and items that do not; what is unclear is on no side."""

    missed: tuple[Item, ...]
    """Marked relevant (or not new), and not matched."""
    wanted: tuple[Item, ...]
    """Marked so and matched, or matched with confidence."""
    wrong: tuple[Item, ...]
    """Marked irrelevant, and matched."""
    unwanted: tuple[Item, ...]
    """Marked irrelevant and not matched, or far from any match."""


def sort_out(marks: Mapping[str, Opinion], stream: Stream, settings: Settings) -> Sides:
    """Put every item on its side; what a user said goes before what the matching says.

    Of copies (one title) on a side one speaks for all, a marked one if there is any.
    """
    sides: dict[str, dict[str, Item]] = defaultdict(dict)
    for item, match in sorted(stream, key=lambda one: one[0].id not in marks):
        side = sides[_side(marks.get(item.id), match, settings)]
        side.setdefault(fold(item.title) or item.id, item)
    return Sides(
        missed=tuple(sides["missed"].values()),
        wanted=tuple(sides["wanted"].values()),
        wrong=tuple(sides["wrong"].values()),
        unwanted=tuple(sides["unwanted"].values()),
    )


def _side(opinion: Opinion | None, match: Match | None, settings: Settings) -> str:
    matched = match is not None and match.verdict
    if opinion is Opinion.IRRELEVANT:
        return "wrong" if matched else "unwanted"
    if opinion is not None:
        return "wanted" if matched else "missed"
    if match is None or match.score < settings.near * match.threshold:
        return "unwanted"
    sure = matched and match.score >= settings.confident * match.threshold
    return "wanted" if sure else "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A phrase in plain form and as written, the items of its own side, how many of the other."""

    plain: str
    written: str
    items: tuple[Item, ...]
    others: int


def tally(
    own: Iterable[Item],
    other: Iterable[Item],
    read: Callable[[Item], Mapping[str, str]],
    firsthand: Collection[str],
    settings: Settings,
) -> list[Tally]:
    """Phrases that enough items of one side hold, and how many of the other side hold them.

    ``read`` gives the phrases of an item; one of the ids ``firsthand`` is enough by itself.
    """
    holders: dict[str, list[Item]] = defaultdict(list)
    written: dict[str, str] = {}
    for item in own:
        for plain, words in read(item).items():
            holders[plain].append(item)
            written.setdefault(plain, words)
    kept = {
        plain: tuple(items)
        for plain, items in holders.items()
        if len(items) >= settings.support or items[0].id in firsthand
    }
    others = count(kept, other, settings)
    return [
        Tally(plain=plain, written=written[plain], items=items, others=others[plain])
        for plain, items in kept.items()
    ]


def count(phrases: Iterable[str], items: Iterable[Item], settings: Settings) -> Counter[str]:
    """In how many items each phrase stands."""
    index = PhraseIndex[str]()
    for phrase in phrases:
        index.add(phrase, phrase)
    found: Counter[str] = Counter()
    for item in items:
        words = folded_words(f"{item.title}\n{item.summary[: settings.reach]}")
        found.update({phrase for _, _, phrase in index.find(words)})
    return found
