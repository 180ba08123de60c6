"""`seed suggest`: what a profile could learn, what it would have changed, and writing it down."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Any

import click

from monitor.cli.articles import put_in_place
from monitor.cli.call import Call, now
from monitor.cli.encode import plain, print_list, print_one
from monitor.cli.paper import count, inert, say, say_aside
from monitor.cli.seed import find_file
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.feedback import Suggestion, adopt, edit, suggest
from monitor.matching import Matcher, Settings
from monitor.model import Item, Match, Profile
from monitor.scales import Opinion
from monitor.store import Store
from monitor.tables import read_text
from monitor.text import PhraseIndex, fold, folded_words

LOOKED_BACK = timedelta(days=30)
Stream = Sequence[tuple[Item, Match | None]]
_SHOWN = 4  # items below a suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The stored items that would match, or would not match any more."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A suggestion, and what it alone would have changed."""

    suggestion: Suggestion
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What there is to propose for a profile, and what that stands on."""

    profile: Profile
    marks: Mapping[str, Opinion]
    stream: Stream
    proposals: tuple[Proposal, ...]


def run(call: Call, name: str, accepted: Sequence[str], *, dry_run: bool) -> None:
    """Show what could be added to a seed's profile, or write what is accepted of it."""
    path, profile = find_file(call, name)
    with call.reading() as store:
        found = review(store, profile, now())
    if not found.proposals:
        if call.json:
            print_list("suggestions", ())
        raise NothingFound(_nothing(profile.seed, found.marks))
    picked = [_pick(found.proposals, words) for words in _parted(accepted)]
    if picked:
        _accept(call, path, found, picked, dry_run=dry_run)
    elif call.json:
        print_list("suggestions", _rows(found))
    else:
        _show(found)


def _accept(
    call: Call, path: Path, found: Review, picked: Sequence[Proposal], *, dry_run: bool
) -> None:
    before = read_text(path)
    try:
        after = edit(before, [one.suggestion for one in picked])
    except LookupError as error:  # somebody is editing it just now
        problem = Problem(file=str(path), what=error.args[0], remedy="look at the list again")
        raise WrongContent([problem]) from None
    (effect,) = effects(found.profile, [[one.suggestion for one in picked]], found.stream, now())
    if not dry_run:
        put_in_place(path, after)
    if call.json:
        rows = [
            row for row, one in zip(_rows(found), found.proposals, strict=True) if one in picked
        ]
        print_one({}, profile_file=path, written=not dry_run, accepted=rows, effect=effect)
        return
    for one in picked:
        say(f"{'would add' if dry_run else 'added'} {said_of(one.suggestion)}")
    say(f"over the last {LOOKED_BACK.days} days: {_in_words(effect)}")
    if dry_run:
        _show_change(path, before, after)
    else:
        say(f"wrote {path}", bold=True)
        say_aside("a running monitor takes it in within a minute")


def _show_change(path: Path, before: str, after: str) -> None:
    texts = before.splitlines(), after.splitlines()
    for line in difflib.unified_diff(*texts, str(path), str(path), lineterm="", n=1):
        click.echo("".join(sign if sign.isprintable() else " " for sign in line))


def review(store: Store, profile: Profile, today: datetime) -> Review:
    """What the store's last 30 days and all marks of the seed speak for, each with its effect."""
    marks = {mark.item: mark.opinion for mark in store.marks.list(profile.seed)}
    items = {item.id: item for item in store.read.stored_since(today - LOOKED_BACK)}
    items |= {item.id: item for item in store.read.items_by_ids(marks.keys() - items.keys())}
    stands = _matches(items.values(), [profile], today)[profile.seed]
    stream = [(item, stands.get(item.id)) for item in items.values()]
    suggestions = suggest(profile, marks, stream)
    changes = effects(profile, [(one,) for one in suggestions], stream, today)
    return Review(
        profile=profile,
        marks=marks,
        stream=stream,
        proposals=tuple(
            Proposal(suggestion=one, effect=effect)
            for one, effect in zip(suggestions, changes, strict=True)
        ),
    )


def _matches(
    items: Iterable[Item], profiles: Sequence[Profile], today: datetime
) -> Mapping[str, Mapping[str, Match]]:
    """How each item stands to each profile, by seed and item, however far."""
    matcher = Matcher(profiles, Settings(near=0.0))
    found: dict[str, dict[str, Match]] = defaultdict(dict)
    for item in items:
        for match in matcher.match(item, today):
            found[match.seed][item.id] = match
    return found


