"""`show`: one thing by its id, with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from monitor.cli import completing
from monitor.cli.briefing import brief, print_story
from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.pager import paged
from monitor.cli.paper import Cell, Column, inert, say, show_fields, show_table
from monitor.model import Alert, Delivery, Development, Item, Judgement, Match, Regrouping, Story
from monitor.scales import Hand
from monitor.store import Store

_GROWS = Column(name="what is new", grows=True)
_ID = re.compile(r"[a-z]?[0-9]+")
_SLUG = re.compile(r"[a-z0-9-]{2,}(/[a-z0-9-]*)?")  # one letter is an id without its number


@click.command(
    cls=Command,
    epilog="Examples: monitor show a3, monitor show s12 --json, monitor show maduro-talks/talks",
)
@click.argument("id_", metavar="ID", shell_complete=completing.ids)
@click.pass_obj
def show(call: Call, id_: str) -> None:
    """Show an item, match, story, development, alert or delivery whole, by its ID.

    SEED/STORYLINE is a briefing on a storyline, SEED on all of them.
    """
    if not _ID.fullmatch(id_) and _SLUG.fullmatch(id_):
        with paged():
            brief(call, id_)
        return
    with call.reading() as store:
        noun = store.read.find(id_)
        also = _ALSO[type(noun)](noun, store)
    if call.json:
        print_one(noun, **also)
    else:
        with paged():
            _PRINT[type(noun)](noun, also)


def _of_item(item: Item, store: Store) -> dict[str, Any]:
    read = store.read
    return {
        "marks": store.marks.list(item=item.id),
        "matches": read.matches_of(item.id),
        "assignments": read.assignments_of(item.id),
        "judgements": read.judgements_of(item.id),
        "developments": read.developments_of(item.id),
        "alerts": read.alerts_of(item.id),
        "revisions": [
            {"replaced_at": at, "title": before.title, "summary": before.summary}
            for at, before in read.revisions_of(item.id)
        ],
    }


def _of_match(match: Match, store: Store) -> dict[str, Any]:
    marks = store.marks.list(seed=match.seed, item=match.item)
    return {
        "title": "".join(item.title for item in store.read.items_by_ids([match.item])),
        "marks": marks,
    }


def _of_story(story: Story, store: Store) -> dict[str, Any]:
    items = store.read.items_by_ids(story.items)
    return {
        "timeline": sorted(items, key=lambda item: item.effective_at),
        "regroupings": store.regroupings.list(story.id),
        "judgements": store.read.judgements_of(story.id),
        "developments": store.read.developments_of(story.id),
        "alerts": store.read.alerts_of(story.id),
    }


def _of_development(one: Development, store: Store) -> dict[str, Any]:
    return {
        "title": "".join(item.title for item in store.read.items_by_ids([one.item])),
        "alerts": store.read.alerts_of(one.id),
    }


def _of_alert(alert: Alert, store: Store) -> dict[str, Any]:
    return {
        "tellings": store.read.tellings_of(alert.id),
        "deliveries": store.read.deliveries_of(alert.id),
    }


def _of_delivery(delivery: Delivery, store: Store) -> dict[str, Any]:
    return {"receipts": store.read.receipts_of(delivery.id)}


_ALSO: Mapping[type, Callable[[Any, Store], dict[str, Any]]] = {
    Item: _of_item,
    Match: _of_match,
    Story: _of_story,
    Development: _of_development,
    Alert: _of_alert,
    Delivery: _of_delivery,
}


def _print_item(item: Item, also: Mapping[str, Any]) -> None:
    say(inert(item.title), bold=True)
    show_fields(
        (
            *(("id", item.id), ("source", item.source), ("wire", item.wire)),
            *(("link", item.url), ("guid", item.guid), ("language", item.language)),
            *(("published", item.published), ("updated", item.updated)),
            ("first seen", item.first_seen_at),
            *(("feed", feed) for feed in item.feeds),
            *(("marked", f"{one.opinion} for {one.seed}") for one in also["marks"]),
        )
    )
    if item.summary:
        say()
        say(inert(item.summary))
    for before in also["revisions"]:
        say(f"until {before['replaced_at']:%Y-%m-%d %H:%M}Z it read: {inert(before['title'])}")
    _section(
        "Matches",
        [
            *(Column(name=name) for name in ("id", "seed", "score", "threshold", "match")),
            Column(name="reason", grows=True),
        ],
        [
            (one.id, one.seed, one.score, one.threshold, "yes" if one.verdict else "no", one.reason)
            for one in also["matches"]
        ],
    )
    _print_judgements(also["judgements"])
    _print_alerts(also["alerts"])


def _print_match(match: Match, also: Mapping[str, Any]) -> None:
    say(inert(also["title"]), bold=True)
    show_fields(
        (
            *(("id", match.id), ("item", match.item), ("seed", match.seed)),
            ("verdict", "match" if match.verdict else "no match"),
            *(("reason", match.reason), ("score", match.score), ("threshold", match.threshold)),
            *(("storylines", match.storylines), ("at", match.at)),
            *(("marked", one.opinion) for one in also["marks"]),
        )
    )
    print_evidence(match)


def print_evidence(match: Match) -> None:
    """Every signal of a match, the weightiest first."""
    _section(
        "Evidence",
        [
            *(Column(name=name) for name in ("gain", "kind", "in")),
            *(Column(name="name", grows=True), Column(name="text", grows=True)),
        ],
        [
            (f"{sign.gain:+.3f}", sign.kind, sign.field, sign.name, sign.text)
            for sign in sorted(match.evidence, key=lambda sign: -sign.gain)
        ],
    )


def _print_story(story: Story, also: Mapping[str, Any]) -> None:
    print_story(story, also)
    show_fields([("by hand", _told(one, story)) for one in also["regroupings"]])
    _print_alerts(also["alerts"])
    say()
    say(f"Why each was or was not told: monitor explain {story.id}", dim=True)


def _told(done: Regrouping, story: Story) -> str:
    """What was done to a story by hand, as seen from it."""
    other, here = ", ".join(done.others), done.story == story.id
    if done.hand is Hand.MERGE:
        what = f"took the items of {other}" if here else f"merged into {done.story}"
    else:
        what = f"gave items up to {other}" if here else f"split from {done.story}"
    return f"{what} ({len(done.items)}) on {done.at:%Y-%m-%d %H:%M}Z"


def _print_development(one: Development, also: Mapping[str, Any]) -> None:
    say(inert(one.delta or also["title"]), bold=True)
    show_fields(
        (
            *(("id", one.id), ("kind", one.kind), ("seed", one.seed)),
            *(("storyline", one.storyline), ("story", one.story), ("item", one.item)),
            *(("title", also["title"]), ("proof", one.proof), ("source", one.source)),
            ("scales", (one.relevance, one.novelty, one.significance)),
            ("at", one.at),
        )
    )
    _print_alerts(also["alerts"])


def _print_alert(alert: Alert, also: Mapping[str, Any]) -> None:
    say(inert(alert.delta or alert.title), bold=True)
    show_fields(
        (
            *(("id", alert.id), ("priority", alert.priority), ("reason", alert.reason)),
            *(("seed", alert.seed), ("storyline", alert.storyline), ("title", alert.title)),
            *(("proof", alert.proof), ("why", alert.why), ("source", alert.source)),
            *(("link", alert.url), ("story", alert.story), ("development", alert.development)),
            *(("items", alert.items), ("channels", alert.channels), ("at", alert.at)),
        )
    )
    _section(
        "Channels",
        [*(Column(name=name) for name in ("channel", "standing")), Column(name="why", grows=True)],
        [(one.channel, one.standing, one.reason) for one in also["tellings"]],
    )
    _section(
        "Deliveries",
        [
            *(Column(name=name) for name in ("id", "channel", "state", "attempts", "sent")),
            Column(name="error", grows=True),
        ],
        [
            (one.id, one.channel, one.state, one.attempts, one.sent_at, one.error)
            for one in also["deliveries"]
        ],
    )


def _print_delivery(delivery: Delivery, also: Mapping[str, Any]) -> None:
    say(inert(delivery.message.title), bold=True)
    show_fields(
        (
            *(("id", delivery.id), ("channel", delivery.channel), ("state", delivery.state)),
            *(("alerts", delivery.alerts), ("attempts", delivery.attempts)),
            *(("created", delivery.created_at), ("sent", delivery.sent_at)),
            ("next attempt", None if delivery.sent_at else delivery.next_attempt_at),
            ("error", delivery.error),
        )
    )
    say()
    for line in delivery.message.text.splitlines():
        say(f"  {inert(line)}".rstrip())
    _section(
        "Attempts",
        [*(Column(name=name) for name in ("when", "result")), Column(name="detail", grows=True)],
        [
            (one.at, "sent" if one.ok else "refused" if one.permanent else "failed", one.detail)
            for one in also["receipts"]
        ],
    )


_PRINT: Mapping[type, Callable[[Any, Mapping[str, Any]], None]] = {
    Item: _print_item,
    Match: _print_match,
    Story: _print_story,
    Development: _print_development,
    Alert: _print_alert,
    Delivery: _print_delivery,
}


def _print_judgements(judgements: Sequence[Judgement]) -> None:
    names = ("item", "seed", "storyline", "scales")
    _section(
        "Judged",
        [*(Column(name=name) for name in names), _GROWS, Column(name="reason", grows=True)],
        [
            (
                *(one.item, one.seed, one.storyline),
                f"{one.relevance} {one.novelty} {one.significance}",
                *(one.delta, one.reason),
            )
            for one in judgements
        ],
    )


def _print_alerts(alerts: Sequence[Alert]) -> None:
    _section(
        "Alerts",
        [*(Column(name=name) for name in ("id", "when", "priority")), _GROWS],
        [(one.id, one.at, one.priority, one.delta or one.title) for one in alerts],
    )


def _section(heading: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    if rows:
        say()
        say(heading, bold=True)
        show_table(columns, rows)
