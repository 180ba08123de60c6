"""What the pipeline decided about the story in, a summary for people out; it only counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.demo.story import Story
from monitor.model import Alert, Item, Judgement
from monitor.scales import AT_ONCE, Priority, Reason

_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Matched items that were not told, for one reason: how many, and a few of them."""

    reason: Reason
    count: int
    examples: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """An item that only looks like the story, and what it really is."""

    item: Item
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The demo in figures and examples.

    ``apart`` are look-alikes that were kept out, ``mistaken`` those that were taken for the story.
    ``interruptions`` counts alerts by priority, ``kept`` those that
    wait for the digest instead.
    """

    items: int
    matched: int
    stories: int
    developments: int
    interruptions: Mapping[Priority, int]
    kept: int
    silences: tuple[Silence, ...]
    apart: tuple[LookAlike, ...]
    mistaken: tuple[LookAlike, ...]


def summarise(
    story: Story,
    items: Sequence[Item],
    judgements: Sequence[Judgement],
    alerts: Sequence[Alert],
) -> Summary:
    """Count what was decided. ``judgements`` in their order; an edited item may have two."""
    matched = {judgement.item for judgement in judgements}
    told = [alert for alert in alerts if alert.reason in AT_ONCE]
    counts = Counter(alert.priority for alert in told)
    look_alikes = _look_alikes(story, items)
    return Summary(
        items=len(items),
        matched=len(matched),
        stories=len({judgement.story for judgement in judgements}),
        developments=sum(judgement.kind is not None for judgement in judgements),
        interruptions={one: counts[one] for one in reversed(Priority) if counts[one]},
        kept=sum(alert.reason not in AT_ONCE | {Reason.STORY_TOLD} for alert in alerts),
        silences=_silences(items, judgements),
        apart=tuple(one for one in look_alikes if one.item.id not in matched),
        mistaken=tuple(one for one in look_alikes if one.item.id in matched),
    )


def _look_alikes(story: Story, items: Sequence[Item]) -> list[LookAlike]:
    """Items that only look like the story, in the story's order."""
    by_words = {(item.source, item.title): item for item in items}
    found = [
        (by_words.get((piece.source.name, piece.title)), piece.apart)
        for piece in story.pieces
        if piece.apart
    ]
    return [LookAlike(item=item, what=what) for item, what in found if item]


def _silences(items: Sequence[Item], judgements: Sequence[Judgement]) -> tuple[Silence, ...]:
    by_id = {item.id: item for item in items}
    silent = [one for one in judgements if one.kind is None and one.item in by_id]
    counts = Counter(one.reason for one in silent)
    return tuple(
        Silence(
            reason=reason,
            count=count,
            examples=_of_many(by_id[one.item] for one in silent if one.reason is reason),
        )
        for reason, count in counts.most_common()
    )


def _of_many(items: Iterable[Item]) -> tuple[Item, ...]:
    """A few, each from another source and in as many languages as there are."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.source, item)
    languages = {item.language: item for item in reversed(found.values())}
    chosen = dict.fromkeys([*languages.values(), *found.values()])
    return tuple(chosen)[:_EXAMPLES]
