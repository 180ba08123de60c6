"""What channels heard of a matter: a development in; who was told what, and what it takes back, out.

`alerts` decides on these facts; they are gathered from the memory on the decider's desk.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from monitor.desk import Desk
from monitor.model import Channel, Development, Heard, Judgement, Pending, Telling
from monitor.scales import Kind
from monitor.store import Memory


def heard_by(
    channel: Channel, development: Development, stories_back: Collection[str], desk: Desk
) -> Heard:
    """What a channel knows already of a development's story and storyline."""
    heard = desk.memory.heard
    place = channel.name, development.seed, development.storyline
    return Heard(
        flashes=heard.interruptions(*place, flash=True),
        others=heard.interruptions(*place, flash=False),
        waiting=tuple(
            pending(telling, desk) for telling in heard.waiting(*place, development.item)
        ),
        loudest=heard.loudest(channel.name, development.story),
        misled=any(heard.was_told(channel.name, story) for story in stories_back)
        or (not stories_back and heard.was_told_of(*place)),
    )


def taken_back(judgement: Judgement, memory: Memory) -> Collection[str]:
    """The stories that told what a development takes back; none when that cannot be known.

    A correction takes back the figure of the same subject, wherever the ledger has it from; a turn
    that opens a story of its own may take back anything that its storyline told.
    """
    seed = judgement.seed
    if judgement.kind not in {Kind.CORRECTION, Kind.REVERSAL}:
        return ()
    if judgement.kind is Kind.REVERSAL and not memory.knows(seed, judgement.story):
        return ()
    subjects = {fact.subject for fact in judgement.facts if fact.amount is not None}
    told = (memory.tellers(seed, judgement.storyline, subject) for subject in subjects)
    return {judgement.story, *chain.from_iterable(told)}


def pending(telling: Telling, desk: Desk) -> Pending:
    """What a message needs to tell one alert to one channel."""
    alert = desk.memory.heard.alert(telling.alert)
    return Pending(
        telling=telling,
        alert=alert,
        voices=desk.memory.voices(telling.story, alert.items[0]),
        titles=desk.titles(telling.seed, telling.storyline),
    )
