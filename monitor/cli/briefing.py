"""A story, a storyline or a whole seed, told like a briefing: what was new, who says so, the items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.cli.call import Call
from monitor.cli.encode import print_one
from monitor.cli.paper import Column, count, inert, on_terminal, say, show_fields, show_table
from monitor.cli.seed import find_profile
from monitor.cli.timeline import show_development, show_line, span
from monitor.errors import NothingFound
from monitor.model import Development, Fact, Item, Profile, Query, Story, Storyline
from monitor.store import Store
from monitor.tables import suggest

_SOURCES = 8  # named; the rest is counted
_STORIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is stored of one storyline, newest first; ``titles`` by item id."""

    developments: tuple[Development, ...]
    stories: tuple[Story, ...]
    facts: tuple[Fact, ...]
    titles: Mapping[str, str]


def print_story(story: Story, also: Mapping[str, Any]) -> None:
    """One story: its developments, then the items that tell it, oldest first."""
    items: Sequence[Item] = also["timeline"]
    titles = {item.id: item.title for item in items}
    say(inert(story.title), bold=True)
    say(f"{story.id} · {story.seed} · {', '.join(story.storylines) or 'no storyline'}", dim=True)
    said = span([story.first_at, story.last_at])
    say(f"{count(len(items), 'item')} from {_named(story.sources)}; {said}")
    _show_developments(also["developments"], titles)
    _head("Items")
    for item in items:
        show_line(item.effective_at, item.title, (item.source, item.wire, item.id))


def brief(call: Call, asked: str) -> None:
    """Print SEED or SEED/STORYLINE. Raises NothingFound for an unknown one."""
    seed, _, slug = asked.partition("/")
    profile = find_profile(call, seed)
    lines = _lines(profile, slug)
    with call.reading() as store:
        told = {line.slug: _told(store, profile.seed, line.slug) for line in lines}
    if call.json:
        print_one(
            {"seed": profile.seed, "title": profile.title},
            storylines=[_as_json(line, told[line.slug]) for line in lines],
        )
    elif slug:
        _print_storyline(profile, lines[0], told[slug])
    else:
        _print_seed(profile, lines, told)


def _lines(profile: Profile, slug: str) -> Sequence[Storyline]:
    found = [line for line in profile.storylines if slug in {"", line.slug}]
    if not found:
        slugs = [line.slug for line in profile.storylines]
        near = suggest(slug, slugs) or f"known: {', '.join(slugs)}"
        raise NothingFound(f'{profile.seed} has no storyline "{slug}"; {near}')
    return found


def _told(store: Store, seed: str, slug: str) -> _Told:
    query = Query(seed=seed, storyline=slug, limit=0)
    developments = store.read.developments(query)
    items = store.read.items_by_ids([one.item for one in developments])
    return _Told(
        developments=developments,
        stories=store.read.stories(query),
        facts=store.read.facts(seed, slug),
        titles={item.id: item.title for item in items},
    )


def _as_json(line: Storyline, told: _Told) -> dict[str, Any]:
    times = [one.at for one in told.developments]
    return {
        "storyline": line.slug,
        "title": line.title,
        "first_at": min(times, default=None),
        "last_at": max(times, default=None),
        "sources": dict(_sources(told.stories)),
        "known": _latest(told.facts),
        "developments": told.developments,
        "stories": told.stories,
    }


def _latest(facts: Sequence[Fact]) -> dict[str, str]:
    """The figures that the ledger holds now, by subject."""
    return {fact.subject: fact.value for fact in facts if fact.amount is not None}


def _sources(stories: Sequence[Story]) -> list[tuple[str, int]]:
    """Sources and in how many stories each speaks, the busiest first."""
    return Counter(source for story in stories for source in story.sources).most_common()


def _print_storyline(profile: Profile, line: Storyline, told: _Told) -> None:
    say(inert(line.title), bold=True)
    say(f"{profile.seed} / {line.slug}", dim=True)
    times = [one.at for one in told.developments]
    show_fields(
        (
            ("developments", f"{len(times)}, {span(times)}" if times else "none yet"),
            ("known", [f"{subject} {value}" for subject, value in _latest(told.facts).items()]),
            ("sources", _named([source for source, _ in _sources(told.stories)])),
        )
    )
    _show_developments(told.developments, told.titles, f"{line.title}: ")
    _head("Stories beneath")
    for story in told.stories[:_STORIES]:
        said = f"{count(len(story.items), 'item')} from {count(len(story.sources), 'source')}"
        show_line(story.last_at, story.title, (said, story.id))
    more = len(told.stories) - _STORIES
    if more > 0:
        say(
            f"and {more} more: monitor stories --seed {profile.seed} --storyline {line.slug}",
            dim=True,
        )
    if not told.stories:
        say("none yet")


def _print_seed(profile: Profile, lines: Sequence[Storyline], told: Mapping[str, _Told]) -> None:
    say(inert(profile.title), bold=True)
    say(profile.seed, dim=True)
    say()
    columns = (
        *(
            Column(name="storyline"),
            Column(name="new", wide=True),
            Column(name="stories", wide=True),
        ),
        *(Column(name="last"), Column(name="what was new last", grows=True)),
    )
    moved = sorted(
        (line for line in lines if told[line.slug].developments),
        key=lambda line: told[line.slug].developments[0].at,
        reverse=True,
    )
    rows = []
    for line in (*moved, *(line for line in lines if line not in moved)):
        one = told[line.slug]
        last = one.developments[0] if one.developments else None
        text = _text(line, last, one) if last else "nothing yet"
        counts = (len(one.developments), len(one.stories))
        rows.append((line.slug, *counts, last.at if last else None, text))
    show_table(columns, rows)
    if on_terminal():
        say()
        say(f"One of them: monitor show {profile.seed}/{(moved or lines)[0].slug}", dim=True)


def _text(line: Storyline, last: Development, told: _Told) -> str:
    return last.delta.removeprefix(f"{line.title}: ") or told.titles.get(last.item, "")


def _show_developments(
    found: Sequence[Development], titles: Mapping[str, str], said: str = ""
) -> None:
    """The timeline; what the heading above has ``said`` already is not said again."""
    if found:
        _head("What was new")
    for one in found:
        show_development(one, one.delta.removeprefix(said) or titles.get(one.item, ""))


def _named(sources: Sequence[str]) -> str:
    if not sources:
        return "no named source"
    rest = f" and {len(sources) - _SOURCES} more" if len(sources) > _SOURCES else ""
    return f"{count(len(sources), 'source')} ({inert(', '.join(sources[:_SOURCES]))}{rest})"


def _head(text: str) -> None:
    say()
    say(text, bold=True)