def effects(
    profile: Profile, variants: Sequence[Sequence[Suggestion]], stream: Stream, today: datetime
) -> list[Effect]:
    """What each set of suggestions would have changed; the stream is read against all at once."""
    would_be = [
        replace(reduce(adopt, variant, profile), seed=str(number))
        for number, variant in enumerate(variants)
    ]
    near = _touched(stream, variants) if profile.article else stream
    found = _matches([item for item, _ in near], would_be, today)
    before = {item.id for item, match in near if match is not None and match.verdict}
    changes = []
    for one in would_be:
        after = {item for item, match in found[one.seed].items() if match.verdict}
        gained = tuple(item.id for item, _ in near if item.id in after - before)
        lost = tuple(item.id for item, _ in near if item.id in before - after)
        changes.append(Effect(gained=gained, lost=lost))
    return changes


def _touched(stream: Stream, variants: Sequence[Sequence[Suggestion]]) -> Stream:
    """The items that hold a suggested phrase; with an article to match by, no other changes."""
    index = PhraseIndex[None]()
    for suggestion in chain.from_iterable(variants):
        index.add(suggestion.text, None)
    return [
        (item, match)
        for item, match in stream
        if any(any(index.find(folded_words(text))) for text in (item.title, item.summary))
    ]


def _parted(accepted: Iterable[str]) -> tuple[str, ...]:
    """``1,3`` as ``1`` and ``3``; a text keeps its commas."""
    found: list[str] = []
    for words in accepted:
        parts = [part.strip() for part in words.split(",")]
        found += parts if all(part.isdigit() for part in parts) else [words]
    return tuple(dict.fromkeys(found))


def _pick(proposals: Sequence[Proposal], words: str) -> Proposal:
    """The proposal of a number, counted from 1, or of a text."""
    if words.isdecimal() and 1 <= int(words) <= len(proposals):
        return proposals[int(words) - 1]
    same = [one for one in proposals if fold(one.suggestion.text) == fold(words)]
    if len(same) == 1:
        return same[0]
    what = f'"{words}" is {"more than one" if same else "none"} of the {len(proposals)} suggestions'
    remedy = "give a number of the list that the command shows without --accept"
    raise WrongContent([Problem(file="--accept", what=what, remedy=remedy)])


def _rows(found: Review) -> list[dict[str, Any]]:
    return [
        {"number": number} | plain(one.suggestion) | plain(one.effect)
        for number, one in enumerate(found.proposals, start=1)
    ]


def _show(found: Review) -> None:
    titles = {item.id: item.title for item, _ in found.stream}
    for number, one in enumerate(found.proposals, start=1):
        say(f"{number}. {said_of(one.suggestion)}", bold=True)
        say(f"   {_because(one.suggestion)}; {_in_words(one.effect)}")
        for item in one.suggestion.items[:_SHOWN]:
            mark = found.marks.get(item)
            say(f"     {item} {f'({mark}) ' if mark else ''}{inert(titles[item])}", dim=True)
        more = len(one.suggestion.items) - _SHOWN
        if more > 0:
            say(f"     and {more} more (--json names all)", dim=True)
    every = [one.suggestion for one in found.proposals]
    (together,) = effects(found.profile, [every], found.stream, now())
    say()
    say(f"All of them together, over the last {LOOKED_BACK.days} days: {_in_words(together)}")
    say(f"To write some into the profile: monitor seed suggest {found.profile.seed} --accept 1 3")


def said_of(one: Suggestion) -> str:
    """A suggestion in a few words."""
    where = {
        "term": f" for the storyline {one.place} ({one.language})",
        "alias": f" of {one.place}",
        "namesake": f", somebody else than {one.place}",
    }
    return inert(f'{one.kind} "{one.text}"{where.get(one.kind, "")}')


def _because(one: Suggestion) -> str:
    marked = f", {one.marked} of them marked" if one.marked else ", none of them marked"
    return f"{count(len(one.items), 'item')} for it{marked}; {one.others} against it"


def _in_words(effect: Effect) -> str:
    if not effect.gained and not effect.lost:
        return "no match changes by it"
    parts = [
        f"{sign}{len(items)} {_few(items)}"
        for sign, items in (("+", effect.gained), ("-", effect.lost))
        if items
    ]
    return f"matches {', '.join(parts)}"


def _few(items: Sequence[str]) -> str:
    return f"({' '.join(items[:_SHOWN])}{' ...' if len(items) > _SHOWN else ''})"


def _nothing(seed: str, marks: Mapping[str, Opinion]) -> str:
    if marks:
        return f"{count(len(marks), 'mark')} of {seed}, and no change that they speak for yet; mark more items"
    return (
        f"nothing speaks for a change of {seed} yet; say what you think of items:"
        " monitor mark ID relevant|irrelevant|not-new"
    )
