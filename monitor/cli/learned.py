"""What the monitor learned of its seeds from confident matches, beside what their files say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.cli.call import Call, now
from monitor.cli.paper import Column, say, show_table
from monitor.model import Profile

if TYPE_CHECKING:
    from monitor.matching import Learned, Matcher

_SHOWN = 12


def taught(call: Call, profiles: Sequence[Profile]) -> Matcher:
    """A matcher that has learned what the daemon has; nothing when there is no database yet.

    It keeps every score, however low.
    """
    from monitor.matching import Matcher, Settings

    matcher = Matcher(profiles, Settings(near=0.0))
    if call.load().store.path.exists():
        with call.reading() as store:
            matcher.learn(store.lessons(now()))
    return matcher


def show_learned(learned: Sequence[Learned]) -> None:
    """The words that weigh most; nothing when nothing was learned."""
    if not learned:
        return
    say()
    say("Learned from confident matches (not in the file)", bold=True)
    columns = (Column(name="word"), Column(name="share"), Column(name="matches"))
    show_table(
        columns,
        [(f"{one.word}*", f"{one.share:.1%}", one.uses) for one in learned[:_SHOWN]],
    )
    if len(learned) > _SHOWN:
        say(f"and {len(learned) - _SHOWN} more; all: --json", dim=True)
    say(
        "Off for this seed: [thresholds] learned = 0. To unlearn: monitor mark ID irrelevant",
        dim=True,
    )
