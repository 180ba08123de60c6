"""The shipped catalogue of feeds: a profile in, feeds worth trying out.

Every address in ``catalogue.toml`` was found somewhere, none was guessed; where is kept beside it.
They were not visited when the list was made: `monitor check --online` tells which still answer.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, zip_longest

from monitor.model import Feed, Profile, SuggestedFeed
from monitor.text import folded_words

# A group that is spoken of less than this, beside the one spoken of most, was named in passing.
_LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    words: tuple[str, ...]
    feeds: tuple[tuple[Feed, str], ...]


def suggest_feeds(
    profile: Profile | None,
    *,
    groups: Sequence[str] = (),
    language: str = "",
    without: Collection[str] = (),
) -> tuple[SuggestedFeed, ...]:
    """Feeds of the groups that the profile speaks of, the most spoken of first, taken in turn.

    ``groups`` asks for these by name instead; with neither, every group counts. ``language``
    keeps feeds of that language and those whose language is not known; ``without`` are addresses to
    leave out.
    """
    ranked = [
        (_spoken_of(group, profile), group)
        for group in _catalogue()
        if not groups or group.name in groups
    ]
    most = max((sum(said.values()) for said, _ in ranked), default=0)
    least = max(1, most * _LEAST_SHARE)
    rows = [
        [
            SuggestedFeed(feed=feed, group=group.name, because=tuple(said), origin=origin)
            for feed, origin in group.feeds
            if feed.url not in without and (not language or feed.language in {"", language})
        ]
        for said, group in sorted(ranked, key=lambda pair: -sum(pair[0].values()))
        if groups or profile is None or sum(said.values()) >= least
    ]
    turns = chain.from_iterable(zip_longest(*rows))
    return tuple({one.feed.url: one for one in turns if one}.values())


def _spoken_of(group: _Group, profile: Profile | None) -> Mapping[str, int]:
    """How often the profile, with its article, says each word of the group."""
    if profile is None:
        return {}
    said = Counter(_words_of(profile))
    counts = {word: min(said[part] for part in folded_words(word)) for word in group.words}
    return {word: number for word, number in counts.items() if number}


def _words_of(profile: Profile) -> Sequence[str]:
    """Every word of the profile's names and storyline titles, and of its article."""
    names = [one.name for one in profile.entities]
    titles = [line.title for line in profile.storylines]
    return folded_words(" ".join((*names, *titles, profile.title, profile.article)))


@cache
def _catalogue() -> tuple[_Group, ...]:
    text = files("monitor.discovery").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(
        _Group(
            name=row["name"],
            words=tuple(row["words"]),
            feeds=tuple(
                (
                    Feed(
                        url=one["url"],
                        title=one.get("title", ""),
                        source=one.get("source", ""),
                        language=one.get("language", ""),
                    ),
                    one["origin"],
                )
                for one in row["feeds"]
            ),
        )
        for row in tomllib.loads(text)["groups"]
    )
