"""`mark`: what a user says of an item. It is kept, shown, and read by `seed suggest` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_list
from monitor.cli.paper import inert, say
from monitor.cli.seed import find_profile
from monitor.errors import NothingFound, WrongContent
from monitor.model import Delivery, Development, Item, Match, Query
from monitor.scales import Opinion
from monitor.store import Store

# With more items than this to look through, `seed suggest` is named instead of asked.
_QUICK = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of an item for a seed (None: nothing), and what was said before."""

    item: str
    seed: str
    before: Opinion | None
    opinion: Opinion | None


@click.command(
    cls=Command,
    epilog="Examples: monitor mark i512 irrelevant, monitor mark a12 not-new,"
    " monitor mark i77 relevant --seed maduro-talks, monitor mark i512 --undo, monitor mark --undo",
)
@click.argument("id_", metavar="[ID]", default="")
@click.argument("opinion", metavar="[relevant|irrelevant|not-new]", default="")
@click.option("--seed", default="", metavar="SEED", help="For this seed; needed where it is open.")
@click.option("--undo", is_flag=True, help="Take the last word on ID back; without ID, the last.")
@dry_run_option
@click.pass_obj
def mark(call: Call, /, id_: str, opinion: str, **how: str | bool) -> None:
    """Say that an item belongs to a seed, does not, or belongs but was not new.

    ID is an item, or a match, story, development or alert, which stands for its items. A mark
    changes no verdict and no alert: it is shown by `show` and `explain`, and `seed suggest`
    proposes changes of the profile from it. not-new counts as relevant there.
    """
    seed, undo, dry_run = str(how["seed"]), bool(how["undo"]), bool(how["dry_run"])
    if undo and opinion:
        raise click.UsageError("--undo takes an ID at most")
    if not id_ and not undo:
        raise click.UsageError("give an ID, such as i12; monitor items lists them")
    word = None if undo else _opinion(opinion)
    with call.reading() if dry_run else call.writing() as store:
        said = _say_of(store, *_meant(call, store, id_, seed), word) if id_ else _last(store)
        if not dry_run:
            said = _write(store, said)
        if call.json:
            print_list("marks", said)
            return
        titles = {one.id: one.title for one in store.read.items_by_ids([it.item for it in said])}
        _tell(said, titles, dry_run=dry_run)
        if not dry_run:
            _tell_effect(call, store, said)


def _opinion(word: str) -> Opinion:
    try:
        return Opinion(word.lower())
    except ValueError:
        words = ", ".join(Opinion)
        raise click.UsageError(
            f'"{word}" is none of {words}' if word else f"say one of {words}, or --undo"
        ) from None


def _meant(call: Call, store: Store, id_: str, seed: str) -> tuple[str, tuple[str, ...]]:
    """The seed that an id's items are marked for, and the items."""
    found = store.read.find(id_)
    if isinstance(found, Delivery):
        raise NothingFound(f"{id_} is a message of many items; mark one of its alerts or items")
    if seed:
        _check_seed(call, store, seed)
    if isinstance(found, Item):
        return seed or _seed_of(call, store, found.id), (found.id,)
    if isinstance(found, Match | Development):
        return seed or found.seed, (found.item,)
    return seed or found.seed, tuple(dict.fromkeys(found.items))


def _check_seed(call: Call, store: Store, seed: str) -> None:
    if seed not in store.seeds():
        find_profile(call, seed)


def _seed_of(call: Call, store: Store, item: str) -> str:
    """The one seed that the item matched, or was marked for, or nearly matched, or that there is."""
    matches = store.read.matches_of(item)
    watched = sorted(path.stem for path in call.load().seeds_folder.glob("*.toml"))
    ladder = (
        {match.seed for match in matches if match.verdict},
        {one.seed for one in store.marks.list(item=item)},
        {match.seed for match in matches},
        store.seeds() or set(watched),
    )
    seeds = sorted(next((seeds for seeds in ladder if seeds), set()))
    if len(seeds) == 1:
        return seeds[0]
    raise click.UsageError(
        f"{item} may be meant for {', '.join(seeds)}: say which with --seed"
        if seeds
        else "there is no seed yet: monitor seed build ARTICLE.txt"
    )


def _say_of(store: Store, seed: str, items: Sequence[str], opinion: Opinion | None) -> list[Said]:
    """What saying it (None: taking the last word back) would leave of each item."""
    present = {one.item: one.opinion for one in store.marks.list(seed)}
    if opinion is None and not present.keys() & set(items):
        raise NothingFound(f"nothing was said of {' '.join(items)} for {seed}")
    return [
        Said(item=item, seed=seed, before=present.get(item), opinion=opinion)
        for item in items
        if opinion is not None or item in present
    ]


def _last(store: Store) -> list[Said]:
    """What was said at the last time that anything was."""
    marks = store.marks.list()
    if not marks:
        raise NothingFound("no item is marked")
    when = marks[0].seed, marks[0].at
    return [
        Said(item=one.item, seed=one.seed, before=one.opinion, opinion=None)
        for one in marks
        if (one.seed, one.at) == when
    ]


def _write(store: Store, said: Sequence[Said]) -> list[Said]:
    """Keep what was said; with what is in force after it."""
    seed, items = said[0].seed, [one.item for one in said]
    if said[0].opinion is None:
        store.marks.undo(seed, items)
    else:
        store.marks.set(seed, items, said[0].opinion, now())
    present = {one.item: one.opinion for one in store.marks.list(seed)}
    return [replace(one, opinion=present.get(one.item)) for one in said]


def _tell(said: Sequence[Said], titles: Mapping[str, str], *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for one in said:
        if one.opinion is None:
            words = f"{would}no longer marked {one.before}"
        elif one.opinion is one.before:
            words = f"was already marked {one.before}"
        else:
            words = f"{would}marked {one.opinion}{f', was {one.before}' if one.before else ''}"
        say(f"{one.item} {words} for {one.seed}: {inert(titles.get(one.item, ''))}")


def _tell_effect(call: Call, store: Store, said: Sequence[Said]) -> None:
    """What the mark changes: no verdict, but perhaps what `seed suggest` proposes."""
    from monitor.cli.suggest import LOOKED_BACK, review, said_of

    seed, items = said[0].seed, {one.item for one in said}
    tallied = Counter(mark.opinion for mark in store.marks.list(seed))
    counts = ", ".join(f"{tallied[word]} {word}" for word in Opinion if tallied[word])
    say(f"no verdict changes by it; {seed} has {counts or 'no marks'} now")
    few = Query(since=now() - LOOKED_BACK, limit=_QUICK + 1)
    if len(store.read.items(few)) > _QUICK:
        say(f"what it speaks for: monitor seed suggest {seed}")
        return
    try:
        found = review(store, find_profile(call, seed), now())
    except (NothingFound, WrongContent):
        return  # the profile is gone or broken; the mark is kept all the same
    proposed = [
        said_of(one.suggestion) for one in found.proposals if items & set(one.suggestion.items)
    ]
    for words in proposed:
        say(f"  monitor seed suggest {seed} now proposes {words}")
    if not proposed:
        say(f"  monitor seed suggest {seed} proposes nothing from it yet")
