"""What each key means: read out of the shipped configuration's comments, or written here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.cli.shipped import shipped

TITLES: Mapping[str, str] = {
    "monitor": "The story monitor's configuration (monitor.toml)",
    "feeds": "The story monitor's feeds (feeds.toml)",
    "profile": "A profile: what a seed watches (seeds/NAME.toml)",
}
# Every table and key that a profile may hold.
SAMPLE_PROFILE = """
seed = "sample"
title = "A sample"
published = 2025-11-18
languages = ["en"]
[thresholds]
match = 0.5
[[entities]]
name = "Somebody"
[[storylines]]
slug = "talks"
title = "Talks"
terms.en = ["talk*"]
known = [{fact = "killed", value = "80+"}]
[exclude]
terms = []
"""
_FEEDS = {
    "feeds": "The feeds to poll.",
    "feeds[].url": "Address of the RSS, Atom or JSON feed.",
    "feeds[].title": "What people call it.",
    "feeds[].source": "Its publisher; several feeds may belong to one.",
    "feeds[].language": "Code of its language, such as en; guessed from each item without.",
    "feeds[].every": "A pace of its own, kept however short; without it the pace adapts.",
    "feeds[].headers": "Headers sent to this feed's own origin; values as env:NAME, file:PATH,"
    " credential:NAME, or plain.",
    "feeds[].paused": "true: it is not visited; `monitor feeds pause` and `feeds resume` write it.",
}
_MONITOR = {
    "store": "The database.",
    "seeds": "The articles and their profiles.",
    "polling": "How feeds are visited.",
    "alerts": "How alerts are gathered, and the monitor's own signs of life.",
    "channels": "Where alerts go; without any, to the console.",
    "channels[].name": "Its name, as `monitor notify test NAME` takes it; each has its own.",
    "channels[].url": "An Apprise URL, best by reference: env:NAME, file:PATH or credential:NAME.",
}
_PROFILE = {
    "seed": "Its slug; also the name of the file.",
    "title": "For people.",
    "published": "When the article appeared: what is known is measured from then.",
    "languages": "Codes of the languages of the article and of the items expected.",
    "thresholds": "What differs from the defaults.",
    "thresholds.match": "The least score of a match, 0 to 1; see `monitor explain`.",
    "thresholds.learned": "Most that words learned from confident matches can add; 0 switches learning off.",
    "entities": "Who and what to watch.",
    "entities[].name": "The usual name.",
    "entities[].kind": "What it is.",
    "entities[].weight": "How surely the name means this story, 0 to 1.",
    "entities[].anchor": "Whether it is central: a match needs one, or a storyline that speaks for it.",
    "entities[].aliases": "Other ways to write it.",
    "entities[].not": "Longer names that are somebody else.",
    "storylines": "The threads to follow.",
    "storylines[].slug": "Its short name.",
    "storylines[].title": "For people; it stands in the alerts.",
    "storylines[].topic": "A shipped topic; its terms in the languages not listed count too.",
    "storylines[].terms": "Words that speak for it, by language; a star stands for any ending.",
    "storylines[].watch_numbers": "Words beside which a moving figure is news.",
    "storylines[].known": "What the article tells already, so that it is not told as new.",
    "storylines[].known[].fact": "Such as killed.",
    "storylines[].known[].value": "Such as 80+.",
    "exclude": "What never belongs.",
    "exclude.terms": "Items with one of these phrases never match.",
}
_KEY = re.compile(r"#?(?P<key>[a-z_]+) = ")
_TABLE = re.compile(r"#?\[(?P<many>\[)?(?P<name>[a-z]+)\]+")


def examples() -> str:
    """The shipped configuration with every example in it taken into use."""
    return re.sub(r"^#(?=[a-z\[])", "", _shipped_text(), flags=re.MULTILINE)


def _shipped_text() -> str:
    return next(one for one in shipped() if one.place.name == "monitor.toml").source.read_text(
        "utf-8"
    )


def notes(kind: str) -> Mapping[str, str]:
    """One short text for each key, by its place."""
    return _PROFILE if kind == "profile" else _comments(_shipped_text()) | _MONITOR | _FEEDS


def _comments(text: str) -> dict[str, str]:
    """The comment above each key; keys that stand together share one."""
    found: dict[str, str] = {}
    place, said, fresh = "", [""], False
    for line in text.splitlines():
        table, key = _TABLE.match(line), _KEY.match(line)
        if table:
            place = table["name"] + ("[]." if table["many"] else ".")
            said, fresh = [], False
        elif key:
            found.setdefault(place + key["key"], " ".join(said))
            fresh = False
        elif line.startswith("# "):
            said = [*said, line[2:]] if fresh else [line[2:]]
            fresh = True
        else:
            said, fresh = [], False
    return {key: note for key, note in found.items() if note}
