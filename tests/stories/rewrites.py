"""Invented tellings of invented events: copies and rewrites by the hundred, in a fixed order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.model import Evidence, Item, Match, Story
from monitor.scales import Reason
from monitor.stories import Settings, Shelf, assign, extend

WATCHED = ("Lampara", "Santa Brisa", "Aldo Brant", "Brant", "port reform")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# Parts of one telling, each in other words; "" leaves a part out.
_RESCUE = (
    ("", "", "UPDATE 2-", "Exclusive: ", "BREAKING: "),
    ("Coast guard", "Coastguard crews", "Rescuers", "A coast guard cutter"),
    ("rescues", "saves", "pulls", "picks up"),
    ("41 people", "41 migrants", "forty-one migrants", "all 41 aboard"),
    ("from sinking trawler", "off a sinking trawler", "as fishing trawler sinks"),
    ("near Lampara island", "off Lampara", "in storm off Lampara island", "near Lampara"),
    ("", "", ", officials say", ", minister Aldo Brant says", " - Harbour Wire"),
)
_RESCUE_TEXT = (
    ("", "PORT LAMPARA (AP) — ", "By Ann Lee and Bo Ek - "),
    ("A coast guard cutter", "The coast guard", "Crews of the coast guard"),
    ("took 41 migrants off the trawler Santa Brisa", "rescued everyone on the trawler Santa Brisa"),
    ("before it sank near Lampara island.", "minutes before it went down off Lampara."),
    ("", "Two were treated for hypothermia.", "Minister Aldo Brant thanked the crew."),
)
_BELOW = (
    (
        "MPs voted 61 to 58 for the port reform after a debate that lasted all night.",
        "The port reform passed by three votes; the opposition speaks of a gift to the shipping lines.",
    ),
    (
        "Dockers at Port Lampara stopped work at six; they want more for nights, and eleven ships wait.",
        "The dock workers' union called the strike when talks on night pay broke down.",
    ),
    (
        "Aldo Brant gave up his post over the contract for two ferries with his brother's yard.",
        "The minister denies wrongdoing in the ferry contract, but steps down to clear his name.",
    ),
    (
        "Oil from the wreck of the Santa Brisa has spread over nine kilometres; booms are laid out.",
        "The slick drifts towards the beaches of Lampara. The wreck holds 40 tonnes of diesel.",
    ),
    (
        "The skipper has to hand in his passport and report to the police twice a week, a judge said.",
        "Bail was set at 20,000; the skipper, 58, may not go to sea until the trial in May.",
    ),
    (
        "Up to 60 people can sleep in the cannery, which stood empty since 1998, the mayor said.",
        "Beds and showers stand ready in the old cannery for those who were rescued.",
    ),
)
# Events of the same stream, each told in several ways.
EVENTS: Sequence[Sequence[str]] = (
    (
        "Parliament passes port reform after night of debate",
        "MPs pass port reform bill after all-night debate",
        "Port reform passed by parliament, 61 votes to 58",
    ),
    (
        "Dockers walk out at Port Lampara over night pay",
        "Dock workers strike at Port Lampara for more night pay",
        "Strike by dockers over pay halts Port Lampara",
    ),
    (
        "Minister Aldo Brant resigns over ferry contract",
        "Aldo Brant quits as minister in ferry contract row",
        "Brant steps down over contract for ferries",
    ),
    (
        "Oil slick spreads from wreck of Santa Brisa",
        "Wreck of trawler Santa Brisa leaks oil towards beaches",
        "Oil from Santa Brisa wreck nears Lampara beaches",
    ),
    (
        "Court frees skipper of Santa Brisa on bail",
        "Judge lets Santa Brisa skipper out on bail",
        "Skipper of Santa Brisa released on bail by court",
    ),
    (
        "Mayor of Lampara opens shelter for migrants in old cannery",
        "Old cannery becomes shelter for migrants, Lampara mayor says",
        "Lampara turns cannery into migrant shelter",
    ),
)


def rewrites(count: int) -> list[Item]:
    """One event in ``count`` tellings, some of them copies, a minute apart."""
    chance = random.Random(7)  # noqa: S311 (an invented stream, the same at every run)
    return [
        an_item(
            number,
            "".join(_spaced(chance.choice(part) for part in _RESCUE)).strip(" ,"),
            "".join(_spaced(chance.choice(part) for part in _RESCUE_TEXT)),
            source=f"Paper {number % 40}",
        )
        for number in range(count)
    ]


def a_day() -> list[tuple[Item, str]]:
    """Six events and a rescue, two or three to the hour: items in order, each with its event."""
    chance = random.Random(11)  # noqa: S311 (an invented stream, the same at every run)
    told: list[tuple[float, str, str, str]] = [
        (number // 2 + chance.random(), title, chance.choice(_BELOW[number]), f"e{number}")
        for number, titles in enumerate(EVENTS)
        for title in (*titles, *titles[:2])
    ]
    told += [(3 * chance.random(), one.title, one.summary, "rescue") for one in rewrites(12)]
    return [
        (replace(an_item(number, title, below), effective_at=NOW + hours * 60 * MINUTE), event)
        for number, (hours, title, below, event) in enumerate(sorted(told))
    ]


def _spaced(parts: Iterator[str]) -> Iterator[str]:
    """A blank between the parts, but none behind a label's dash or before a comma."""
    before = ""
    for part in parts:
        tight = not before or before.endswith(("-", " ")) or part.startswith((",", " ")) or not part
        yield part if tight else f" {part}"
        before = part or before


