"""`explain --text`: what a text would be if it came in now, and which channels would hear of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from monitor.cli.call import Call, now
from monitor.cli.encode import plain
from monitor.cli.explain_told import Case, print_case, what_flips
from monitor.cli.paper import inert, say
from monitor.model import Assignment, Channel, Item, Judgement, Match, Outcome, Profile

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All that would be decided of one text; nothing of it is kept.

    ``titles`` are those of the stories that it would join.
    """

    item: Item
    matches: tuple[Match, ...]
    assignments: tuple[Assignment, ...]
    titles: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    cases: tuple[Case, ...]
    channels: Mapping[str, Channel]

    def deaf(self, case: Case) -> tuple[Channel, ...]:
        """The channels that take no such seed or storyline."""
        heard = {telling.channel for telling in case.tellings}
        return tuple(one for name, one in self.channels.items() if name not in heard)


def try_text(call: Call, text: str, profiles: Sequence[Profile]) -> Trial:
    """What the daemon would make of a text now; its first line is the title."""
    config = call.load()
    if not config.store.path.exists():
        return _decide(text, profiles, config, None)
    with call.reading() as store:
        return _decide(text, profiles, config, store)


def _decide(text: str, profiles: Sequence[Profile], config: Config, store: Store | None) -> Trial:
    from monitor.app import rehearse_now
    from monitor.pipeline import decide_items

    at = now()
    title, _, summary = text.strip().partition("\n")
    desk = rehearse_now(profiles, config, store, at)
    item = Item(
        id=desk.memory.new_id("i"),
        title=title,
        summary=summary.strip(),
        first_seen_at=at,
        effective_at=at,
    )
    outcome = decide_items([item], desk, at)
    joined = [one for one in outcome.assignments if not one.opened]
    return Trial(
        item=replace(item, id=""),
        matches=tuple(sorted(outcome.matches, key=lambda match: -match.score)),
        assignments=outcome.assignments,
        titles={one.story: desk.memory.story(one.seed, one.story).title for one in joined},
        judgements=outcome.judgements,
        cases=_cases(outcome),
        channels={channel.name: channel for channel in config.channels},
    )


def _cases(outcome: Outcome) -> tuple[Case, ...]:
    """Each development with its alert; without ids, for nothing here can be shown again."""
    alerts = {alert.development: alert for alert in outcome.alerts}
    cases = []
    for development in outcome.developments:
        alert = alerts.get(development.id)
        tellings = tuple(one for one in outcome.tellings if alert and one.alert == alert.id)
        nameless = replace(alert, id="") if alert else None
        cases.append(
            Case(development=replace(development, id=""), alert=nameless, tellings=tellings)
        )
    return tuple(cases)


def trial_as_json(trial: Trial) -> dict[str, Any]:
    """What would be decided, for programs; ``deaf`` are channels that would hear nothing."""
    return {
        "stories": [
            _picked(one, "seed opened similarity reason")
            | {"story": None if one.opened else one.story}
            for one in trial.assignments
        ],
        "judgements": [
            _picked(one, "seed storyline relevance novelty significance kind delta proof reason")
            for one in trial.judgements
        ],
        "alerts": [
            _picked(case.alert, "seed storyline priority title delta why reason")
            | {
                "channels": [
                    _picked(one, "channel priority standing reason")
                    | {"flip": what_flips(one, trial.channels.get(one.channel))}
                    for one in case.tellings
                ],
                "deaf": [one.name for one in trial.deaf(case)],
            }
            for case in trial.cases
            if case.alert
        ],
    }


def _picked(noun: Any, names: str) -> dict[str, Any]:  # noqa: ANN401 (any of the nouns)
    """What of a noun stays true when nothing is kept; its ids will be given to others."""
    return {name: plain(noun)[name] for name in names.split()}


def print_trial(trial: Trial) -> None:
    """What would be decided, for people."""
    say()
    say("If it came in now", bold=True)
    if not trial.assignments:
        say("  it would match nothing, so nobody would hear of it")
    for one in trial.assignments:
        what = "it would open a story of its own"
        if not one.opened:
            title = inert(trial.titles[one.story])
            what = f"it would go to {one.story} (likeness {one.similarity:.2f}), {title}"
        say(f"  {what}: {one.reason}")
    for judged in trial.judgements:
        new = judged.kind or "nothing new, so nobody would hear of it"
        say(f"  {judged.storyline}, {new}: {judged.reason}")
    for case in trial.cases:
        print_case(case, trial.channels)
        for channel in trial.deaf(case) if case.alert else ():
            say(f"  {channel.name}: hears nothing, for it takes {_takes(channel)}")


def _takes(channel: Channel) -> str:
    return f"seeds {', '.join(channel.seeds)}; storylines {', '.join(channel.storylines)}"
