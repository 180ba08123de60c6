"""`explain`: why an item matched or did not, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from monitor.cli import completing
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import plain, print_one
from monitor.cli.learned import taught
from monitor.cli.pager import paged
from monitor.cli.paper import exact, inert, say, show_fields
from monitor.cli.seed import find_profile
from monitor.cli.show import print_evidence
from monitor.errors import NothingFound
from monitor.model import (
    Alert,
    Development,
    Feed,
    Item,
    Judgement,
    Match,
    ParsedItem,
    Poll,
    Profile,
    Story,
)
from monitor.scales import PollResult, Reason
from monitor.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What was decided on a stored item when it came."""

    matches: tuple[Match, ...] = ()
    stories: tuple[Any, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    alerts: tuple[Any, ...] = ()
    marks: tuple[Any, ...] = ()


@click.command(
    cls=Command,
    epilog="Examples: monitor explain i12, monitor explain a3, monitor explain s12 --json,"
    ' monitor explain --text "Maduro agrees to talks"',
)
@click.argument("item", metavar="[ID|URL]", default="", shell_complete=completing.ids)
@click.option("--text", default="", metavar="TEXT", help="A headline (and text below) instead.")
@click.option("--seed", default="", metavar="SEED", help="Against this seed or profile file only.")
@click.pass_obj
def explain(call: Call, item: str, text: str, seed: str) -> None:
    """Every signal of a match, its gain, the threshold; then what was decided and why.

    The matching is computed anew with the profiles, and what was learned, as they are now. Of a story, a development or an
    alert, sent or not: what was new in it, each step of the policy, and what would flip it. Of a
    text: what it would be if it came in now, and which channels would hear of it; nothing is kept.
    """
    if bool(item) == bool(text.strip()):
        raise click.UsageError("give an item's id or address, or --text, and only one of them")
    if item and _explain_told(call, item, seed):
        return
    profiles = _profiles(call, seed)
    if text:
        _explain_text(call, text, profiles)
        return
    found, past = _from_store(call, item)
    matches = sorted(taught(call, profiles).match(found, now()), key=lambda one: -one.score)
    if call.json:
        print_one({"item": found}, matches=_as_json(matches), decided=past)
        return
    with paged():
        _print(found, matches, profiles)
        _print_past(past)


def _explain_text(call: Call, text: str, profiles: Sequence[Profile]) -> None:
    from monitor.cli.explain_text import print_trial, trial_as_json, try_text

    trial = try_text(call, text, profiles)
    if call.json:
        nameless = plain(trial.item) | {"id": None}
        would = trial_as_json(trial)
        print_one({"item": nameless}, matches=_as_json(trial.matches), decided=_Past(), would=would)
        return
    with paged():
        _print(trial.item, trial.matches, profiles)
        print_trial(trial)


def _explain_told(call: Call, asked: str, seed: str) -> bool:
    """Whether it was a story, development or alert; then it is explained."""
    from monitor.cli.explain_told import explain_told

    if not re.fullmatch(r"[sda][0-9]+", asked):
        return False
    with call.reading() as store:
        noun = store.read.find(asked)
        if not isinstance(noun, Story | Development | Alert):
            return False
        if seed:
            raise click.UsageError(f"--seed goes with an item or --text; {asked} has its own")
        explain_told(call, noun, store)
    return True


def _profiles(call: Call, seed: str) -> tuple[Profile, ...]:
    if seed:
        return (find_profile(call, seed),)
    from monitor.app import read_profiles

    return read_profiles(call.load().seeds_folder)


def _from_store(call: Call, asked: str) -> tuple[Item, _Past]:
    with call.reading() as store:
        item = _find(store, asked)
        read = store.read
        return item, _Past(
            matches=read.matches_of(item.id),
            stories=read.assignments_of(item.id),
            judgements=read.judgements_of(item.id),
            alerts=tuple(
                {"alert": alert, "tellings": read.tellings_of(alert.id)}
                for alert in read.alerts_of(item.id)
            ),
            marks=store.marks.list(item=item.id),
        )


def _find(store: Store, asked: str) -> Item:
    if "://" in asked:
        return store.read.item_by_url(asked, _link_key(asked))
    found = store.read.find(asked)
    if isinstance(found, Match):
        found = store.read.find(found.item)
    if not isinstance(found, Item):
        raise NothingFound(f"{asked} is no item; to see it: monitor show {asked}")
    return found


def _link_key(url: str) -> str:
    """The name under which an item at this address is known, however it was written there."""
    from monitor.feeds import identify

    asked: set[str] = set()

    def known(keys: Collection[str]) -> Mapping[str, Item]:
        asked.update(keys)
        return {}

    item = ParsedItem(title=url, url=url)
    visit = Poll(feed=Feed(url=url), at=now(), result=PollResult.ITEMS, items=(item,))
    identify(visit, known, lambda: "")
    return next((key for key in sorted(asked) if key.startswith("l:")), "")


def _as_json(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [plain(match) | {"flip": _flip(match)} for match in matches]


def _print(item: Item, matches: Sequence[Match], profiles: Sequence[Profile]) -> None:
    say(inert(item.title), bold=True)
    show_fields((("id", item.id), ("source", item.source), ("link", item.url)))
    for match in matches:
        say()
        verdict = "match" if match.verdict else "no match"
        colour = "green" if match.verdict else "yellow"
        say(f"{match.seed}: {verdict}, {match.reason}", bold=True, colour=colour)
        show_fields(
            (
                ("score", f"{match.score:.3f}, threshold {match.threshold:.3f}"),
                *(("storylines", match.storylines), ("what would flip it", _flip(match))),
            )
        )
        print_evidence(match)
    touched = {match.seed for match in matches}
    for profile in profiles:
        if profile.seed not in touched:
            say()
            say(f"{profile.seed}: no match, {Reason.NO_EVIDENCE}", bold=True, colour="yellow")


def _flip(match: Match) -> str:
    """The smallest change that would turn the verdict."""
    if match.reason is Reason.EXCLUDED:
        return "taking the exclusion out of the profile"
    if match.reason is Reason.NO_ANCHOR:
        return "a central entity, another entity, or a second term in the text"
    short = match.threshold - match.score
    if not match.verdict:
        return f"{short:.3f} more, or [thresholds] match = {_floor(match.score)} in the profile"
    needed = -short
    enough = [sign for sign in match.evidence if sign.gain > needed]
    if enough:
        least = min(enough, key=lambda sign: sign.gain)
        return (
            f'without the {least.kind} "{inert(least.text or least.name)}" (gain {least.gain:.3f})'
        )
    strongest = sorted(match.evidence, key=lambda sign: -sign.gain)
    lost, names = 0.0, []
    for sign in strongest:
        lost += sign.gain
        names.append(f'the {sign.kind} "{inert(sign.text or sign.name)}"')
        if lost > needed:
            break
    return f"only without {' and '.join(names)} together"


def _floor(score: float) -> float:
    """A threshold that the score reaches, in two decimals."""
    return int(score * 100) / 100


def _print_past(past: _Past) -> None:
    say()
    say("What was decided when it came", bold=True)
    if not past.matches:
        say("  it matched nothing, and was not near")
    for match in past.matches:
        verdict = "match" if match.verdict else "near"
        say(
            f"  {exact(match.at)}  {match.id} {verdict} for {match.seed}:"
            f" {match.score:.3f} against {match.threshold:.3f}, {match.reason}"
        )
    for one in past.stories:
        opened = "opened" if one.opened else f"went to (likeness {one.similarity:.2f})"
        say(f"  {exact(one.at)}  {opened} story {one.story}: {one.reason}")
    for judged in past.judgements:
        scales = f"{judged.relevance} {judged.novelty} {judged.significance}"
        kind = f"{judged.kind}: {inert(judged.delta)}; " if judged.kind else ""
        say(f"  {exact(judged.at)}  {judged.storyline} {scales}, {kind}{judged.reason}")
    for told in past.alerts:
        _print_alert(told["alert"], told["tellings"])
    for mark in past.marks:
        say(
            f"  {exact(mark.at)}  marked {mark.opinion} for {mark.seed}; it speaks in"
            f" monitor seed suggest {mark.seed}, and changes no verdict"
        )


def _print_alert(alert: Alert, tellings: Sequence[Any]) -> None:
    say(f"  {exact(alert.at)}  {alert.id} {alert.priority}: {alert.reason}")
    for telling in tellings:
        say(f"    {telling.channel}: {telling.standing}, {telling.reason}")