def an_item(number: int, title: str, summary: str = "", *, source: str = "Harbour Wire") -> Item:
    """An item a minute after the one before."""
    at = NOW + number * MINUTE
    return Item(
        id=f"i{number}",
        title=title,
        summary=summary,
        source=source,
        language="en",
        first_seen_at=at,
        effective_at=at,
    )


def a_match(item: Item) -> Match:
    """A match with the names that the seed watches, as far as the item has them."""
    text = f"{item.title} {item.summary}"
    named = [name for name in WATCHED if name.lower() in text.lower()]
    return Match(
        item=item.id,
        seed="coast",
        score=0.5,
        threshold=0.2,
        verdict=True,
        reason=Reason.MATCHED,
        storylines=("rescue",),
        evidence=tuple(
            Evidence(kind="entity", name=name, text=name, field="title", gain=0.1) for name in named
        ),
        at=item.effective_at,
    )


class Desk:
    """The stories of one seed, as the decider keeps them."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf(Settings())
        self.stories: dict[str, Story] = {}

    def take(self, item: Item) -> str:
        """The story that the item went to."""
        match = a_match(item)
        given = assign(item, match, self.shelf, lambda: f"s{len(self.stories) + 1}")
        before = self.stories.get(given.story)
        story = extend(before, item, match, given, item.effective_at)
        self.stories[story.id] = story
        self.shelf.put(story, [item])
        return story.id


def group(items: Sequence[Item]) -> dict[str, str]:
    """The story of each item, by ids."""
    desk = Desk()
    return {item.id: desk.take(item) for item in items}


def shuffled(items: Sequence[Item], seed: int) -> list[Item]:
    """The items with those of one hour in another order; times stay in order."""
    chance = random.Random(seed)  # noqa: S311 (an invented order, the same at every run)
    hours: dict[int, list[Item]] = {}
    for item in items:
        hours.setdefault(int(item.effective_at.timestamp()) // 3600, []).append(item)
    mixed = []
    for hour in sorted(hours):
        times = [item.effective_at for item in hours[hour]]
        chance.shuffle(hours[hour])
        mixed += [replace(i, effective_at=t) for i, t in zip(hours[hour], times, strict=True)]
    return mixed


def b_cubed(stories: dict[str, str], events: dict[str, str]) -> float:
    """B-cubed F1 of stories against events (Bagga and Baldwin 1998)."""
    precision = recall = 0.0
    for item, story in stories.items():
        with_it = {other for other, its in stories.items() if its == story}
        truth = {other for other, event in events.items() if event == events[item]}
        both = len(with_it & truth)
        precision += both / len(with_it) / len(stories)
        recall += both / len(truth) / len(stories)
    return 2 * precision * recall / (precision + recall)
