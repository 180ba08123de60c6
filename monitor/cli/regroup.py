"""`stories merge` and `stories split`: corrections by hand, remembered by daemon and replay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.paper import inert, say
from monitor.errors import NothingFound
from monitor.model import Assignment, Item, Match, Story
from monitor.scales import Reason
from monitor.store import Store


@click.command(cls=Command, epilog="Example: monitor stories merge s12 s15")
@click.argument("story", metavar="STORY")
@click.argument("others", metavar="OTHER..", nargs=-1, required=True)
@dry_run_option
@click.pass_obj
def merge(call: Call, story: str, others: tuple[str, ...], *, dry_run: bool) -> None:
    """Make one story of several: the first takes the items of the others.

    From then on it takes every item that any of them would have taken. A running daemon follows at
    its next tick. stories split takes it apart again.
    """
    with call.reading() if dry_run else call.writing() as store:
        first, *rest = (_story(store, shown) for shown in dict.fromkeys((story, *others)))
        if not rest:
            raise click.UsageError(f"{story} cannot be merged with itself")
        _check_one_seed([first, *rest])
        moved = [item for other in rest for item in other.items]
        whole = _made_of(store, first, [*first.items, *moved])
        if not dry_run:
            store.regroupings.merge(whole, rest, now())
    names = ", ".join(other.id for other in rest)
    _tell(call, whole, f"takes the {_items(moved)} of {names}", dry_run=dry_run)


@click.command(cls=Command, epilog="Example: monitor stories split s12 i512 i519")
@click.argument("story", metavar="STORY")
@click.argument("items", metavar="ITEM..", nargs=-1, required=True)
@dry_run_option
@click.pass_obj
def split(call: Call, story: str, items: tuple[str, ...], *, dry_run: bool) -> None:
    """Take items out of a story: together they are a story of their own.

    Copies and retellings of them follow. A running daemon follows at its next tick. stories merge
    puts the two together again.
    """
    with call.reading() if dry_run else call.writing() as store:
        whole = _story(store, story)
        _check_inside(whole, items)
        left = [item for item in whole.items if item not in items]
        if not left:
            raise click.UsageError(f"all of {whole.id} was named: leave at least one item in it")
        parted = _made_of(store, replace(whole, id=""), list(dict.fromkeys(items)))
        if not dry_run:
            done = store.regroupings.split(_made_of(store, whole, left), parted, now())
            parted = replace(parted, id=done.others[0])
    what = f"holds the {_items(parted.items)} that {whole.id} gave up"
    _tell(call, parted, what, dry_run=dry_run)


def _story(store: Store, shown: str) -> Story:
    found = store.read.find(shown)
    if not isinstance(found, Story):
        raise NothingFound(f"{shown} is no story; their ids begin with s: monitor stories")
    if not found.items:
        merged = store.regroupings.list(found.id)[:1]
        into = f": it was merged into {merged[0].story}" if merged else ""
        raise NothingFound(f"{shown} is empty{into}")
    return found


def _check_one_seed(stories: Sequence[Story]) -> None:
    seeds = sorted({story.seed for story in stories})
    if len(seeds) > 1:
        raise click.UsageError(f"stories of different seeds ({', '.join(seeds)}) cannot be merged")


def _check_inside(story: Story, items: Iterable[str]) -> None:
    strangers = [item for item in items if item not in story.items]
    if strangers:
        raise NothingFound(f"{story.id} does not hold {', '.join(strangers)}: see its timeline")


def _made_of(store: Store, story: Story, items: Iterable[str]) -> Story:
    """The story as it would be had it been made of these items alone; its name and place stay."""
    from monitor.stories import extend  # brings libraries that lists do not need

    found = store.read.items_by_ids(list(items))
    grown: Story | None = None
    for item in sorted(found, key=lambda item: (item.effective_at, item.first_seen_at)):
        match, assignment = _by_hand(item, story)
        grown = extend(grown, item, match, assignment, item.first_seen_at)
    if grown is None:
        raise NothingFound(f"the items of {story.id} are no longer stored")
    title = story.title if story.id else grown.title
    return replace(grown, id=story.id, title=title, storylines=story.storylines)


def _by_hand(item: Item, story: Story) -> tuple[Match, Assignment]:
    """What `extend` needs to know of an item that was put into a story by hand."""
    at = item.first_seen_at
    match = Match(
        item=item.id,
        seed=story.seed,
        score=1.0,
        threshold=0.0,
        verdict=True,
        reason=Reason.BY_HAND,
        storylines=story.storylines,
        at=at,
    )
    assignment = Assignment(
        item=item.id,
        seed=story.seed,
        story=story.id,
        opened=False,
        similarity=0.0,
        reason=Reason.BY_HAND,
        at=at,
    )
    return match, assignment


def _tell(call: Call, story: Story, what: str, *, dry_run: bool) -> None:
    if call.json:
        print_one(story, dry_run=dry_run)
        return
    would = "nothing is changed: " if dry_run else ""
    say(f"{would}{story.id or 'a new story'} {what}: {inert(story.title)}")


def _items(items: Sequence[str]) -> str:
    return f"{len(items)} item{'s' if len(items) != 1 else ''}"
